// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "frontdesk/time.h"

namespace frontdesk {

/// The system's time zones. Names are IANA's ("America/New_York"); all but is_known throw std::invalid_argument for any other.
/// Safe from any thread.
class Zones {
 public:
  virtual ~Zones() = default;
  [[nodiscard]] virtual bool is_known(std::string_view zone) const = 0;
  /// The date on the wall there.
  [[nodiscard]] virtual LocalDate date_at(Instant at, std::string_view zone) const = 0;
  /// The wall clock there.
  [[nodiscard]] virtual WallTime wall_time_at(Instant at, std::string_view zone) const = 0;
  /// The instant of a wall time: a skipped one is the instant of the change, a repeated one its first occurrence (CONTRACT §3.3).
  [[nodiscard]] virtual Instant instant_of(LocalDate date, WallTime time, std::string_view zone) const = 0;
  /// "2026-11-27T09:00:00-05:00" (RFC 3339).
  [[nodiscard]] virtual std::string local_text(Instant at, std::string_view zone) const = 0;
};

}  // namespace frontdesk
