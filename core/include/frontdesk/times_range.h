// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "frontdesk/result.h"
#include "frontdesk/time.h"
#include "frontdesk/time_text.h"
#include "frontdesk/zones.h"

/// The dates and zone of a question for times (CONTRACT §4): what `times.json` and `frontdeskctl times` take.
namespace frontdesk {

/// The most dates that one question may span, both ends included.
inline constexpr int longest_times_range = 370;
/// How many dates are shown where the end isn't given, the first included.
inline constexpr int default_times_range = 7;

enum class TimesRangeError : std::uint8_t {
  unknown_zone = 1,  ///< `tz` isn't an IANA name
  bad_from,          ///< `from` isn't a date
  bad_to,            ///< `to` isn't a date
  after_last_date,   ///< a date is after 2037-12-31
  from_after_to,
  too_long,  ///< more than 370 dates
};

/// The parameter that is at fault: "tz", "from" or "to".
[[nodiscard]] inline std::string_view parameter_of(TimesRangeError error) {
  switch (error) {
    case TimesRangeError::unknown_zone: return "tz";
    case TimesRangeError::bad_from: return "from";
    case TimesRangeError::bad_to:
    case TimesRangeError::after_last_date:
    case TimesRangeError::from_after_to:
    case TimesRangeError::too_long: return "to";
  }
  return "";
}

/// A short code for JSON problems and message keys: "from_after_to".
[[nodiscard]] inline std::string_view to_string(TimesRangeError error) {
  switch (error) {
    case TimesRangeError::unknown_zone: return "unknown_zone";
    case TimesRangeError::bad_from: return "bad_from";
    case TimesRangeError::bad_to: return "bad_to";
    case TimesRangeError::after_last_date: return "after_last_date";
    case TimesRangeError::from_after_to: return "from_after_to";
    case TimesRangeError::too_long: return "too_long";
  }
  return "";
}

/// Parameters as given; absent where they weren't. An empty text is given, and malformed.
struct TimesRangeText {
  std::optional<std::string_view> from;
  std::optional<std::string_view> to;
  std::optional<std::string_view> zone;
};

/// Both dates are included; `from` isn't after `to`.
struct TimesRange {
  LocalDate from;
  LocalDate to;
  std::string zone;
};

/// Left out: the practice's zone; today there; six days after `from`, at most the last date that there is. The first error in the order of
/// TimesRangeError. `practice_zone` must be known to `zones`.
[[nodiscard]] inline Result<TimesRange, TimesRangeError> parse_times_range(const TimesRangeText& text, std::string_view practice_zone,
                                                                           Instant now, const Zones& zones) {
  const std::string_view zone = text.zone.value_or(practice_zone);
  if (!zones.is_known(zone)) return failure(TimesRangeError::unknown_zone);
  const auto from = text.from ? parse_date(*text.from) : zones.date_at(now, zone);
  if (!from) return failure(TimesRangeError::bad_from);
  const auto to = text.to ? parse_date(*text.to) : std::min(*from + std::chrono::days{default_times_range - 1}, std::max(*from, last_date));
  if (!to) return failure(TimesRangeError::bad_to);
  if (*from > last_date || *to > last_date) return failure(TimesRangeError::after_last_date);
  if (*from > *to) return failure(TimesRangeError::from_after_to);
  if (*to - *from >= std::chrono::days{longest_times_range}) return failure(TimesRangeError::too_long);
  return TimesRange{*from, *to, std::string(zone)};
}

}  // namespace frontdesk
