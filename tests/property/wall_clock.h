// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

/// Wall clocks by the C library alone, minute by minute: no code of the engine and not its date library either.
namespace frontdesk::oracle {

/// Minutes since 1970, UTC.
using Minute = std::int64_t;
/// What the wall shows, as minutes since 1970-01-01 00:00 on that wall.
using WallMinute = std::int64_t;
/// Days since 1970-01-01.
using Day = std::int64_t;

/// What one zone's wall shows at each minute of a range. Ranges are fixed tables that are made once and kept.
class WallClock {
 public:
  WallClock(const std::string& zone, Minute from, Minute until);
  [[nodiscard]] WallMinute shown_at(Minute at) const { return shown_.at(static_cast<std::size_t>(at - from_)); }
  [[nodiscard]] Day day_at(Minute at) const;
  /// The first minute at which the wall shows that time or a later one: the time itself where it exists, its first occurrence where it
  /// comes twice, the change where it is skipped. Looked for minute by minute.
  [[nodiscard]] Minute first_showing(WallMinute time) const;
  [[nodiscard]] Minute from() const { return from_; }
  [[nodiscard]] Minute until() const { return from_ + static_cast<Minute>(shown_.size()); }

 private:
  Minute from_;
  std::vector<std::int32_t> shown_;
};

/// The kept table of that zone around that day: 10 days on either side.
[[nodiscard]] const WallClock& wall_clock(const std::string& zone, Day around);

/// 1 for Monday to 7 for Sunday.
[[nodiscard]] int weekday_of(Day day);

}  // namespace frontdesk::oracle
