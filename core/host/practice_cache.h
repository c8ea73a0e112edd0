// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>
#include <mutex>
#include <unordered_map>

#include "application/snapshot_cache.h"
#include "plugin/enablement.h"
#include "storage/database.h"
#include "storage/practice_repository.h"

namespace frontdesk {

/// A practice and its plugins at one revision; immutable.
struct PracticeState {
  std::shared_ptr<const PracticeSnapshot> snapshot;
  Enablement enablement;
};

/// Practices with their plugins, kept while their revision is the stored one. Safe from any thread.
class PracticeCache {
 public:
  PracticeCache(const PluginSet& plugins, SnapshotCache& snapshots) : plugins_(plugins), snapshots_(snapshots) {}
  /// Null when the practice went away meanwhile. Only what a reading transaction saw is kept: it is of one moment.
  [[nodiscard]] std::shared_ptr<const PracticeState> at(storage::UnitOfWork& unit, storage::AccessMode mode, const storage::NamedPractice& practice);

 private:
  static constexpr std::size_t most_kept = 1000;
  const PluginSet& plugins_;
  SnapshotCache& snapshots_;
  std::mutex mutex_;
  std::unordered_map<PracticeId, std::shared_ptr<const PracticeState>> kept_;
};

}  // namespace frontdesk
