// SPDX-License-Identifier: AGPL-3.0-or-later
#include "host/practice_cache.h"

namespace frontdesk {

std::shared_ptr<const PracticeState> PracticeCache::at(storage::UnitOfWork& unit, storage::AccessMode mode, const storage::NamedPractice& practice) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = kept_.find(practice.id);
    if (found != kept_.end() && found->second->snapshot->revision == practice.revision) return found->second;
  }
  auto snapshot = snapshots_.practice(practice.id, practice.revision);
  if (!snapshot) {
    auto loaded = unit.practices().load(practice.id);
    if (!loaded) return nullptr;
    snapshot = std::make_shared<const PracticeSnapshot>(std::move(*loaded));
    if (mode == storage::AccessMode::read_only) snapshots_.keep(snapshot);
  }
  auto state = std::make_shared<const PracticeState>(PracticeState{snapshot, Enablement(plugins_, unit.practices().plugin_switches(practice.id))});
  if (mode == storage::AccessMode::read_only) {
    const std::lock_guard lock(mutex_);
    // What is forgotten is read again: a thousand practices are more than most installations have.
    if (kept_.size() >= most_kept) kept_.clear();
    kept_[practice.id] = state;
  }
  return state;
}

}  // namespace frontdesk
