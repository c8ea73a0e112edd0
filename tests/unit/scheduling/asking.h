// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "scheduling/engine.h"
#include "tests/support/worlds.h"

/// A world asked, and the answers as short text.
namespace frontdesk::test {

/// "09:00 10:00": what the wall in `zone` shows at the starts offered on those dates.
inline std::string offered(const World& world, std::string_view from, std::string_view to, std::string_view zone = "UTC") {
  const scheduling::PreparedCalendar calendar(world.calendar);
  const Zone asked = *find_zone(zone);
  std::string text;
  for (const OfferedTime& one : scheduling::offers({world.practice, calendar, world.now}, world.question, date(from), date(to), asked)) {
    text += (text.empty() ? "" : " ") + asked.local_text(one.start).substr(from == to ? 11 : 0, from == to ? 5 : 16);
  }
  return text;
}
inline std::string offered(const World& world, std::string_view on) {
  return offered(world, on, on);
}

inline Verdict verdict(const World& world, std::string_view at) {
  const scheduling::PreparedCalendar calendar(world.calendar);
  return scheduling::explain({world.practice, calendar, world.now}, world.question, instant(at));
}

/// "does_not_fit off_grid"; empty where it is offered.
inline std::string against(const World& world, std::string_view at) {
  std::string text;
  for (const Reason& reason : verdict(world, at).reasons) text += (text.empty() ? "" : " ") + std::string(to_string(reason.code));
  return text;
}

}  // namespace frontdesk::test
