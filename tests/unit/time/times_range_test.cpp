// SPDX-License-Identifier: AGPL-3.0-or-later
#include "frontdesk/times_range.h"

#include <boost/test/unit_test.hpp>

#include "tests/support/worlds.h"
#include "time/system_zones.h"

using namespace frontdesk;
using test::date;
using test::instant;

namespace {

const Instant now = instant("2026-03-01T02:00:00Z");  // still February in New York

auto range(const TimesRangeText& text, Instant at = now) {
  return parse_times_range(text, "America/New_York", at, SystemZones());
}

std::string read(const TimesRangeText& text, Instant at = now) {
  const auto result = range(text, at);
  if (!result) return std::string(to_string(result.error()));
  return to_string(result->from) + ' ' + to_string(result->to) + ' ' + result->zone;
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_left_out_of_a_range_is_a_week_from_today_by_the_practices_clock) {
  BOOST_TEST(read({}) == "2026-02-28 2026-03-06 America/New_York");
  BOOST_TEST(read({.from = {}, .to = {}, .zone = "Asia/Tokyo"}) == "2026-03-01 2026-03-07 Asia/Tokyo");
  BOOST_TEST(read({.from = "2026-05-01", .to = {}, .zone = {}}) == "2026-05-01 2026-05-07 America/New_York");
  BOOST_TEST(read({.from = {}, .to = "2026-02-28", .zone = {}}) == "2026-02-28 2026-02-28 America/New_York");
}

BOOST_AUTO_TEST_CASE(a_range_spans_at_most_370_dates) {
  BOOST_TEST(read({.from = "2026-01-01", .to = "2027-01-05", .zone = {}}) == "2026-01-01 2027-01-05 America/New_York");
  BOOST_TEST(read({.from = "2026-01-01", .to = "2027-01-06", .zone = {}}) == "too_long");
  BOOST_TEST(read({.from = "0000-01-01", .to = "2027-01-06", .zone = {}}) == "too_long");
}

BOOST_AUTO_TEST_CASE(a_range_ends_with_2037) {
  BOOST_TEST(read({.from = "2037-12-31", .to = "2037-12-31", .zone = {}}) == "2037-12-31 2037-12-31 America/New_York");
  BOOST_TEST(read({.from = "2037-12-28", .to = {}, .zone = {}}) == "2037-12-28 2037-12-31 America/New_York");
  BOOST_TEST(read({.from = "2037-12-28", .to = "2038-01-01", .zone = {}}) == "after_last_date");
  BOOST_TEST(read({.from = "2038-01-01", .to = {}, .zone = {}}) == "after_last_date");
  BOOST_TEST(read({}, instant("2040-01-01T00:00:00Z")) == "after_last_date");
}

BOOST_AUTO_TEST_CASE(mistakes_in_a_range_are_named) {
  BOOST_TEST(read({.from = "2026-02-29", .to = {}, .zone = {}}) == "bad_from");
  BOOST_TEST(read({.from = "", .to = {}, .zone = {}}) == "bad_from");
  BOOST_TEST(read({.from = "2026-03-01", .to = "03/02/2026", .zone = {}}) == "bad_to");
  BOOST_TEST(read({.from = "2026-03-02", .to = "2026-03-01", .zone = {}}) == "from_after_to");
  BOOST_TEST(read({.from = {}, .to = {}, .zone = "localtime"}) == "unknown_zone");
  BOOST_TEST(read({.from = {}, .to = {}, .zone = ""}) == "unknown_zone");
  BOOST_TEST(parameter_of(TimesRangeError::unknown_zone) == "tz");
  BOOST_TEST(parameter_of(TimesRangeError::bad_from) == "from");
  BOOST_TEST(parameter_of(TimesRangeError::too_long) == "to");
}
