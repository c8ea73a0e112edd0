// SPDX-License-Identifier: AGPL-3.0-or-later
#include "scheduling/words.h"

#include <algorithm>
#include <string_view>

#include "frontdesk/time_text.h"
#include "scheduling/rules.h"

namespace frontdesk::scheduling {
namespace {

std::string joined(const std::vector<std::string>& words, std::string_view between = ", ") {
  std::string all;
  for (const auto& word : words) all += (all.empty() ? "" : std::string(between)) + word;
  return all;
}

std::string_view short_name(Weekday weekday) {
  constexpr std::string_view names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  return names[static_cast<std::size_t>(weekday) - 1];
}

// "fri 2026-11-27 09:00 -05:00"
std::string when(Instant at, const Zone& zone) {
  const std::string text = zone.local_text(at);
  const auto weekday = static_cast<Weekday>(std::chrono::weekday{zone.date_at(at)}.iso_encoding());
  const bool whole_minute = text.size() == 25 && text.substr(16, 3) == ":00";
  return std::string(short_name(weekday)) + ' ' + text.substr(0, 10) + ' ' + text.substr(11, whole_minute ? 5 : text.size() - 17) + ' ' +
         text.substr(text.size() - 6);
}

std::string minutes(long long count) {
  return std::to_string(count) + (count == 1 ? " minute" : " minutes");
}

std::string owners(RuleOwner owner) {
  return owner == RuleOwner::provider ? "the provider's" : "the practice's";
}

template <class T>
std::string name_of(const PracticeSnapshot& practice, T id) {
  const auto* found = practice.find(id);
  return found == nullptr ? "(gone)" : found->link_name.text();
}

template <class T>
std::string names_of(const PracticeSnapshot& practice, const std::vector<T>& ids) {
  std::vector<std::string> names;
  for (const T id : ids) names.push_back(name_of(practice, id));
  return names.empty() ? "none" : joined(names);
}

template <class Enum, class All>
std::string words_of(Choices<Enum> choices, const All& all) {
  std::vector<std::string> words;
  for (const Enum one : all) {
    if (choices.contains(one)) words.emplace_back(to_string(one));
  }
  return words.empty() ? "none" : joined(words);
}

std::string dates_of(const AvailabilityBlock& block) {
  if (block.date) return to_string(*block.date) + (block.replaces ? " (replaces the weekly ones)" : "");
  std::vector<std::string> days;
  for (int day = 1; day <= 7; ++day) {
    if (block.weekdays.contains(static_cast<Weekday>(day))) days.emplace_back(short_name(static_cast<Weekday>(day)));
  }
  std::string text = joined(days, " ");
  if (block.from_date) text += " from " + to_string(*block.from_date);
  if (block.until_date) text += " until " + to_string(*block.until_date);
  return text;
}

// "block mon wed 09:00-13:00 (locations wharf-office)"
std::string block_text(const PracticeSnapshot& practice, const Provider& provider, BlockId id) {
  const auto found = std::find_if(provider.blocks.begin(), provider.blocks.end(), [&](const auto& block) { return block.id == id; });
  if (found == provider.blocks.end()) return "a block";
  std::vector<std::string> limits;
  if (!found->timezone.empty()) limits.push_back(found->timezone);
  if (!found->locations.empty()) limits.push_back("locations " + names_of(practice, found->locations));
  if (!found->session_formats.is_empty()) limits.push_back("formats " + words_of(found->session_formats, all_session_formats));
  if (!found->services.empty()) limits.push_back("services " + names_of(practice, found->services));
  if (found->audience != BlockAudience::everyone) limits.push_back("audience " + std::string(to_string(found->audience)));
  return "block " + dates_of(*found) + ' ' + to_string(found->start) + '-' + to_string(found->end) +
         (limits.empty() ? "" : " (" + joined(limits, "; ") + ')');
}

class Details {
 public:
  Details(const Facts& facts, const OfferQuestion& question, Instant start)
      : facts_(facts), question_(question), start_(start), asked_(look_up(facts, question)) {}

  [[nodiscard]] std::string of(const Reason& reason) const {
    return reason.code < ReasonCode::no_block   ? of_who_and_what(reason.code)
           : reason.code < ReasonCode::time_off ? of_blocks(reason)
                                                : of_time(reason);
  }

  [[nodiscard]] std::string nearest() const {
    std::vector<std::string> times;
    for (const OfferedTime& one : nearest_offers(facts_, question_, start_)) times.push_back(at(one.start));
    return times.empty() ? "" : " Nearest offered: " + joined(times) + '.';
  }

 private:
  [[nodiscard]] std::string at(Instant instant) const { return when(instant, asked_.practice_zone); }
  [[nodiscard]] const PracticeSnapshot& snapshot() const { return facts_.practice; }
  [[nodiscard]] std::string provider() const { return asked_.provider.link_name.text(); }
  [[nodiscard]] std::string service() const { return asked_.service.link_name.text(); }
  [[nodiscard]] std::string location() const { return asked_.location.link_name.text(); }

  [[nodiscard]] std::string of_who_and_what(ReasonCode code) const {
    switch (code) {
      case ReasonCode::scheduling_off: return "The practice's public_scheduling is off.";
      case ReasonCode::provider_not_public: return provider() + " is not public.";
      case ReasonCode::service_not_offered: {
        std::vector<ServiceId> offered;
        for (const auto& one : asked_.provider.services) offered.push_back(one.service);
        return provider() + " does not offer " + service() + ", only: " + names_of(snapshot(), offered) + '.';
      }
      case ReasonCode::service_not_online: return "The service " + service() + " is not online.";
      case ReasonCode::client_type_not_accepted: return client_types();
      case ReasonCode::not_at_location:
        return provider() + " does not work at " + location() + ", only at: " + names_of(snapshot(), asked_.provider.locations) + '.';
      case ReasonCode::location_not_online: return "The location " + location() + " is not online.";
      default: return "";
    }
  }

  [[nodiscard]] std::string client_types() const {
    const auto& practice = snapshot().practice;
    std::string text = "The practice accepts: " + words_of(practice.client_types, all_client_types);
    if (asked_.service.client_types) text += "; the service " + service() + ": " + words_of(*asked_.service.client_types, all_client_types);
    if (question_.client_type) return text + "; asked for: " + std::string(to_string(*question_.client_type)) + '.';
    return text + "; nothing in common.";
  }

  [[nodiscard]] std::string of_blocks(const Reason& reason) const {
    switch (reason.code) {
      case ReasonCode::no_block: {
        if (reason.blocks.empty()) return "No block of " + provider() + " covers it, and none lies near.";
        const std::string from = reason.nearest.empty() ? "" : ", from " + at(reason.nearest.front());
        return "No block of " + provider() + " covers it; nearest: " + blocks(reason) + from + '.';
      }
      case ReasonCode::block_other_location: return "Not at " + location() + ": " + blocks(reason) + '.';
      case ReasonCode::block_other_format:
        return location() + " is " + std::string(to_string(asked_.location.session_format)) + ", other formats only: " + blocks(reason) +
               '.';
      case ReasonCode::block_other_service: return "Not for " + service() + ": " + blocks(reason) + '.';
      case ReasonCode::block_other_audience: return "Not for those who ask: " + blocks(reason) + '.';
      case ReasonCode::does_not_fit:
        return service() + " lasts " + minutes(reason.amount) + " with " + provider() + " and would not end within the block's time.";
      case ReasonCode::off_grid: return grid(reason);
      default: return "";
    }
  }

  [[nodiscard]] std::string blocks(const Reason& reason) const {
    std::vector<std::string> texts;
    for (const BlockId id : reason.blocks) texts.push_back(block_text(snapshot(), asked_.provider, id));
    return joined(texts, ", ");
  }

  [[nodiscard]] std::string grid(const Reason& reason) const {
    const StepInForce step = step_in_force(snapshot().practice, asked_.provider, asked_.service);
    std::string text = "Starts lie every " + minutes(step.value.count()) + " from where the block's time begins (";
    switch (step.owner) {
      case StepOwner::service: text += "slot_interval_minutes of the service"; break;
      case StepOwner::provider: text += "slot_interval_minutes of the provider"; break;
      case StepOwner::practice: text += "slot_interval_minutes of the practice"; break;
      case StepOwner::duration: text += "the duration"; break;
    }
    std::vector<std::string> starts;
    for (const Instant one : reason.nearest) starts.push_back(at(one));
    return text + ')' + (starts.empty() ? "" : "; nearest starts: " + joined(starts)) + '.';
  }

  [[nodiscard]] std::string blocking(const Reason& reason) const {
    std::string what = "A booking";
    if (reason.source == BusySource::appointment) what = "An appointment";
    if (reason.source == BusySource::hold) what = "A held request";
    if (reason.source == BusySource::plugin) what = "A busy time of plugin " + reason.plugin;
    if (!reason.blocked_from || !reason.blocked_until) return what;
    return what + " from " + at(*reason.blocked_from) + " to " + at(*reason.blocked_until);
  }

  [[nodiscard]] std::string of_time(const Reason& reason) const {
    const RulesInForce& rules = asked_.rules;
    switch (reason.code) {
      case ReasonCode::time_off: return time_off(reason);
      case ReasonCode::conflict: return blocking(reason) + " overlaps it.";
      case ReasonCode::buffer:
        return blocking(reason) + " is nearer than " + minutes(reason.amount) + " (buffer_after_minutes " +
               std::to_string(rules.buffer_after.value.count()) + ", " + owners(rules.buffer_after.owner) + ", and buffer_before_minutes " +
               std::to_string(rules.buffer_before.value.count()) + ", " + owners(rules.buffer_before.owner) + ").";
      case ReasonCode::min_notice:
        return std::string(start_ < facts_.now ? "It is past" : "Too soon") + ": min_notice_minutes is " + std::to_string(reason.amount) +
               " (" + owners(reason.owner) + "), so the earliest start is " + at(facts_.now + rules.min_notice.value) + '.';
      case ReasonCode::beyond_window:
        return "Too far ahead: advance_days is " + std::to_string(reason.amount) + " (" + owners(reason.owner) + "), so the last date is " +
               to_string(asked_.window_end) + '.';
      default: return "";
    }
  }

  [[nodiscard]] std::string time_off(const Reason& reason) const {
    if (!reason.blocked_from || !reason.blocked_until) return "Time off.";
    std::string text = "Time off from " + at(*reason.blocked_from) + " to " + at(*reason.blocked_until);
    for (const TimeOff& off : facts_.calendar.time_off()) {
      const bool same = off.start == *reason.blocked_from && off.end == *reason.blocked_until;
      if (same && !off.reason.empty()) return text + " (" + off.reason + ").";
    }
    return text + '.';
  }

  const Facts& facts_;
  const OfferQuestion& question_;
  Instant start_;
  Asked asked_;
};

}  // namespace

std::vector<std::string> details_of(const Facts& facts, const OfferQuestion& question, Instant start, const Verdict& verdict) {
  const Details details(facts, question, start);
  std::vector<std::string> texts;
  bool nearest_told = false;
  for (const Reason& reason : verdict.reasons) {
    std::string text = details.of(reason);
    if (!nearest_told && reason.code >= ReasonCode::no_block) {
      nearest_told = true;
      text += details.nearest();
    }
    texts.push_back(std::move(text));
  }
  return texts;
}

std::string text_of(const PracticeSnapshot& practice, const Impossible& finding) {
  const Provider* found = practice.find(finding.provider);
  const std::string provider = found == nullptr ? "the practice" : found->link_name.text();
  const std::string block = found == nullptr ? "" : block_text(practice, *found, finding.block);
  switch (finding.kind) {
    case ImpossibleKind::window_shorter_than_notice:
      return provider +
             ": min_notice_minutes reaches past the last date of advance_days, so no time can ever be offered; shorten the notice or widen "
             "the window";
    case ImpossibleKind::block_shorter_than_services:
      return provider + ": " + block + " is shorter than every service it allows; lengthen it or allow a shorter service";
    case ImpossibleKind::block_location_not_worked_at:
      return provider + ": " + block + " names " + name_of(practice, finding.location) + ", where " + provider +
             " doesn't work; add the location to the provider or take it out of the block";
    case ImpossibleKind::block_service_not_offered:
      return provider + ": " + block + " names " + name_of(practice, finding.service) + ", which " + provider +
             " doesn't offer; add the service to the provider or take it out of the block";
    case ImpossibleKind::public_provider_without_service:
      return provider + ": public, but without an online service at an online location that accepts some kind of client; nobody can book";
    case ImpossibleKind::service_without_block:
      return provider + ": offers " + name_of(practice, finding.service) +
             ", but no block allows it; add a block or take the service from the provider";
    case ImpossibleKind::location_without_block:
      return provider + ": works at " + name_of(practice, finding.location) +
             ", but no block allows it; add a block or take the location from the provider";
  }
  return "";
}

}  // namespace frontdesk::scheduling
