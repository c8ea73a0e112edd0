// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "plugin/enablement.h"
#include "storage/database.h"
#include "storage/practice_repository.h"

namespace frontdesk {

/// A practice and its plugins at one revision; immutable.
struct PracticeState {
  std::shared_ptr<const PracticeSnapshot> snapshot;
  Enablement enablement;
};

/// Practices as last read, kept while their revision is the stored one; at most so many, the longest unused go first. Safe from any thread.
class PracticeCache {
 public:
  PracticeCache(const PluginSet& plugins, std::size_t most) : plugins_(plugins), most_(most) {}
  /// Null when the practice went away meanwhile.
  [[nodiscard]] std::shared_ptr<const PracticeState> at(storage::PracticeRepository& practices, PracticeId practice, std::uint64_t revision);

 private:
  struct Kept {
    std::shared_ptr<const PracticeState> state;
    std::list<PracticeId>::iterator place;
  };
  const PluginSet& plugins_;
  const std::size_t most_;
  std::mutex mutex_;
  std::list<PracticeId> by_use_;
  std::unordered_map<PracticeId, Kept> kept_;
};

}  // namespace frontdesk
