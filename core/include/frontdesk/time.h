// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <compare>
#include <cstdint>
#include <cstdlib>
#include <optional>

/// Instants, dates and wall times are different types; only a zone turns one into another.
namespace frontdesk {

/// A moment, UTC, to the microsecond.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;
/// A calendar date without a zone.
using LocalDate = std::chrono::local_days;
using Minutes = std::chrono::minutes;

/// The last date that can be asked for or stored: the zone data that is read has no rules after it.
inline constexpr LocalDate last_date = LocalDate{std::chrono::year{2037} / 12 / 31};
/// The first date that is accepted anywhere.
inline constexpr LocalDate first_date = LocalDate{std::chrono::year{1970} / 1 / 1};

/// Minutes of a date by the clock on the wall, 00:00 to 24:00; 24:00 is the next midnight.
class WallTime {
 public:
  constexpr WallTime() = default;
  /// Nothing outside 0 to 1440.
  static constexpr std::optional<WallTime> from_minutes(int minutes) {
    if (minutes < 0 || minutes > 1440) return std::nullopt;
    WallTime time;
    time.minutes_ = minutes;
    return time;
  }
  [[nodiscard]] constexpr Minutes since_midnight() const noexcept { return Minutes{minutes_}; }
  friend constexpr auto operator<=>(WallTime, WallTime) = default;

 private:
  int minutes_ = 0;
};

/// Half-open `[start, end)`, never empty.
class Interval {
 public:
  /// Nothing when `end` isn't after `start`.
  static constexpr std::optional<Interval> between(Instant start, Instant end) {
    if (end <= start) return std::nullopt;
    return Interval(start, end);
  }
  [[nodiscard]] constexpr Instant start() const noexcept { return start_; }
  [[nodiscard]] constexpr Instant end() const noexcept { return end_; }
  [[nodiscard]] constexpr bool overlaps(const Interval& other) const noexcept {
    return start_ < other.end_ && other.start_ < end_;
  }
  [[nodiscard]] constexpr bool contains(const Interval& other) const noexcept {
    return start_ <= other.start_ && other.end_ <= end_;
  }
  friend constexpr auto operator<=>(const Interval&, const Interval&) = default;

 private:
  constexpr Interval(Instant start, Instant end) : start_(start), end_(end) {}
  Instant start_;
  Instant end_;
};

}  // namespace frontdesk
