// SPDX-License-Identifier: AGPL-3.0-or-later
#include "time/zone.h"

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <thread>

#include "tests/support/worlds.h"
#include "time/system_zones.h"

using namespace frontdesk;
using test::date;
using test::instant;
using test::wall;

namespace {

Zone zone(std::string_view name) {
  const auto found = find_zone(name);
  BOOST_REQUIRE_MESSAGE(found.has_value(), name);
  return *found;
}

std::string at(std::string_view name, std::string_view on, std::string_view time) {
  return to_string(zone(name).to_instant(date(on), wall(time)));
}

std::string spans(std::string_view name, std::string_view from, std::string_view to) {
  std::string text;
  for (const Interval& one : zone(name).instants_of(date(from), date(to)))
    text += (text.empty() ? "" : " ") + to_string(one.start()) + '/' + to_string(one.end());
  return text;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_wall_time_is_an_instant_by_the_offset_of_its_date) {
  BOOST_TEST(at("America/New_York", "2026-11-27", "09:00") == "2026-11-27T14:00:00Z");
  BOOST_TEST(at("America/New_York", "2026-07-01", "09:00") == "2026-07-01T13:00:00Z");
  BOOST_TEST(at("Asia/Kathmandu", "2026-07-01", "09:00") == "2026-07-01T03:15:00Z");
  BOOST_TEST(at("Pacific/Chatham", "2026-07-01", "09:00") == "2026-06-30T20:15:00Z");
  BOOST_TEST(at("UTC", "2026-07-01", "09:00") == "2026-07-01T09:00:00Z");
}

BOOST_AUTO_TEST_CASE(a_skipped_wall_time_is_the_instant_of_the_change) {
  for (const auto* time : {"02:00", "02:15", "02:59", "03:00"})
    BOOST_TEST(at("America/New_York", "2026-03-08", time) == "2026-03-08T07:00:00Z");
  for (const auto* time : {"02:00", "02:29", "02:30"}) BOOST_TEST(at("Australia/Lord_Howe", "2026-10-04", time) == "2026-10-03T15:30:00Z");
  for (const auto* time : {"00:00", "00:30", "01:00"}) BOOST_TEST(at("America/Sao_Paulo", "2018-11-04", time) == "2018-11-04T03:00:00Z");
  for (const auto* time : {"00:00", "00:59", "01:00"}) BOOST_TEST(at("Asia/Beirut", "2026-03-29", time) == "2026-03-28T22:00:00Z");
}

BOOST_AUTO_TEST_CASE(a_repeated_wall_time_is_its_first_occurrence) {
  BOOST_TEST(at("America/New_York", "2026-11-01", "00:59") == "2026-11-01T04:59:00Z");
  BOOST_TEST(at("America/New_York", "2026-11-01", "01:00") == "2026-11-01T05:00:00Z");
  BOOST_TEST(at("America/New_York", "2026-11-01", "01:59") == "2026-11-01T05:59:00Z");
  BOOST_TEST(at("America/New_York", "2026-11-01", "02:00") == "2026-11-01T07:00:00Z");
  BOOST_TEST(at("Australia/Lord_Howe", "2026-04-05", "01:30") == "2026-04-04T14:30:00Z");
  BOOST_TEST(at("Australia/Lord_Howe", "2026-04-05", "02:00") == "2026-04-04T15:30:00Z");
}

BOOST_AUTO_TEST_CASE(twenty_four_hours_is_the_next_midnight) {
  BOOST_TEST(at("America/New_York", "2026-03-07", "24:00") == at("America/New_York", "2026-03-08", "00:00"));
  BOOST_TEST(at("America/Sao_Paulo", "2018-11-03", "24:00") == "2018-11-04T03:00:00Z");
  // The clocks go back from 24:00 to 23:00: midnight comes once, an hour later.
  BOOST_TEST(at("America/Sao_Paulo", "2018-02-17", "23:30") == "2018-02-18T01:30:00Z");
  BOOST_TEST(at("America/Sao_Paulo", "2018-02-17", "24:00") == "2018-02-18T03:00:00Z");
  // They go back at 00:01 to 23:01: the first of two midnights counts.
  BOOST_TEST(at("America/St_Johns", "2008-11-01", "24:00") == "2008-11-02T02:30:00Z");
  BOOST_TEST(at("America/St_Johns", "2008-11-02", "00:01") == "2008-11-02T03:31:00Z");
}

BOOST_AUTO_TEST_CASE(a_date_that_a_zone_skips_has_no_length) {
  for (const auto* time : {"00:00", "09:00", "24:00"}) {
    BOOST_TEST(at("Pacific/Apia", "2011-12-30", time) == "2011-12-30T10:00:00Z");
    BOOST_TEST(at("Pacific/Kwajalein", "1993-08-21", time) == "1993-08-21T12:00:00Z");
  }
  BOOST_TEST(at("Pacific/Apia", "2011-12-29", "24:00") == "2011-12-30T10:00:00Z");
  BOOST_TEST(at("Pacific/Apia", "2011-12-31", "00:00") == "2011-12-30T10:00:00Z");
  BOOST_TEST(spans("Pacific/Apia", "2011-12-30", "2011-12-30") == "");
  BOOST_TEST(spans("Pacific/Apia", "2011-12-29", "2011-12-31") == "2011-12-29T10:00:00Z/2011-12-31T10:00:00Z");
}

BOOST_AUTO_TEST_CASE(the_instants_of_a_date_are_those_on_which_the_wall_shows_it) {
  BOOST_TEST(spans("America/New_York", "2026-03-08", "2026-03-08") == "2026-03-08T05:00:00Z/2026-03-09T04:00:00Z");
  BOOST_TEST(spans("America/New_York", "2026-11-01", "2026-11-01") == "2026-11-01T04:00:00Z/2026-11-02T05:00:00Z");
  BOOST_TEST(spans("America/St_Johns", "2008-11-01", "2008-11-01") ==
             "2008-11-01T02:30:00Z/2008-11-02T02:30:00Z 2008-11-02T02:31:00Z/2008-11-02T03:30:00Z");
  BOOST_TEST(spans("America/St_Johns", "2008-11-02", "2008-11-02") ==
             "2008-11-02T02:30:00Z/2008-11-02T02:31:00Z 2008-11-02T03:30:00Z/2008-11-03T03:30:00Z");
  BOOST_TEST(spans("UTC", "2026-01-02", "2026-01-01") == "");
  BOOST_TEST(spans("America/New_York", "2037-12-31", "2037-12-31") == "2037-12-31T05:00:00Z/2038-01-01T05:00:00Z");
}

BOOST_AUTO_TEST_CASE(the_wall_clock_is_read_back_from_an_instant) {
  const Zone new_york = zone("America/New_York");
  BOOST_TEST((new_york.date_at(instant("2026-11-28T03:30:59Z")) == date("2026-11-27")));
  BOOST_TEST((new_york.wall_time_at(instant("2026-11-28T03:30:59Z")) == wall("22:30")));
  BOOST_TEST((new_york.offset_at(instant("2026-11-28T03:30:59Z")) == std::chrono::hours{-5}));
  BOOST_TEST((zone("UTC").wall_time_at(instant("1969-12-31T23:59:30Z")) == wall("23:59")));
}

BOOST_AUTO_TEST_CASE(local_text_names_the_same_instant_with_its_offset) {
  BOOST_TEST(zone("America/New_York").local_text(instant("2026-11-27T14:00:00Z")) == "2026-11-27T09:00:00-05:00");
  BOOST_TEST(zone("Asia/Kathmandu").local_text(instant("2026-11-27T14:00:00Z")) == "2026-11-27T19:45:00+05:45");
  BOOST_TEST(zone("UTC").local_text(instant("2026-11-27T14:00:00.5Z")) == "2026-11-27T14:00:00.500000+00:00");
  BOOST_TEST(zone("America/St_Johns").local_text(instant("2026-01-01T00:00:00Z")) == "2025-12-31T20:30:00-03:30");
  for (const auto* name : {"Africa/Monrovia", "America/New_York", "Europe/Amsterdam"}) {
    for (const auto* text : {"1910-05-05T00:00:00Z", "1971-06-01T12:00:00Z", "2026-06-01T12:00:00Z"}) {
      BOOST_TEST((parse_instant(zone(name).local_text(instant(text))) == instant(text)), name << ' ' << text);
    }
  }
}

BOOST_AUTO_TEST_CASE(rules_that_changed_in_history_hold_for_their_dates) {
  BOOST_TEST(at("America/New_York", "2006-03-20", "09:00") == "2006-03-20T14:00:00Z");  // summer time began in April then
  BOOST_TEST(at("America/New_York", "2007-03-20", "09:00") == "2007-03-20T13:00:00Z");
  BOOST_TEST(at("Europe/Moscow", "2012-01-10", "09:00") == "2012-01-10T05:00:00Z");
  BOOST_TEST(at("Europe/Moscow", "2015-01-10", "09:00") == "2015-01-10T06:00:00Z");
  BOOST_TEST(at("Asia/Pyongyang", "2016-01-01", "09:00") == "2016-01-01T00:30:00Z");
  BOOST_TEST(at("Asia/Pyongyang", "2019-01-01", "09:00") == "2019-01-01T00:00:00Z");
}

BOOST_AUTO_TEST_CASE(the_last_year_has_its_changes) {
  BOOST_TEST(at("America/New_York", "2037-03-08", "02:30") == "2037-03-08T07:00:00Z");
  BOOST_TEST(at("Europe/Berlin", "2037-07-01", "09:00") == "2037-07-01T07:00:00Z");
  BOOST_TEST(at("Australia/Sydney", "2037-12-31", "24:00") == "2037-12-31T13:00:00Z");
}

BOOST_AUTO_TEST_CASE(only_names_of_the_tz_database_are_zones) {
  for (const auto* name : {"UTC", "Etc/UTC", "US/Eastern", "America/Argentina/Buenos_Aires", "Etc/GMT+5", "EST5EDT"})
    BOOST_TEST(find_zone(name).has_value(), name);
  for (const auto* name : {"",
                           "localtime",
                           "posixrules",
                           "Factory",
                           "posix/UTC",
                           "right/UTC",
                           "/UTC",
                           "America",
                           "America/",
                           "america/new_york",
                           "Mars/Olympus",
                           "zone.tab",
                           "tzdata.zi",
                           "leapseconds",
                           "+05:00",
                           "UTC ",
                           " UTC",
                           "../UTC",
                           "America/New_York\n",
                           "EST5EDT,M3.2.0,M11.1.0"}) {
    BOOST_TEST(!find_zone(name).has_value(), name);
  }
  BOOST_TEST(!find_zone(std::string(100'000, 'A')).has_value());
  BOOST_TEST(!find_zone(std::string_view("UTC\0x", 5)).has_value());
}

BOOST_AUTO_TEST_CASE(a_cursor_agrees_with_the_zone_wherever_it_stands) {
  for (const auto* name : {"America/New_York", "Pacific/Apia", "Australia/Lord_Howe", "America/St_Johns"}) {
    ZoneCursor cursor(zone(name));
    for (const auto* on : {"2011-12-30", "2008-11-02", "2026-03-08", "1993-08-21", "2037-12-31", "1970-01-01", "2011-12-31"}) {
      for (const auto* time : {"00:00", "02:15", "24:00"}) {
        const Instant expected = zone(name).to_instant(date(on), wall(time));
        BOOST_TEST((cursor.to_instant(date(on), wall(time)) == expected), name << ' ' << on << ' ' << time);
        BOOST_TEST((cursor.date_at(expected) == zone(name).date_at(expected)), name << ' ' << on << ' ' << time);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(zones_can_be_looked_up_from_many_threads) {
  std::vector<std::thread> threads;
  std::atomic<int> right = 0;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&right] {
      for (const auto* name : {"Europe/Paris", "Europe/Rome", "Asia/Tokyo", "Africa/Cairo", "Europe/Oslo"}) {
        const auto found = find_zone(name);
        if (found && found->name() == name) ++right;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  BOOST_TEST(right == 40);
}

BOOST_AUTO_TEST_CASE(the_version_of_the_zone_data_is_known) {
  BOOST_TEST(zone_data_version().size() >= 5U);
}

BOOST_AUTO_TEST_CASE(system_zones_refuse_unknown_names) {
  const SystemZones zones;
  BOOST_TEST(zones.is_known("America/New_York"));
  BOOST_TEST(!zones.is_known("localtime"));
  BOOST_TEST((zones.date_at(instant("2026-11-28T03:30:00Z"), "America/New_York") == date("2026-11-27")));
  BOOST_TEST((zones.wall_time_at(instant("2026-11-28T03:30:00Z"), "America/New_York") == wall("22:30")));
  BOOST_TEST((zones.instant_of(date("2026-11-27"), wall("09:00"), "America/New_York") == instant("2026-11-27T14:00:00Z")));
  BOOST_TEST(zones.local_text(instant("2026-11-27T14:00:00Z"), "America/New_York") == "2026-11-27T09:00:00-05:00");
  BOOST_CHECK_THROW((void)zones.date_at(instant("2026-11-28T03:30:00Z"), "Mars/Olympus"), std::invalid_argument);
  BOOST_CHECK_THROW((void)zones.local_text(instant("2026-11-28T03:30:00Z"), "localtime"), std::invalid_argument);
}
