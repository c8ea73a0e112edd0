// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ctl/explanation.h"

#include <nlohmann/json.hpp>

#include "frontdesk/time_text.h"

namespace frontdesk::ctl {
namespace {

std::string words_of(ClientTypes types) {
  std::string words;
  for (const ClientType type : all_client_types) {
    if (types.contains(type)) words += (words.empty() ? "" : ", ") + std::string(to_string(type));
  }
  return words;
}

std::string days_of(Weekdays weekdays) {
  constexpr std::array names{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  std::string words;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (weekdays.contains(static_cast<Weekday>(i + 1))) words += (words.empty() ? "" : ", ") + std::string(names.at(i));
  }
  return words;
}

}  // namespace

Explanation::Explanation(const PracticeSnapshot& practice, const OfferQuestion& question, const Zones& zones)
    : practice_(practice),
      question_(question),
      zones_(zones),
      provider_(*practice.find(question.provider)),
      service_(*practice.find(question.service)),
      location_(*practice.find(question.location)),
      zone_(location_.timezone.empty() ? practice.practice.timezone : location_.timezone) {}

std::string Explanation::clock(Instant at) const { return to_string(zones_.date_at(at, zone_)) + " " + to_string(zones_.wall_time_at(at, zone_)); }

std::string Explanation::owner(const Reason& reason) const { return reason.owner == RuleOwner::provider ? provider_.name + "'s own setting" : "the practice's setting"; }

std::string Explanation::block_words(BlockId id) const {
  for (const AvailabilityBlock& block : provider_.blocks) {
    if (block.id != id) continue;
    std::string words = (block.date ? to_string(*block.date) : days_of(block.weekdays)) + " " + to_string(block.start) + " to " + to_string(block.end);
    if (!block.timezone.empty()) words += " " + block.timezone;
    if (block.audience != BlockAudience::everyone) words += ", for " + std::string(to_string(block.audience));
    return words;
  }
  return "a block";
}

std::string Explanation::of_block(const Reason& reason) const {
  std::string words;
  for (const BlockId block : reason.blocks) words += (words.empty() ? "" : "; ") + block_words(block);
  return words;
}

std::string Explanation::in_the_way(const Reason& reason) const {
  std::string words = "a booking";
  if (reason.code == ReasonCode::time_off) words = "time off";
  else if (reason.source == BusySource::hold) words = "a time held for a request";
  else if (reason.source == BusySource::plugin) words = "a busy time of the plugin " + reason.plugin;
  if (reason.blocked_from && reason.blocked_until) words += " from " + clock(*reason.blocked_from) + " to " + clock(*reason.blocked_until);
  return words;
}

std::string Explanation::detail(const Reason& reason) const {
  const std::string minutes = std::to_string(reason.amount) + (reason.amount == 1 ? " minute" : " minutes");
  std::string nearest;
  for (const Instant at : reason.nearest) nearest += (nearest.empty() ? "" : " and ") + clock(at);
  switch (reason.code) {
    case ReasonCode::scheduling_off: return "public scheduling is off for this practice";
    case ReasonCode::provider_not_public: return provider_.name + " isn't public";
    case ReasonCode::service_not_offered: return provider_.name + " doesn't offer " + service_.name;
    case ReasonCode::service_not_online: return service_.name + " isn't online";
    case ReasonCode::client_type_not_accepted: {
      const std::string asked = question_.client_type ? std::string(to_string(*question_.client_type)) : "any client type";
      return asked + " isn't accepted: the practice takes " + words_of(practice_.practice.client_types) + "; " + service_.name + " is for " +
             words_of(service_.client_types.value_or(practice_.practice.client_types));
    }
    case ReasonCode::not_at_location: return provider_.name + " doesn't work at " + location_.name;
    case ReasonCode::location_not_online: return location_.name + " isn't online";
    case ReasonCode::no_block:
      if (nearest.empty()) return "no block of " + provider_.name + " covers this time";
      return "no block of " + provider_.name + " covers this time; the nearest starts at " + nearest + " (" + of_block(reason) + ")";
    case ReasonCode::block_other_location: return "blocks that cover this time are for other locations: " + of_block(reason);
    case ReasonCode::block_other_format: return "blocks that cover this time are for other session formats: " + of_block(reason);
    case ReasonCode::block_other_service: return "blocks that cover this time are for other services: " + of_block(reason);
    case ReasonCode::block_other_audience: return "blocks that cover this time are for another audience: " + of_block(reason);
    case ReasonCode::does_not_fit: return "the " + minutes + " of " + service_.name + " don't end within the block";
    case ReasonCode::off_grid: return nearest.empty() ? "no start lies here" : "no start lies here; the nearest are " + nearest;
    case ReasonCode::time_off:
    case ReasonCode::conflict: return "overlaps with " + in_the_way(reason);
    case ReasonCode::buffer: return "closer than " + minutes + " to " + in_the_way(reason);
    case ReasonCode::min_notice: return "less than " + minutes + " from now (" + owner(reason) + ")";
    case ReasonCode::beyond_window: return "more than " + std::to_string(reason.amount) + " days ahead (" + owner(reason) + ")";
  }
  return "";
}

std::string Explanation::as_json(const Verdict& verdict) const {
  nlohmann::ordered_json json;
  json["offered"] = verdict.is_offered();
  json["reasons"] = nlohmann::ordered_json::array();
  for (const Reason& reason : verdict.reasons) json["reasons"].push_back({{"code", std::string(to_string(reason.code))}, {"detail", detail(reason)}});
  return json.dump();
}

}  // namespace frontdesk::ctl
