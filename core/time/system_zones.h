// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "frontdesk/zones.h"

namespace frontdesk {

/// The system's zones (time/zone.h) as plugins see them. No state; safe from any thread.
class SystemZones final : public Zones {
 public:
  [[nodiscard]] bool is_known(std::string_view zone) const override;
  [[nodiscard]] LocalDate date_at(Instant at, std::string_view zone) const override;
  [[nodiscard]] WallTime wall_time_at(Instant at, std::string_view zone) const override;
  [[nodiscard]] Instant instant_of(LocalDate date, WallTime time, std::string_view zone) const override;
  [[nodiscard]] std::string local_text(Instant at, std::string_view zone) const override;
};

}  // namespace frontdesk
