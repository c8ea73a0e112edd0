// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "frontdesk/practice.h"
#include "frontdesk/time.h"
#include "frontdesk/zones.h"

/// By whose clock a time is told, the same on every page: in person by the place's; by video or phone by the visitor's where it
/// is known, else the practice's. The other clock is named beside it.
namespace frontdesk {

struct ClockFacts {
  SessionFormat format = SessionFormat::in_person;
  std::string_view place_zone;     ///< the location's own, else the practice's
  std::string_view practice_zone;
  std::string_view visitor_zone;   ///< empty or unknown to the system: not known
};

/// IANA names.
struct Clocks {
  std::string leading;
  std::string beside;                ///< empty where there is no other clock, or it shows the same
  bool visitor_leads = false;
};

[[nodiscard]] inline std::string_view place_zone(const Location& location, const Practice& practice) {
  return location.timezone.empty() ? practice.timezone : location.timezone;
}

/// `at` is the time that is told: two zones with one clock then are one.
[[nodiscard]] inline Clocks clocks_for(const ClockFacts& facts, Instant at, const Zones& zones) {
  const bool is_in_person = facts.format == SessionFormat::in_person;
  const std::string_view house = is_in_person ? facts.place_zone : facts.practice_zone;
  const bool knows_visitor = !facts.visitor_zone.empty() && zones.is_known(facts.visitor_zone);
  if (!knows_visitor) return {.leading = std::string(house), .beside = {}};
  const bool visitor_leads = !is_in_person;
  const std::string_view leading = visitor_leads ? facts.visitor_zone : house;
  const std::string_view other = visitor_leads ? house : facts.visitor_zone;
  const bool same = zones.local_text(at, leading) == zones.local_text(at, other);
  return {.leading = std::string(leading), .beside = same ? std::string() : std::string(other), .visitor_leads = visitor_leads};
}

}  // namespace frontdesk
