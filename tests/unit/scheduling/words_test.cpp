// SPDX-License-Identifier: AGPL-3.0-or-later
#include "scheduling/words.h"

#include <boost/test/unit_test.hpp>

#include "tests/unit/scheduling/asking.h"

using namespace frontdesk;
using namespace frontdesk::test;

namespace {

std::string details(const World& world, std::string_view at) {
  const scheduling::PreparedCalendar calendar(world.calendar);
  const scheduling::Facts facts{world.practice, calendar, world.now};
  std::string text;
  const auto found = scheduling::explain(facts, world.question, instant(at));
  for (const auto& one : scheduling::details_of(facts, world.question, instant(at), found)) text += (text.empty() ? "" : "\n") + one;
  return text;
}

World new_yorker() {
  World world;
  world.practice.practice.timezone = "America/New_York";
  world.rules().slot_interval = every(30);
  world.block("09:00", "12:00").weekdays = {Weekday::mon, Weekday::wed};
  return world;
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_offered_time_needs_no_words) {
  BOOST_TEST(details(new_yorker(), "2026-03-09T13:00:00Z") == "");
}

BOOST_AUTO_TEST_CASE(details_name_the_nearest_block_and_the_nearest_times) {
  BOOST_TEST(details(new_yorker(), "2026-03-10T13:00:00Z") ==
             "No block of jane covers it; nearest: block mon wed 09:00-12:00, from mon 2026-03-09 09:00 -04:00. "
             "Nearest offered: mon 2026-03-09 11:00 -04:00, wed 2026-03-11 09:00 -04:00.");
}

BOOST_AUTO_TEST_CASE(details_name_the_grid_and_whose_it_is) {
  BOOST_TEST(details(new_yorker(), "2026-03-09T13:10:00Z") ==
             "Starts lie every 30 minutes from where the block's time begins (slot_interval_minutes of the practice); nearest starts: mon "
             "2026-03-09 09:00 -04:00, "
             "mon 2026-03-09 09:30 -04:00. Nearest offered: mon 2026-03-09 09:00 -04:00, mon 2026-03-09 09:30 -04:00.");
}

BOOST_AUTO_TEST_CASE(details_name_the_setting_its_value_and_whose_it_is) {
  World world = new_yorker();
  world.provider().rules.min_notice = Minutes{2880};
  world.rules().advance_days = 8;
  BOOST_TEST(details(world, "2026-03-02T14:00:00Z") ==
             "Too soon: min_notice_minutes is 2880 (the provider's), so the earliest start is mon 2026-03-02 19:00 -05:00. Nearest "
             "offered: wed 2026-03-04 09:00 -05:00.");
  BOOST_TEST(
      details(world, "2026-03-11T13:00:00Z") ==
      "Too far ahead: advance_days is 8 (the practice's), so the last date is 2026-03-08. Nearest offered: wed 2026-03-04 11:00 -05:00.");
}

BOOST_AUTO_TEST_CASE(details_name_what_is_in_the_way) {
  World world = new_yorker();
  world.provider().rules.buffer_after = Minutes{10};
  world.booking("2026-03-09T13:30:00Z", "2026-03-09T14:30:00Z");
  world.booking("2026-03-09T14:35:00Z", "2026-03-09T14:40:00Z").source = BusySource::plugin;
  world.calendar.busy.back().plugin = "rooms";
  world.time_off("2026-03-09T14:00:00Z", "2026-03-09T16:00:00Z");
  BOOST_TEST(details(world, "2026-03-09T13:30:00Z") ==
             "Time off from mon 2026-03-09 10:00 -04:00 to mon 2026-03-09 12:00 -04:00 (away). Nearest offered: wed 2026-03-04 11:00 "
             "-05:00, wed 2026-03-11 09:00 -04:00.\n"
             "An appointment from mon 2026-03-09 09:30 -04:00 to mon 2026-03-09 10:30 -04:00 overlaps it.\n"
             "A busy time of plugin rooms from mon 2026-03-09 10:35 -04:00 to mon 2026-03-09 10:40 -04:00 is nearer than 10 minutes "
             "(buffer_after_minutes 10, the provider's, "
             "and buffer_before_minutes 0, the practice's).");
}

BOOST_AUTO_TEST_CASE(details_name_each_mismatching_block_and_who_and_what) {
  World world = new_yorker();
  world.provider().blocks.front().locations = {LocationId{2}};
  world.provider().blocks.front().audience = BlockAudience::existing_clients;
  world.provider().services = {{ServiceId{2}, {}}};
  world.question.client_type = ClientType::couple;
  BOOST_TEST(details(world, "2026-03-09T13:00:00Z") ==
             "jane does not offer talk, only: group.\n"
             "The practice accepts: individual, group; asked for: couple.\n"
             "Not at phone: block mon wed 09:00-12:00 (locations room; audience existing_clients).\n"
             "Not for those who ask: block mon wed 09:00-12:00 (locations room; audience existing_clients).");
}

BOOST_AUTO_TEST_CASE(every_code_has_words) {
  World world = new_yorker();
  for (int code = 1; code <= static_cast<int>(ReasonCode::beyond_window); ++code) {
    Verdict made;
    made.reasons.emplace_back();
    made.reasons.back().code = static_cast<ReasonCode>(code);
    const scheduling::PreparedCalendar calendar(world.calendar);
    const auto texts = scheduling::details_of({world.practice, calendar, world.now}, world.question, world.now, made);
    BOOST_TEST(texts.size() == 1U);
    BOOST_TEST(!texts.front().empty(), to_string(static_cast<ReasonCode>(code)));
  }
}
