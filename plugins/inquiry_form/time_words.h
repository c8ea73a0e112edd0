// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

#include "frontdesk/clocks.h"
#include "frontdesk/plugin.h"
#include "subject.h"

namespace frontdesk::inquiry_form {

/// A time of the subject's location, told by the clock that leads there.
struct TimeWords {
  std::string when;    ///< "Monday, November 30, 2026 at 9:00 AM, Eastern Standard Time"
  std::string beside;  ///< the other clock, as a sentence; empty where there is none
};

[[nodiscard]] Clocks clocks_of(Scope& scope, const Subject& subject, Instant start);
[[nodiscard]] TimeWords whole_time(Scope& scope, const Subject& subject, Instant start);
/// "Mon, Nov 30" and "9:00 AM" by the leading clock.
[[nodiscard]] std::string short_day(Scope& scope, const Clocks& clocks, Instant start);
/// Half a sentence for a start's words: "24 hours", "3 days".
[[nodiscard]] std::string span(Scope& scope, Minutes minutes);

}  // namespace frontdesk::inquiry_form
