// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "scheduling/rules.h"

/// Blocks as intervals of instants, date label by date label (CONTRACT §3.2 to §3.4). A label is a date in a block's own zone.
namespace frontdesk::scheduling {

/// Why a block doesn't count for a question; none when it does.
struct Mismatch {
  bool location = false;
  bool format = false;
  bool service = false;
  bool audience = false;
  [[nodiscard]] bool is_none() const { return !location && !format && !service && !audience; }
};
[[nodiscard]] Mismatch mismatch_of(const AvailabilityBlock& block, const Asked& asked, Audience audience);

/// A block on one of its dates.
struct AppliedBlock {
  const AvailabilityBlock* block;
  Interval interval;
};

enum class BlockChoice : std::uint8_t { counting = 1, all };

/// The dates whose intervals, in any zone, can reach into a range.
struct Labels {
  LocalDate first;
  LocalDate last;
};
[[nodiscard]] Labels labels_around(Instant from, Instant to);
/// The earliest instant that an interval of that label can hold, whatever the zone.
[[nodiscard]] Instant earliest_of(LocalDate label);

/// A provider's blocks made ready for one question. Borrows them. One thread.
class Expansion {
 public:
  Expansion(const Asked& asked, Audience audience, BlockChoice choice);

  [[nodiscard]] bool is_empty() const noexcept { return blocks_.empty(); }

  /// The chosen blocks that apply on that label (weekly ones not where a dated one replaces them), those without length left out; into
  /// `out`, which is emptied first.
  void applied_on(LocalDate label, std::vector<AppliedBlock>& out);
  /// The same, merged, ascending.
  void merged_on(LocalDate label, std::vector<Interval>& out);

 private:
  struct ReadyBlock {
    const AvailabilityBlock* block;
    LocalDate from;
    LocalDate until;
    Weekdays weekdays;
    std::uint32_t zone;  ///< of zones_
  };
  template <class Use>
  void each_on(LocalDate label, Use use);

  std::vector<ReadyBlock> blocks_;
  std::vector<Zone> zones_;
  std::vector<ZoneCursor> cursors_;
  std::vector<LocalDate> replaced_;
};

}  // namespace frontdesk::scheduling
