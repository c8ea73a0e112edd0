// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/property/wall_clock.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <map>
#include <stdexcept>

namespace frontdesk::oracle {
namespace {

constexpr Minute day_minutes = 24 * 60;

Day day_of(WallMinute wall) {
  return wall >= 0 ? wall / day_minutes : (wall - day_minutes + 1) / day_minutes;
}

}  // namespace

WallClock::WallClock(const std::string& zone, Minute from, Minute until) : from_(from) {
  setenv("TZ", (":" + zone).c_str(), 1);
  tzset();
  for (Minute at = from; at < until; ++at) {
    const std::time_t seconds = static_cast<std::time_t>(at) * 60;
    std::tm wall{};
    localtime_r(&seconds, &wall);
    if (wall.tm_sec != 0) throw std::logic_error(zone + " isn't on whole minutes there");
    shown_.push_back(static_cast<std::int32_t>(at + wall.tm_gmtoff / 60));
  }
}

Day WallClock::day_at(Minute at) const {
  return day_of(shown_at(at));
}

Minute WallClock::first_showing(WallMinute time) const {
  // No wall is 16 hours ahead, so nothing before that shows it.
  for (Minute at = std::max(from_, time - 16 * 60); at < until(); ++at) {
    if (shown_at(at) >= time) return at;
  }
  throw std::out_of_range("beyond the table");
}

const WallClock& wall_clock(const std::string& zone, Day around) {
  static std::map<std::pair<std::string, Day>, WallClock> kept;
  const auto key = std::make_pair(zone, around);
  const auto found = kept.find(key);
  if (found != kept.end()) return found->second;
  return kept.emplace(key, WallClock(zone, (around - 10) * day_minutes, (around + 10) * day_minutes)).first->second;
}

int weekday_of(Day day) {
  const std::time_t seconds = static_cast<std::time_t>(day) * 24 * 60 * 60;
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  return utc.tm_wday == 0 ? 7 : utc.tm_wday;
}

}  // namespace frontdesk::oracle
