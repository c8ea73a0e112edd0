// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/import_practice.h"

#include <algorithm>
#include <set>

#include "application/import_matching.h"
#include "storage/calendar_repository.h"
#include "storage/errors.h"
#include "storage/practice_repository.h"
#include "storage/practice_writer.h"
#include "storage/staff_repository.h"

namespace frontdesk {
namespace {

using namespace importing;

class Import {
 public:
  Import(storage::UnitOfWork& work, const PracticeFile& file, Instant now) : work_(work), writer_(work.practice_writer()), file_(file), now_(now) {}

  Result<ImportOutcome, std::vector<FileError>> run() {
    id_ = match_practice(work_.practices(), file_.content.practice, errors_);
    if (!errors_.empty()) return failure(std::move(errors_));
    if (id_.is_set()) take_locks();
    const auto before = id_.is_set() ? writer_.parts(id_) : storage::StoredParts{};
    ids_ = match_parts(file_.content, before, errors_);
    const auto appointments = match_appointments(file_, ids_, stored_appointments(), errors_);
    if (!errors_.empty()) return failure(std::move(errors_));
    store_practice();
    store_services(before);
    store_locations(before);
    store_providers(before);
    store_appointments(appointments);
    store_staff();
    outcome_.practice = id_;
    return outcome_;
  }

 private:
  /// Every writer takes calendars before anything else, by id, so that two of them never wait for each other.
  void take_locks() {
    std::set<ProviderId> providers;
    for (const auto& provider : writer_.parts(id_).providers) providers.insert(provider.id);
    for (const ProviderId provider : providers) work_.calendars().lock(id_, provider);
    std::vector<FileError> ignored;
    const bool is_there = writer_.lock(id_);
    if (!is_there || match_practice(work_.practices(), file_.content.practice, ignored) != id_) {
      throw storage::Conflict("the practice was renamed or removed meanwhile");
    }
  }

  [[nodiscard]] std::vector<storage::StoredAppointment> stored_appointments() {
    if (!id_.is_set() || file_.appointments.empty()) return {};
    Instant from = Instant::max();
    Instant until = Instant::min();
    for (const FileAppointment& appointment : file_.appointments) {
      from = std::min(from, appointment.start);
      until = std::max(until, appointment.end);
    }
    return writer_.appointments(id_, from, until, now_);
  }

  void store_practice() {
    Practice practice = file_.content.practice;
    if (id_.is_set()) {
      const auto present = work_.practices().resolve(practice.link_name.text());
      const bool keeps_name = present && present->present_name == practice.link_name;
      outcome_.kind = keeps_name ? ImportOutcome::Kind::updated : ImportOutcome::Kind::renamed;
      practice.id = id_;
      writer_.update(practice);
    } else {
      id_ = writer_.create(practice, now_);
    }
  }

  template <class IdType>
  void retire_what_is_missing(const std::vector<storage::StoredPart<IdType>>& before, const std::vector<IdType>& kept) {
    for (const auto& part : before) {
      if (part.retired || std::find(kept.begin(), kept.end(), part.id) != kept.end()) continue;
      writer_.retire(id_, part.id);
      ++outcome_.retired;
    }
  }

  void store_services(const storage::StoredParts& before) {
    for (std::size_t i = 0; i < file_.content.services.size(); ++i) {
      Service service = file_.content.services[i];
      service.id = ids_.services[i];
      ids_.services[i] = writer_.store(id_, service, static_cast<int>(i));
    }
    retire_what_is_missing(before.services, ids_.services);
  }

  void store_locations(const storage::StoredParts& before) {
    for (std::size_t i = 0; i < file_.content.locations.size(); ++i) {
      Location location = file_.content.locations[i];
      location.id = ids_.locations[i];
      ids_.locations[i] = writer_.store(id_, location, static_cast<int>(i));
    }
    retire_what_is_missing(before.locations, ids_.locations);
  }

  void store_providers(const storage::StoredParts& before) {
    for (std::size_t i = 0; i < file_.content.providers.size(); ++i) {
      Provider provider = file_.content.providers[i];
      provider.id = ids_.providers[i];
      for (ProviderService& offer : provider.services) offer.service = ids_.of(offer.service);
      for (LocationId& location : provider.locations) location = ids_.of(location);
      for (AvailabilityBlock& block : provider.blocks) {
        for (LocationId& location : block.locations) location = ids_.of(location);
        for (ServiceId& service : block.services) service = ids_.of(service);
      }
      ids_.providers[i] = writer_.store(id_, provider, static_cast<int>(i));
      store_time_off(ProviderId{i + 1});
    }
    retire_what_is_missing(before.providers, ids_.providers);
  }

  void store_time_off(ProviderId place) {
    std::vector<TimeOff> time_off;
    for (const FileTimeOff& off : file_.time_off) {
      if (off.provider == place) time_off.push_back({.start = off.start, .end = off.end, .reason = off.reason});
    }
    writer_.replace_time_off(id_, ids_.of(place), time_off);
  }

  /// Rows were matched before new services, locations and providers had ids.
  void store_appointments(const std::vector<storage::AppointmentRow>& rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      storage::AppointmentRow row = rows[i];
      const FileAppointment& appointment = file_.appointments[i];
      row.provider = ids_.of(appointment.provider);
      if (appointment.service) row.service = ids_.of(*appointment.service);
      if (appointment.location) row.location = ids_.of(*appointment.location);
      writer_.store(id_, row);
    }
  }

  void store_staff() {
    storage::StaffRepository& staff = work_.staff();
    for (const FileStaff& member : file_.staff) {
      storage::NewStaff row{.email = member.email, .name = member.name, .role = member.role, .provider = {}};
      if (member.provider) row.provider = ids_.of(*member.provider);
      const auto stored = staff.find_by_email(id_, member.email);
      if (!stored) {
        staff.insert(id_, row);
        continue;
      }
      staff.update(id_, stored->member.id, row);
      // Whoever has other rights now signs in again.
      if (stored->member.role != member.role) staff.end_sessions_of(id_, stored->member.id, std::nullopt);
    }
  }

  storage::UnitOfWork& work_;
  storage::PracticeWriter& writer_;
  const PracticeFile& file_;
  const Instant now_;
  PracticeId id_;
  StoredIds ids_;
  std::vector<FileError> errors_;
  ImportOutcome outcome_;
};

}  // namespace

Result<ImportOutcome, std::vector<FileError>> import_practice(storage::UnitOfWork& work, const PracticeFile& file, Instant now) {
  try {
    return Import(work, file, now).run();
  } catch (const storage::Duplicate&) {
    // Names were free a moment ago: somebody else imports the same. Seen again, it is theirs or an update.
    throw storage::Conflict("another import stored the same name meanwhile");
  }
}

Result<Done, std::vector<FileError>> update_practice(storage::UnitOfWork& work, const Practice& practice) {
  if (!work.practice_writer().lock(practice.id)) throw storage::Conflict("the practice was removed meanwhile");
  std::vector<FileError> errors;
  const auto check = [&](const LinkName& name, const std::string& pointer) {
    const auto owner = work.practices().resolve(name.text());
    if (owner && owner->id != practice.id) errors.push_back({.pointer = pointer, .words = "another practice has or had the name \"" + name.text() + "\""});
  };
  check(practice.link_name, "/practice/link_name");
  for (std::size_t i = 0; i < practice.previous_link_names.size(); ++i) check(practice.previous_link_names[i], pointer_below("/practice/previous_link_names", i));
  if (!errors.empty()) return failure(std::move(errors));
  work.practice_writer().update(practice);
  return Done{};
}

}  // namespace frontdesk
