// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/snapshot_cache.h"

#include <algorithm>

namespace frontdesk {
namespace {

template <class Kept>
void make_room(Kept& kept, std::size_t most) {
  if (kept.size() <= most) return;
  kept.erase(std::min_element(kept.begin(), kept.end(), [](const auto& a, const auto& b) { return a.second.used < b.second.used; }));
}

}  // namespace

std::shared_ptr<const PracticeSnapshot> SnapshotCache::practice(PracticeId practice, std::uint64_t revision) {
  const std::lock_guard lock(mutex_);
  const auto found = practices_.find(practice);
  if (found == practices_.end() || found->second.snapshot->revision != revision) return nullptr;
  found->second.used = ++uses_;
  return found->second.snapshot;
}

std::shared_ptr<const scheduling::PreparedCalendar> SnapshotCache::calendar(ProviderId provider, std::uint64_t version, Instant from) {
  const std::lock_guard lock(mutex_);
  const auto found = calendars_.find(provider);
  if (found == calendars_.end() || found->second.calendar->version() != version || found->second.from > from) return nullptr;
  found->second.used = ++uses_;
  return found->second.calendar;
}

void SnapshotCache::keep(std::shared_ptr<const PracticeSnapshot> snapshot) {
  const std::lock_guard lock(mutex_);
  const PracticeId practice = snapshot->practice.id;
  practices_[practice] = {.snapshot = std::move(snapshot), .used = ++uses_};
  make_room(practices_, most_practices_);
}

void SnapshotCache::keep(std::shared_ptr<const scheduling::PreparedCalendar> calendar, Instant from) {
  const std::lock_guard lock(mutex_);
  const ProviderId provider = calendar->provider();
  calendars_[provider] = {.calendar = std::move(calendar), .from = from, .used = ++uses_};
  make_room(calendars_, most_calendars_);
}

}  // namespace frontdesk
