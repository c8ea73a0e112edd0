// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "frontdesk/time.h"

/// Instants, dates and wall times as the text that files, URLs and JSON hold.
namespace frontdesk {

namespace detail {
/// Reads exactly `width` digits at the front and drops them; nothing when they aren't there.
inline std::optional<int> take_digits(std::string_view& text, std::size_t width) {
  if (text.size() < width) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < width; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(width);
  return value;
}
inline bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}
}  // namespace detail

/// `YYYY-MM-DD`, a date that exists (ISO 8601); nothing otherwise. Any year 0000 to 9999: ranges are the caller's.
inline std::optional<LocalDate> parse_date(std::string_view text) {
  const auto year = detail::take_digits(text, 4);
  if (!year || !detail::take(text, '-')) return std::nullopt;
  const auto month = detail::take_digits(text, 2);
  if (!month || !detail::take(text, '-')) return std::nullopt;
  const auto day = detail::take_digits(text, 2);
  if (!day || !text.empty()) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return LocalDate{date};
}

inline std::string to_string(LocalDate date) {
  const std::chrono::year_month_day ymd{date};
  char out[32];
  std::snprintf(out, sizeof out, "%04d-%02u-%02u", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                static_cast<unsigned>(ymd.day()));
  return out;
}

/// `HH:MM`, 00:00 to 24:00; nothing otherwise.
inline std::optional<WallTime> parse_wall_time(std::string_view text) {
  const auto hours = detail::take_digits(text, 2);
  if (!hours || !detail::take(text, ':')) return std::nullopt;
  const auto minutes = detail::take_digits(text, 2);
  if (!minutes || !text.empty() || *minutes > 59) return std::nullopt;
  return WallTime::from_minutes(*hours * 60 + *minutes);
}

inline std::string to_string(WallTime time) {
  const auto minutes = static_cast<int>(time.since_midnight().count());
  char out[16];
  std::snprintf(out, sizeof out, "%02d:%02d", minutes / 60, minutes % 60);
  return out;
}

/// An RFC 3339 instant with `Z` or an offset, with up to nine decimals of a second (finer than a microsecond is cut off).
/// Leap seconds (`:60`) are refused. Nothing when malformed.
inline std::optional<Instant> parse_instant(std::string_view text) {
  if (text.size() < 20) return std::nullopt;
  const auto date = parse_date(text.substr(0, 10));
  text.remove_prefix(10);
  if (!date || (text.front() != 'T' && text.front() != 't')) return std::nullopt;
  text.remove_prefix(1);
  const auto hours = detail::take_digits(text, 2);
  if (!hours || *hours > 23 || !detail::take(text, ':')) return std::nullopt;
  const auto minutes = detail::take_digits(text, 2);
  if (!minutes || *minutes > 59 || !detail::take(text, ':')) return std::nullopt;
  const auto seconds = detail::take_digits(text, 2);
  if (!seconds || *seconds > 59) return std::nullopt;
  std::int64_t micros = 0;
  if (detail::take(text, '.')) {
    int digits = 0;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9' && digits < 9) {
      if (digits < 6) micros = micros * 10 + (text.front() - '0');
      ++digits;
      text.remove_prefix(1);
    }
    if (digits == 0) return std::nullopt;
    for (; digits < 6; ++digits) micros *= 10;
  }
  int offset = 0;
  if (text == "Z" || text == "z") {
    text.remove_prefix(1);
  } else {
    if (text.empty() || (text.front() != '+' && text.front() != '-')) return std::nullopt;
    const int sign = text.front() == '-' ? -1 : 1;
    text.remove_prefix(1);
    const auto offset_hours = detail::take_digits(text, 2);
    if (!offset_hours || *offset_hours > 23 || !detail::take(text, ':')) return std::nullopt;
    const auto offset_minutes = detail::take_digits(text, 2);
    if (!offset_minutes || *offset_minutes > 59) return std::nullopt;
    offset = sign * (*offset_hours * 60 + *offset_minutes);
  }
  if (!text.empty()) return std::nullopt;
  return Instant{date->time_since_epoch()} + std::chrono::hours{*hours} + Minutes{*minutes} + std::chrono::seconds{*seconds} +
         std::chrono::microseconds{micros} - Minutes{offset};
}

/// `YYYY-MM-DDTHH:MM:SSZ`, with decimals only where the instant has them.
inline std::string to_string(Instant instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const auto in_day = instant - day;
  const auto seconds = std::chrono::floor<std::chrono::seconds>(in_day);
  const auto total = seconds.count();
  char out[48];
  std::snprintf(out, sizeof out, "T%02d:%02d:%02d", static_cast<int>(total / 3600), static_cast<int>(total / 60 % 60),
                static_cast<int>(total % 60));
  std::string text = to_string(LocalDate{day.time_since_epoch()}) + out;
  const auto micros = (in_day - seconds).count();
  if (micros != 0) {
    std::snprintf(out, sizeof out, ".%06d", static_cast<int>(micros));
    text += out;
  }
  return text + 'Z';
}

}  // namespace frontdesk
