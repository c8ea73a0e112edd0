// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "frontdesk/practice.h"
#include "frontdesk/time.h"
#include "scheduling/engine.h"

namespace frontdesk {

/// Practices and calendars as they were read, kept for all threads of a process. What is kept is only ever given out for the version
/// that the database has at that moment, so nothing in here can be too old; the oldest unused make room. Safe from any thread.
class SnapshotCache {
 public:
  explicit SnapshotCache(std::size_t practices = 500, std::size_t calendars = 2000) : most_practices_(practices), most_calendars_(calendars) {}

  /// Nothing unless the practice is kept at that very revision.
  [[nodiscard]] std::shared_ptr<const PracticeSnapshot> practice(PracticeId practice, std::uint64_t revision);
  /// Nothing unless the calendar is kept at that very version, with all that ends after `from`.
  [[nodiscard]] std::shared_ptr<const scheduling::PreparedCalendar> calendar(ProviderId provider, std::uint64_t version, Instant from);

  /// Only what was read in a transaction that wrote nothing: a version that is rolled back may be given again to other content.
  void keep(std::shared_ptr<const PracticeSnapshot> snapshot);
  void keep(std::shared_ptr<const scheduling::PreparedCalendar> calendar, Instant from);

 private:
  struct KeptPractice {
    std::shared_ptr<const PracticeSnapshot> snapshot;
    std::uint64_t used = 0;
  };
  struct KeptCalendar {
    std::shared_ptr<const scheduling::PreparedCalendar> calendar;
    Instant from;
    std::uint64_t used = 0;
  };

  const std::size_t most_practices_;
  const std::size_t most_calendars_;
  std::mutex mutex_;
  std::uint64_t uses_ = 0;
  std::unordered_map<PracticeId, KeptPractice> practices_;
  std::unordered_map<ProviderId, KeptCalendar> calendars_;
};

}  // namespace frontdesk
