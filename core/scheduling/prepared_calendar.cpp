// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <tuple>

#include "scheduling/engine.h"

namespace frontdesk::scheduling {
namespace {

template <class T>
std::vector<Instant> ends_so_far(const std::vector<T>& sorted) {
  std::vector<Instant> ends;
  ends.reserve(sorted.size());
  for (const T& one : sorted) ends.push_back(ends.empty() ? one.end : std::max(ends.back(), one.end));
  return ends;
}

}  // namespace

PreparedCalendar::PreparedCalendar(const CalendarSnapshot& calendar)
    : provider_(calendar.provider), version_(calendar.version), busy_(calendar.busy), time_off_(calendar.time_off) {
  std::erase_if(busy_, [](const BusyInterval& one) { return one.end <= one.start; });
  std::erase_if(time_off_, [](const TimeOff& one) { return one.end <= one.start; });
  // Every field has a say, so that what is named as being in the way doesn't hang on the order in which things were stored.
  std::sort(busy_.begin(), busy_.end(), [](const BusyInterval& a, const BusyInterval& b) {
    return std::tie(a.start, a.end, a.source, a.plugin, a.service, a.location, a.seats_taken, a.hold_ends_at) <
           std::tie(b.start, b.end, b.source, b.plugin, b.service, b.location, b.seats_taken, b.hold_ends_at);
  });
  std::sort(time_off_.begin(), time_off_.end(),
            [](const TimeOff& a, const TimeOff& b) { return std::tie(a.start, a.end, a.reason) < std::tie(b.start, b.end, b.reason); });
  busy_ends_ = ends_so_far(busy_);
  time_off_ends_ = ends_so_far(time_off_);
}

}  // namespace frontdesk::scheduling
