// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <limits>
#include <map>

#include "application/import_matching.h"
#include "domain/appointment_overlap.h"
#include "frontdesk/time_text.h"

namespace frontdesk::importing {
namespace {

using storage::AppointmentRow;
using storage::StoredAppointment;

bool is_booked(const StoredAppointment& row) { return row.seats_taken + row.seats_booked > 0; }
bool has_requests(const StoredAppointment& row) { return row.seats_booked + row.seats_held > 0; }
bool is_live(const StoredAppointment& row) { return !row.cancelled && (is_booked(row) || row.seats_held > 0); }

class Matching {
 public:
  Matching(const PracticeFile& file, const StoredIds& ids, const std::vector<StoredAppointment>& stored, std::vector<FileError>& errors)
      : file_(file), ids_(ids), stored_(stored), errors_(errors), matches_(file.appointments.size(), nullptr) {
    for (const StoredAppointment& row : stored_) is_free_.emplace(&row, true);
  }

  std::vector<AppointmentRow> rows() {
    match_by_reference();
    match_by_start();
    std::vector<AppointmentRow> rows;
    for (std::size_t i = 0; i < file_.appointments.size(); ++i) rows.push_back(row_of(i));
    check_overlaps(rows);
    return rows;
  }

 private:
  void match(std::size_t index, const StoredAppointment& row) {
    matches_[index] = &row;
    is_free_[&row] = false;
  }

  void match_by_reference() {
    std::map<std::string_view, const StoredAppointment*> by_reference;
    for (const StoredAppointment& row : stored_) {
      if (!row.reference.empty()) by_reference.emplace(row.reference, &row);
    }
    for (std::size_t i = 0; i < matches_.size(); ++i) {
      const auto found = by_reference.find(file_.appointments[i].reference);
      if (found != by_reference.end()) match(i, *found->second);
    }
  }

  /// What only a request holds isn't an appointment yet, so it isn't meant.
  void match_by_start() {
    std::multimap<std::pair<ProviderId, Instant>, const StoredAppointment*> by_start;
    for (const StoredAppointment& row : stored_) {
      if (is_free_[&row] && !row.cancelled && (is_booked(row) || row.seats_held == 0)) by_start.emplace(std::pair(row.provider, row.start), &row);
    }
    for (std::size_t i = 0; i < matches_.size(); ++i) {
      if (matches_[i] != nullptr) continue;
      const FileAppointment& appointment = file_.appointments[i];
      const auto [first, last] = by_start.equal_range({ids_.of(appointment.provider), appointment.start});
      const auto found = std::find_if(first, last, [&](const auto& entry) { return appointment.reference.empty() || entry.second->reference.empty(); });
      if (found == last) continue;
      match(i, *found->second);
      by_start.erase(found);
    }
  }

  AppointmentRow row_of(std::size_t index) {
    const FileAppointment& appointment = file_.appointments[index];
    AppointmentRow row{.id = {},
                       .provider = ids_.of(appointment.provider),
                       .start = appointment.start,
                       .end = appointment.end,
                       .service = appointment.service ? std::optional(ids_.of(*appointment.service)) : std::nullopt,
                       .location = appointment.location ? std::optional(ids_.of(*appointment.location)) : std::nullopt,
                       .seats_taken = appointment.seats_taken,
                       .reference = appointment.reference};
    const StoredAppointment* stored = matches_[index];
    if (stored == nullptr) return row;
    row.id = stored->id;
    if (row.reference.empty()) row.reference = stored->reference;
    if (has_requests(*stored)) keep_for_requests(row, *stored, index);
    return row;
  }

  /// Clients were told of this time: it stays. Their seats are counted apart from those that the file tells of.
  void keep_for_requests(AppointmentRow& row, const StoredAppointment& stored, std::size_t index) {
    if (!row.service) row.service = stored.service;
    if (!row.location) row.location = stored.location;
    const bool stays = row.provider == stored.provider && row.start == stored.start && row.end == stored.end && row.service == stored.service && row.location == stored.location;
    if (!stays) {
      errors_.push_back({.pointer = pointer_below("/appointments", index),
                         .words = "clients' requests stand on this appointment as it is stored (" + to_string(stored.start) + " to " + to_string(stored.end) +
                                  "): it can't be changed by a file"});
    }
    row.seats_taken = std::max(0, row.seats_taken - stored.seats_booked);
  }

  /// Of a service that is stored; one that the file retires has no seats to share.
  [[nodiscard]] int seats_of(std::optional<ServiceId> service) const {
    if (!service) return 1;
    const auto found = std::find(ids_.services.begin(), ids_.services.end(), *service);
    return found == ids_.services.end() ? 1 : file_.content.services[static_cast<std::size_t>(found - ids_.services.begin())].seats;
  }

  /// What is new has no id yet: it is told apart by its place, counted from the other end.
  template <class IdType>
  static std::optional<IdType> identity(std::optional<IdType> stored, std::optional<IdType> place) {
    if (!stored || stored->is_set()) return stored;
    return IdType{std::numeric_limits<std::uint64_t>::max() - place->value()};
  }

  [[nodiscard]] BookedTime booked_time(const AppointmentRow& row, std::size_t index) const {
    const FileAppointment& appointment = file_.appointments[index];
    const StoredAppointment* stored = matches_[index];
    return {.start = row.start,
            .end = row.end,
            .service = identity(row.service, appointment.service),
            .location = identity(row.location, appointment.location),
            .seats = appointment.service ? file_.content.find(*appointment.service)->seats : seats_of(row.service),
            .seats_taken = row.seats_taken + (stored == nullptr ? 0 : stored->seats_booked + stored->seats_held),
            .index = stored_.size() + index};
  }

  void check_overlaps(const std::vector<AppointmentRow>& rows) {
    std::map<ProviderId, BookedTimes> booked;
    for (std::size_t i = 0; i < stored_.size(); ++i) {
      const StoredAppointment& row = stored_[i];
      if (!is_free_[&row] || !is_live(row)) continue;
      const int seats_taken = row.seats_taken + row.seats_booked + row.seats_held;
      static_cast<void>(booked[row.provider].add(
          {.start = row.start, .end = row.end, .service = row.service, .location = row.location, .seats = seats_of(row.service), .seats_taken = seats_taken, .index = i}));
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (!rows[i].provider.is_set()) continue;
      const auto other = booked[rows[i].provider].add(booked_time(rows[i], i));
      if (other) report(i, *other);
    }
  }

  void report(std::size_t index, std::size_t other) {
    std::string words = "overlaps with ";
    if (other < stored_.size()) {
      const StoredAppointment& row = stored_[other];
      words += std::string("what is ") + (is_booked(row) ? "booked" : "held for a request") + " from " + to_string(row.start) + " to " + to_string(row.end);
    } else {
      words += "/appointments/" + std::to_string(other - stored_.size()) + ", with the seats that requests hold";
    }
    errors_.push_back({.pointer = pointer_below("/appointments", index), .words = words});
  }

  const PracticeFile& file_;
  const StoredIds& ids_;
  const std::vector<StoredAppointment>& stored_;
  std::vector<FileError>& errors_;
  std::vector<const StoredAppointment*> matches_;  // by place in the file
  std::map<const StoredAppointment*, bool> is_free_;
};

}  // namespace

std::vector<AppointmentRow> match_appointments(const PracticeFile& file, const StoredIds& ids, const std::vector<StoredAppointment>& stored, std::vector<FileError>& errors) {
  return Matching(file, ids, stored, errors).rows();
}

}  // namespace frontdesk::importing
