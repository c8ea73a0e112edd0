// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <set>
#include <stdexcept>
#include <string>

#include "frontdesk/zones.h"

namespace frontdesk::test {

/// Knows a few names and converts nothing: for code that only asks whether a zone exists.
class FixedZones : public Zones {
 public:
  [[nodiscard]] bool is_known(std::string_view zone) const override { return names_.contains(zone); }
  [[nodiscard]] LocalDate date_at(Instant, std::string_view) const override { throw std::logic_error("not here"); }
  [[nodiscard]] WallTime wall_time_at(Instant, std::string_view) const override { throw std::logic_error("not here"); }
  [[nodiscard]] Instant instant_of(LocalDate, WallTime, std::string_view) const override { throw std::logic_error("not here"); }
  [[nodiscard]] std::string local_text(Instant, std::string_view) const override { throw std::logic_error("not here"); }

 private:
  std::set<std::string, std::less<>> names_{"America/New_York", "America/Los_Angeles", "UTC"};
};

}  // namespace frontdesk::test
