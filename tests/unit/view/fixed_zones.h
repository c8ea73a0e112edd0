// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>

#include "frontdesk/time_text.h"
#include "frontdesk/zones.h"

namespace frontdesk::view {

/// Three zones without summer time, enough to see which clock a format reads.
class FixedZones final : public Zones {
 public:
  [[nodiscard]] bool is_known(std::string_view zone) const override { return zone == "America/New_York" || zone == "America/Los_Angeles" || zone == "Etc/UTC"; }
  [[nodiscard]] LocalDate date_at(Instant at, std::string_view zone) const override {
    return LocalDate{std::chrono::floor<std::chrono::days>(at + offset(zone)).time_since_epoch()};
  }
  [[nodiscard]] WallTime wall_time_at(Instant at, std::string_view zone) const override {
    const auto local = at + offset(zone);
    return *WallTime::from_minutes(static_cast<int>(std::chrono::floor<Minutes>(local - std::chrono::floor<std::chrono::days>(local)).count()));
  }
  [[nodiscard]] Instant instant_of(LocalDate date, WallTime time, std::string_view zone) const override {
    return Instant{date.time_since_epoch()} + time.since_midnight() - offset(zone);
  }
  [[nodiscard]] std::string local_text(Instant at, std::string_view zone) const override { return to_string(at + offset(zone)); }

 private:
  [[nodiscard]] Minutes offset(std::string_view zone) const {
    if (!is_known(zone)) throw std::invalid_argument("unknown zone");
    return zone == "Etc/UTC" ? Minutes{0} : zone == "America/New_York" ? Minutes{-300} : Minutes{-480};
  }
};

}  // namespace frontdesk::view
