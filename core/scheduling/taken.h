// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <vector>

#include "scheduling/rules.h"

/// What time off, appointments, holds and plugins take away (CONTRACT §3.6, §3.7).
namespace frontdesk::scheduling {

/// Starts that can't be had: those strictly between both ends.
struct TakenStarts {
  Instant after;
  Instant before;
};

/// Everything that takes starts in `[from, to)` away, ascending; what overlaps is joined.
[[nodiscard]] std::vector<TakenStarts> taken_starts(const Facts& facts, const Asked& asked, Instant from, Instant to);

/// What is in the way of one start: the first time off, the first booking that it overlaps and the first that is merely near; nothing where
/// there is none. Into the facts' calendar.
struct InTheWay {
  const TimeOff* time_off = nullptr;
  const BusyInterval* conflict = nullptr;
  const BusyInterval* near = nullptr;
};
[[nodiscard]] InTheWay in_the_way(const Facts& facts, const Asked& asked, Instant start);

}  // namespace frontdesk::scheduling
