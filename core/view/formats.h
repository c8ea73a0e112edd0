// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "frontdesk/time.h"
#include "frontdesk/zones.h"

namespace frontdesk::view {

/// Dates, times, zones and money as people of one locale (BCP 47) write them, with ordinary spaces only. Which wall time an
/// instant has is asked of `zones`, so pages and engine agree. Zones that aren't known throw std::invalid_argument. Safe from
/// any thread once built; building one costs a millisecond, so keep it.
class Formats {
 public:
  Formats(std::string locale, const Zones& zones);
  ~Formats();
  Formats(const Formats&) = delete;
  Formats& operator=(const Formats&) = delete;

  [[nodiscard]] const std::string& locale() const { return locale_; }
  [[nodiscard]] bool is_right_to_left() const;

  [[nodiscard]] std::string long_date(LocalDate date) const;                              ///< Monday, November 30, 2026
  [[nodiscard]] std::string short_date(LocalDate date) const;                             ///< Mon, Nov 30
  [[nodiscard]] std::string time_of_day(Instant at, std::string_view zone) const;         ///< 9:00 AM
  [[nodiscard]] std::string date_and_time(Instant at, std::string_view zone) const;       ///< Monday, November 30, 2026 at 9:00 AM
  [[nodiscard]] std::string zone_name(std::string_view zone, Instant at) const;           ///< Eastern Standard Time
  /// "160.00", "USD" → $160.00. What is no decimal number or currency code comes back as it is.
  [[nodiscard]] std::string money(std::string_view amount, std::string_view currency) const;

 private:
  struct Patterns;
  struct ZoneNames;
  std::string locale_;
  const Zones& zones_;
  std::unique_ptr<Patterns> patterns_;
  std::unique_ptr<ZoneNames> zone_names_;
};

}  // namespace frontdesk::view
