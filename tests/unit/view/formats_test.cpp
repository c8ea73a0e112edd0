// SPDX-License-Identifier: AGPL-3.0-or-later
#include "view/formats.h"

#include <boost/test/unit_test.hpp>
#include <stdexcept>

#include "tests/unit/view/fixed_zones.h"

namespace frontdesk::view {
namespace {

const FixedZones zones;
const LocalDate date{std::chrono::year{2026} / 11 / 30};
const Instant nine = *parse_instant("2026-11-30T14:00:00Z");

BOOST_AUTO_TEST_SUITE(formats)

BOOST_AUTO_TEST_CASE(of_american_english) {
  const Formats us("en-US", zones);
  BOOST_TEST(us.long_date(date) == "Monday, November 30, 2026");
  BOOST_TEST(us.short_date(date) == "Mon, Nov 30");
  BOOST_TEST(us.time_of_day(nine, "America/New_York") == "9:00 AM");
  BOOST_TEST(us.date_and_time(nine, "America/New_York") == "Monday, November 30, 2026 at 9:00 AM");
  BOOST_TEST(us.zone_name("America/New_York", nine) == "Eastern Standard Time");
  BOOST_TEST(us.money("160.00", "USD") == "$160.00");
  BOOST_TEST(!us.is_right_to_left());
}

BOOST_AUTO_TEST_CASE(tell_the_date_of_the_zone) {
  const Formats us("en-US", zones);
  BOOST_TEST(us.date_and_time(*parse_instant("2026-12-01T03:00:00Z"), "America/Los_Angeles") == "Monday, November 30, 2026 at 7:00 PM");
}

BOOST_AUTO_TEST_CASE(name_the_summer_clock_in_summer) {
  const Formats us("en-US", zones);
  BOOST_TEST(us.zone_name("America/New_York", *parse_instant("2026-07-01T12:00:00Z")) == "Eastern Daylight Time");
}

BOOST_AUTO_TEST_CASE(follow_the_locale) {
  const Formats german("de-DE", zones);
  BOOST_TEST(german.long_date(date) == "Montag, 30. November 2026");
  BOOST_TEST(german.time_of_day(nine, "America/New_York") == "09:00");
  BOOST_TEST(german.money("160.00", "EUR") == "160,00 €");
  BOOST_TEST(Formats("ar-EG", zones).is_right_to_left());
}

BOOST_AUTO_TEST_CASE(refuse_an_unknown_zone) {
  const Formats us("en-US", zones);
  BOOST_CHECK_THROW(us.time_of_day(nine, "Mars/Base"), std::invalid_argument);
  BOOST_CHECK_THROW(us.zone_name("Mars/Base", nine), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(give_an_odd_price_back_as_it_is) { BOOST_TEST(Formats("en-US", zones).money("about 20", "USD") == "about 20 USD"); }

BOOST_AUTO_TEST_CASE(survive_a_locale_that_nobody_has) { BOOST_TEST(!Formats("en-XX", zones).long_date(date).empty()); }

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace frontdesk::view
