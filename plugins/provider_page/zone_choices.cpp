// SPDX-License-Identifier: AGPL-3.0-or-later
#include "zone_choices.h"

#include <algorithm>
#include <array>

#include "frontdesk/clocks.h"
#include "frontdesk/time_text.h"

namespace provider_page {
namespace {

using namespace frontdesk;

/// From west to east. Any other zone works in an address too; this is what a list can hold.
constexpr std::array<std::string_view, 46> well_known{
    "Pacific/Honolulu",    "America/Anchorage",   "America/Los_Angeles", "America/Vancouver",   "America/Phoenix",     "America/Denver",
    "America/Edmonton",    "America/Chicago",     "America/Winnipeg",    "America/Mexico_City", "America/New_York",    "America/Toronto",
    "America/Bogota",      "America/Lima",        "America/Halifax",     "America/Puerto_Rico", "America/Caracas",     "America/Santiago",
    "America/St_Johns",    "America/Sao_Paulo",   "America/Buenos_Aires", "Atlantic/Reykjavik", "Europe/London",       "Europe/Dublin",
    "Europe/Lisbon",       "Europe/Madrid",       "Europe/Paris",        "Europe/Berlin",       "Europe/Rome",         "Europe/Warsaw",
    "Europe/Athens",       "Europe/Helsinki",     "Europe/Istanbul",     "Africa/Lagos",        "Africa/Cairo",        "Africa/Johannesburg",
    "Africa/Nairobi",      "Asia/Jerusalem",      "Asia/Dubai",          "Asia/Kolkata",        "Asia/Singapore",      "Asia/Manila",
    "Asia/Tokyo",          "Australia/Perth",     "Australia/Sydney",    "Pacific/Auckland"};

/// "Los Angeles" of "America/Los_Angeles".
std::string city_of(std::string_view zone) {
  std::string city(zone.substr(zone.rfind('/') + 1));
  std::replace(city.begin(), city.end(), '_', ' ');
  return city;
}

}  // namespace

ViewModel zone_form(Scope& scope, const Offering& offering, const Choice& choice) {
  const std::string place(place_zone(*choice.location, *offering.practice));
  std::vector<std::string> zones;
  const auto add = [&](std::string_view zone) {
    if (!zone.empty() && scope.zones().is_known(zone) && std::find(zones.begin(), zones.end(), zone) == zones.end()) zones.emplace_back(zone);
  };
  add(choice.zone);
  add(offering.practice->timezone);
  add(place);
  for (const auto zone : well_known) add(zone);
  ViewModel::List options;
  for (const auto& zone : zones) {
    ViewModel one;
    one.set("value", zone)
        .set("label", scope.views().text("provider_page.zone_option", {{"city", city_of(zone)}, {"zone", scope.views().zone_name(zone, scope.now())}}))
        .set("is_chosen", zone == choice.zone);
    options.push_back(std::move(one));
  }
  ViewModel model;
  model.set("action", "/o/" + offering.practice->link_name.text() + "/schedule/" + offering.provider->link_name.text())
      .set("service", choice.service->link_name.text())
      .set("location", choice.location->link_name.text())
      .set("client_type", choice.client_type ? to_string(*choice.client_type) : "")
      .set("from", choice.from ? to_string(*choice.from) : "")
      .set("language", choice.language)
      .set("is_known", !choice.zone.empty())
      .set("options", std::move(options));
  return model;
}

std::vector<ViewShape> zone_form_shape() {
  return {{"action"}, {"service"}, {"location"}, {"client_type"}, {"from"}, {"language"}, {"is_known"}, {"options", {{"value"}, {"label"}, {"is_chosen"}}}};
}

}  // namespace provider_page
