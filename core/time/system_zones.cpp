// SPDX-License-Identifier: AGPL-3.0-or-later
#include "time/system_zones.h"

#include <stdexcept>
#include <string>

#include "time/zone.h"

namespace frontdesk {
namespace {

Zone known_zone(std::string_view name) {
  const auto zone = find_zone(name);
  if (!zone) throw std::invalid_argument("no such time zone: " + std::string(name.substr(0, 64)));
  return *zone;
}

}  // namespace

bool SystemZones::is_known(std::string_view zone) const {
  return find_zone(zone).has_value();
}

LocalDate SystemZones::date_at(Instant at, std::string_view zone) const {
  return known_zone(zone).date_at(at);
}

WallTime SystemZones::wall_time_at(Instant at, std::string_view zone) const {
  return known_zone(zone).wall_time_at(at);
}

Instant SystemZones::instant_of(LocalDate date, WallTime time, std::string_view zone) const {
  return known_zone(zone).to_instant(date, time);
}

std::string SystemZones::local_text(Instant at, std::string_view zone) const {
  return known_zone(zone).local_text(at);
}

}  // namespace frontdesk
