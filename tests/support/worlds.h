// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "frontdesk/availability.h"
#include "frontdesk/time_text.h"

/// Practices as plain values, for tests of the engine: nothing is stored.
namespace frontdesk::test {

[[nodiscard]] inline Instant instant(std::string_view text) {
  const auto parsed = parse_instant(text);
  if (!parsed) throw std::invalid_argument("no instant: " + std::string(text));
  return *parsed;
}
[[nodiscard]] inline LocalDate date(std::string_view text) {
  const auto parsed = parse_date(text);
  if (!parsed) throw std::invalid_argument("no date: " + std::string(text));
  return *parsed;
}
[[nodiscard]] inline WallTime wall(std::string_view text) {
  const auto parsed = parse_wall_time(text);
  if (!parsed) throw std::invalid_argument("no wall time: " + std::string(text));
  return *parsed;
}
[[nodiscard]] inline LinkName link_name(std::string_view text) {
  return LinkName::parse(text).value();
}
[[nodiscard]] inline SlotInterval every(int minutes) {
  return {SlotInterval::Kind::minutes, Minutes{minutes}};
}

inline constexpr Weekdays every_day{Weekday::mon, Weekday::tue, Weekday::wed, Weekday::thu, Weekday::fri, Weekday::sat, Weekday::sun};

/// One practice with one question to it. At first: a public practice in UTC, without notice, 60 days ahead, no buffers; a public provider
/// "jane" with an online service "talk" of 60 minutes at an online phone location "phone"; no blocks, nothing booked; asked by the public
/// on Sunday 2026-03-01 at midnight. A second service "group" and a second location "room" (in person) exist, both online and the
/// provider's.
struct World {
  PracticeSnapshot practice{.practice = {PracticeId{1},
                                         link_name("demo"),
                                         {},
                                         "Demo",
                                         "UTC",
                                         "en-US",
                                         "",
                                         "",
                                         "",
                                         "",
                                         "",
                                         true,
                                         ClientTypes{ClientType::individual, ClientType::group},
                                         false,
                                         false,
                                         SecondFactor::optional,
                                         {},
                                         {}},
                            .services = {{ServiceId{1}, link_name("talk"), "Talk", Minutes{60}, true, {}, 1, "", {}, {}},
                                         {ServiceId{2}, link_name("group"), "Group", Minutes{60}, true, {}, 3, "", {}, {}}},
                            .locations = {{LocationId{1}, link_name("phone"), "Phone", SessionFormat::phone, true, "", "", ""},
                                          {LocationId{2}, link_name("room"), "Room", SessionFormat::in_person, true, "", "", ""}},
                            .providers = {{ProviderId{1},
                                           link_name("jane"),
                                           {},
                                           "Jane",
                                           "",
                                           "",
                                           "",
                                           true,
                                           {{ServiceId{1}, {}}, {ServiceId{2}, {}}},
                                           {LocationId{1}, LocationId{2}},
                                           {},
                                           {}}}};
  CalendarSnapshot calendar{.provider = ProviderId{1}, .busy = {}, .time_off = {}};
  Instant now = instant("2026-03-01T00:00:00Z");
  OfferQuestion question{.provider = ProviderId{1}, .service = ServiceId{1}, .location = LocationId{1}, .client_type = {}};

  World() { rules().min_notice = Minutes{0}; }

  Rules& rules() { return practice.practice.rules; }
  Provider& provider() { return practice.providers.front(); }
  Service& service() { return practice.services.front(); }
  Service& group() { return practice.services.back(); }
  Location& location() { return practice.locations.front(); }

  /// Adds a block on every day of the week; returns it to be changed.
  AvailabilityBlock& block(std::string_view start, std::string_view end) {
    auto& blocks = provider().blocks;
    AvailabilityBlock added{};
    added.id = BlockId{blocks.size() + 1};
    added.weekdays = every_day;
    added.start = wall(start);
    added.end = wall(end);
    blocks.push_back(added);
    return blocks.back();
  }
  AvailabilityBlock& block_on(std::string_view one_date, std::string_view start, std::string_view end) {
    AvailabilityBlock& added = block(start, end);
    added.weekdays = {};
    added.date = date(one_date);
    return added;
  }
  /// Adds an appointment of the service and location asked for.
  BusyInterval& booking(std::string_view start, std::string_view end) {
    BusyInterval added{};
    added.start = instant(start);
    added.end = instant(end);
    added.service = question.service;
    added.location = question.location;
    calendar.busy.push_back(added);
    return calendar.busy.back();
  }
  void time_off(std::string_view start, std::string_view end) { calendar.time_off.push_back({instant(start), instant(end), "away"}); }
};

}  // namespace frontdesk::test
