// SPDX-License-Identifier: AGPL-3.0-or-later
#include "host/practice_cache.h"

namespace frontdesk {

std::shared_ptr<const PracticeState> PracticeCache::at(storage::PracticeRepository& practices, PracticeId practice, std::uint64_t revision) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = kept_.find(practice);
    if (found != kept_.end() && found->second.state->snapshot->revision == revision) {
      by_use_.splice(by_use_.begin(), by_use_, found->second.place);
      return found->second.state;
    }
  }
  auto snapshot = practices.load(practice);
  if (!snapshot) return nullptr;
  auto state = std::make_shared<PracticeState>(
      PracticeState{std::make_shared<const PracticeSnapshot>(std::move(*snapshot)), Enablement(plugins_, practices.plugin_switches(practice))});

  const std::lock_guard lock(mutex_);
  const auto found = kept_.find(practice);
  if (found != kept_.end()) {
    // Another thread may have read a later one meanwhile; the next call settles it by the revision.
    found->second.state = state;
    return state;
  }
  by_use_.push_front(practice);
  kept_.emplace(practice, Kept{state, by_use_.begin()});
  if (kept_.size() > most_) {
    kept_.erase(by_use_.back());
    by_use_.pop_back();
  }
  return state;
}

}  // namespace frontdesk
