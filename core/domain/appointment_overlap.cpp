// SPDX-License-Identifier: AGPL-3.0-or-later
#include "domain/appointment_overlap.h"

namespace frontdesk {
namespace {

bool may_share(const BookedTime& a, const BookedTime& b) {
  return a.service && a.service == b.service && a.location == b.location && a.start == b.start && a.seats > 1;
}

}  // namespace

std::optional<std::size_t> BookedTimes::in_the_way(const BookedTime& time) const {
  // Groups don't overlap, so walking back from the end meets every one that could be in the way first.
  for (auto group = groups_.lower_bound(time.end); group != groups_.begin();) {
    --group;
    if (group->second.end <= time.start) break;
    const bool fits = may_share(group->second.first, time) && group->second.seats_taken + time.seats_taken <= time.seats;
    if (!fits) return group->second.first.index;
  }
  for (const BookedTime& other : misfits_) {
    if (other.start < time.end && time.start < other.end && !may_share(other, time)) return other.index;
  }
  return std::nullopt;
}

std::optional<std::size_t> BookedTimes::add(const BookedTime& time) {
  const auto other = in_the_way(time);
  if (other) {
    misfits_.push_back(time);
    return other;
  }
  auto& group = groups_.try_emplace(time.start, Group{.first = time, .end = time.end, .seats_taken = 0}).first->second;
  group.end = std::max(group.end, time.end);
  group.seats_taken += time.seats_taken;
  return std::nullopt;
}

}  // namespace frontdesk
