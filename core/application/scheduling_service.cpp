// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/scheduling_service.h"

#include <algorithm>
#include <stdexcept>

#include "frontdesk/time_text.h"
#include "storage/practice_repository.h"

namespace frontdesk {
namespace {

/// What ended earlier than this before an instant can't stand in its way: twice the widest buffer.
constexpr Minutes widest_gap{1440};

Zone known_zone(std::string_view name) {
  const auto zone = find_zone(name);
  if (!zone) throw std::invalid_argument("no such time zone: " + std::string(name));
  return *zone;
}

}  // namespace

const storage::StoredVersions& SchedulingService::versions() {
  const bool may_have_changed = mode_ == storage::AccessMode::read_write;
  if (!versions_ || may_have_changed) versions_ = work_.calendars().versions(practice_id_);
  if (!versions_) throw std::logic_error("this practice isn't stored");
  return *versions_;
}

std::shared_ptr<const PracticeSnapshot> SchedulingService::current_practice() {
  const bool reads_only = mode_ == storage::AccessMode::read_only;
  if (reads_only && !practices_.empty()) return practices_.back();
  auto snapshot = cache_.practice(practice_id_, versions().revision);
  if (!snapshot) {
    auto loaded = work_.practices().load(practice_id_);
    if (!loaded) throw std::logic_error("this practice isn't stored");
    snapshot = std::make_shared<const PracticeSnapshot>(std::move(*loaded));
    if (reads_only) cache_.keep(snapshot);
  }
  if (practices_.empty() || practices_.back() != snapshot) practices_.push_back(snapshot);
  return snapshot;
}

SchedulingService::Calendar SchedulingService::current_calendar(ProviderId provider, Instant earliest) {
  // Checked before anything is kept: another practice's provider would be kept here as one without bookings.
  if (practices_.back()->find(provider) == nullptr) throw std::invalid_argument("no such provider in this practice");
  const Instant from = std::min(earliest, now_) - widest_gap;
  auto calendar = cache_.calendar(provider, versions_->of(provider), from);
  if (!calendar) {
    calendar = std::make_shared<const scheduling::PreparedCalendar>(work_.calendars().load(practice_id_, provider, from));
    if (mode_ == storage::AccessMode::read_only) cache_.keep(calendar, from);
  }
  return calendar;
}

const PracticeSnapshot& SchedulingService::practice() { return *current_practice(); }

std::vector<OfferedTime> SchedulingService::times(const OfferQuestion& question, LocalDate from, LocalDate to, std::string_view zone) {
  const Zone known = known_zone(zone);
  const auto practice = current_practice();
  const auto calendar = current_calendar(question.provider, now_);
  return scheduling::offers({*practice, *calendar, now_}, question, from, to, known);
}

std::string SchedulingService::times_as_json(const OfferQuestion& question, LocalDate from, LocalDate to, std::string_view zone) {
  const Zone known = known_zone(zone);
  const auto offered = times(question, from, to, zone);
  const PracticeSnapshot& snapshot = *practices_.back();
  const Provider& provider = *snapshot.find(question.provider);
  const Service& service = *snapshot.find(question.service);

  // Link names, zone names and instants hold nothing that JSON would have to escape.
  std::string json;
  json.reserve(200 + offered.size() * 110);
  json.append(R"({"practice":")").append(snapshot.practice.link_name.text());
  json.append(R"(","provider":")").append(provider.link_name.text());
  json.append(R"(","service":")").append(service.link_name.text());
  json.append(R"(","location":")").append(snapshot.find(question.location)->link_name.text());
  json.append(R"(","timezone":")").append(known.name());
  json.append(R"(","duration_minutes":)").append(std::to_string(scheduling::duration_of(provider, service).count()));
  json.append(R"(,"times":[)");
  for (std::size_t i = 0; i < offered.size(); ++i) {
    json.append(i == 0 ? R"({"start":")" : R"(,{"start":")").append(to_string(offered[i].start));
    json.append(R"(","end":")").append(to_string(offered[i].end));
    json.append(R"(","local":")").append(known.local_text(offered[i].start)).append(R"("})");
  }
  return json.append("]}");
}

std::optional<OfferedTime> SchedulingService::next_time(const OfferQuestion& question, Instant after) {
  const auto practice = current_practice();
  const auto calendar = current_calendar(question.provider, now_);
  return scheduling::next_offer({*practice, *calendar, now_}, question, after);
}

Verdict SchedulingService::explain(const OfferQuestion& question, Instant start) {
  const auto practice = current_practice();
  const auto calendar = current_calendar(question.provider, start);
  return scheduling::explain({*practice, *calendar, now_}, question, start);
}

Verdict SchedulingService::explain_without(RequestId request, const OfferQuestion& question, Instant start) {
  const auto practice = current_practice();
  const Instant from = std::min(start, now_) - widest_gap;
  const scheduling::PreparedCalendar calendar(work_.calendars().load(practice_id_, question.provider, from, request));
  return scheduling::explain({*practice, calendar, now_}, question, start);
}

std::vector<OfferedTime> SchedulingService::nearest_times(const OfferQuestion& question, Instant start) {
  const auto practice = current_practice();
  const auto calendar = current_calendar(question.provider, now_);
  return scheduling::nearest_offers({*practice, *calendar, now_}, question, start);
}

Minutes SchedulingService::duration(ProviderId provider, ServiceId service) {
  const auto snapshot = current_practice();
  const Provider* found_provider = snapshot->find(provider);
  const Service* found_service = snapshot->find(service);
  if (found_provider == nullptr || found_service == nullptr) throw std::invalid_argument("no such provider or service in this practice");
  return scheduling::duration_of(*found_provider, *found_service);
}

}  // namespace frontdesk
