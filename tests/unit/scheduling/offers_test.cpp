// SPDX-License-Identifier: AGPL-3.0-or-later
// CONTRACT §3 clause by clause; more of it, readable by anyone, is in tests/cases/availability.
#include <boost/test/unit_test.hpp>

#include "tests/unit/scheduling/asking.h"

using namespace frontdesk;
using namespace frontdesk::test;

// §3.1 who and what

BOOST_AUTO_TEST_CASE(staff_are_asked_neither_for_scheduling_on_nor_for_public_nor_for_online) {
  World world;
  world.block("09:00", "10:00");
  world.practice.practice.public_scheduling = false;
  world.provider().is_public = false;
  world.service().online = false;
  world.location().online = false;
  for (const auto audience : {Audience::everyone, Audience::existing_client}) {
    world.question.audience = audience;
    BOOST_TEST(offered(world, "2026-03-10") == "");
  }
  world.question.audience = Audience::staff;
  BOOST_TEST(offered(world, "2026-03-10") == "09:00");
}

BOOST_AUTO_TEST_CASE(staff_are_bound_by_offer_place_kind_notice_and_window) {
  World world;
  world.block("09:00", "10:00");
  world.question.audience = Audience::staff;
  world.rules().min_notice = Minutes{1440};
  world.rules().advance_days = 2;
  BOOST_TEST(offered(world, "2026-03-01", "2026-03-20") == "2026-03-02T09:00 2026-03-03T09:00");
  world.question.client_type = ClientType::family;
  BOOST_TEST(offered(world, "2026-03-02") == "");
  world.question.client_type = {};
  world.provider().locations = {LocationId{2}};
  BOOST_TEST(offered(world, "2026-03-02") == "");
}

BOOST_AUTO_TEST_CASE(a_personal_link_may_name_a_provider_who_is_not_public) {
  World world;
  world.block("09:00", "10:00");
  world.provider().is_public = false;
  world.question.audience = Audience::existing_client;
  BOOST_TEST(offered(world, "2026-03-10") == "");
  world.question.provider_need_not_be_public = true;
  BOOST_TEST(offered(world, "2026-03-10") == "09:00");
  world.question.audience = Audience::everyone;
  BOOST_TEST(offered(world, "2026-03-10") == "");
}

BOOST_AUTO_TEST_CASE(without_a_kind_of_client_some_kind_must_be_accepted_by_both) {
  World world;
  world.block("09:00", "10:00");
  world.service().client_types = ClientTypes{ClientType::group, ClientType::couple};
  BOOST_TEST(offered(world, "2026-03-10") == "09:00");
  world.service().client_types = ClientTypes{ClientType::couple};
  BOOST_TEST(offered(world, "2026-03-10") == "");
  world.question.client_type = ClientType::couple;
  BOOST_TEST(offered(world, "2026-03-10") == "");
  world.practice.practice.client_types.add(ClientType::couple);
  BOOST_TEST(offered(world, "2026-03-10") == "09:00");
}

// §3.2 blocks

BOOST_AUTO_TEST_CASE(a_block_counts_for_its_audience_and_those_who_are_nearer_to_the_practice) {
  World world;
  world.block("09:00", "10:00");
  world.block("11:00", "12:00").audience = BlockAudience::existing_clients;
  world.block("13:00", "14:00").audience = BlockAudience::internal;
  BOOST_TEST(offered(world, "2026-03-10") == "09:00");
  world.question.audience = Audience::existing_client;
  BOOST_TEST(offered(world, "2026-03-10") == "09:00 11:00");
  world.question.audience = Audience::staff;
  BOOST_TEST(offered(world, "2026-03-10") == "09:00 11:00 13:00");
}

BOOST_AUTO_TEST_CASE(a_block_counts_for_its_locations_formats_and_services) {
  World world;
  world.block("08:00", "09:00").locations = {LocationId{1}, LocationId{2}};
  world.block("10:00", "11:00").locations = {LocationId{2}};
  world.block("12:00", "13:00").session_formats = {SessionFormat::phone};
  world.block("14:00", "15:00").session_formats = {SessionFormat::video};
  world.block("16:00", "17:00").services = {ServiceId{1}};
  world.block("18:00", "19:00").services = {ServiceId{2}};
  BOOST_TEST(offered(world, "2026-03-10") == "08:00 12:00 16:00");
  world.question.location = LocationId{2};
  BOOST_TEST(offered(world, "2026-03-10") == "08:00 10:00 16:00");
}

// §3.3 expansion

BOOST_AUTO_TEST_CASE(a_weekly_block_applies_on_its_weekdays_between_its_dates_both_included) {
  World world;
  AvailabilityBlock& block = world.block("09:00", "10:00");
  block.weekdays = {Weekday::mon, Weekday::sun};
  block.from_date = date("2026-03-08");
  block.until_date = date("2026-03-16");
  BOOST_TEST(offered(world, "2026-03-01", "2026-03-31") == "2026-03-08T09:00 2026-03-09T09:00 2026-03-15T09:00 2026-03-16T09:00");
}

BOOST_AUTO_TEST_CASE(a_dated_block_adds_to_the_weekly_ones) {
  World world;
  world.block("09:00", "10:00");
  world.block_on("2026-03-10", "12:00", "13:00");
  BOOST_TEST(offered(world, "2026-03-10") == "09:00 12:00");
  BOOST_TEST(offered(world, "2026-03-11") == "09:00");
}

BOOST_AUTO_TEST_CASE(a_replacing_block_takes_the_place_of_all_weekly_ones_even_where_it_does_not_count) {
  World world;
  world.block("09:00", "10:00");
  world.block("15:00", "16:00").timezone = "Asia/Tokyo";
  world.block_on("2026-03-10", "11:00", "12:00");
  AvailabilityBlock& replacing = world.block_on("2026-03-10", "13:00", "14:00");
  replacing.replaces = true;
  BOOST_TEST(offered(world, "2026-03-10") == "11:00 13:00");
  replacing.audience = BlockAudience::internal;
  replacing.locations = {LocationId{2}};
  BOOST_TEST(offered(world, "2026-03-10") == "11:00");
  BOOST_TEST(against(world, "2026-03-10T13:00:00Z") == "block_other_location block_other_audience");
  BOOST_TEST(against(world, "2026-03-10T09:00:00Z") == "no_block");
  BOOST_TEST(offered(world, "2026-03-11") == "06:00 09:00");
}

BOOST_AUTO_TEST_CASE(a_date_is_replaced_by_its_label_in_each_blocks_own_zone) {
  World world;
  // Tokyo's Tuesday morning is Monday evening in UTC.
  world.block("07:00", "08:00").timezone = "Asia/Tokyo";
  world.block_on("2026-03-10", "13:00", "14:00").replaces = true;
  BOOST_TEST(offered(world, "2026-03-09", "2026-03-10") == "2026-03-10T13:00 2026-03-10T22:00");
}

BOOST_AUTO_TEST_CASE(a_blocks_zone_is_its_own_else_the_locations_else_the_practices) {
  World world;
  world.practice.practice.timezone = "America/New_York";
  AvailabilityBlock& block = world.block("09:00", "10:00");
  BOOST_TEST(offered(world, "2026-03-10") == "13:00");
  world.location().timezone = "America/Los_Angeles";
  BOOST_TEST(offered(world, "2026-03-10") == "16:00");
  block.timezone = "America/Chicago";
  BOOST_TEST(offered(world, "2026-03-10") == "14:00");
}

BOOST_AUTO_TEST_CASE(four_hours_by_the_clock_last_three_or_five_when_clocks_change) {
  World world;
  world.practice.practice.timezone = "America/New_York";
  world.rules().advance_days = 300;
  world.block("00:00", "04:00");
  BOOST_TEST(offered(world, "2026-03-07", "2026-03-07", "America/New_York") == "00:00 01:00 02:00 03:00");
  BOOST_TEST(offered(world, "2026-03-08", "2026-03-08", "America/New_York") == "00:00 01:00 03:00");
  BOOST_TEST(offered(world, "2026-11-01", "2026-11-01", "America/New_York") == "00:00 01:00 01:00 02:00 03:00");
}

BOOST_AUTO_TEST_CASE(a_block_within_skipped_hours_has_no_time) {
  World world;
  world.practice.practice.timezone = "America/New_York";
  world.service().duration = Minutes{15};
  world.block("02:00", "03:00");
  BOOST_TEST(offered(world, "2026-03-08", "2026-03-08", "America/New_York") == "");
  BOOST_TEST(against(world, "2026-03-08T07:00:00Z") == "no_block");
}

// §3.4 merge

BOOST_AUTO_TEST_CASE(blocks_of_a_date_that_touch_or_overlap_become_one) {
  World world;
  world.service().duration = Minutes{90};
  world.block("09:00", "10:00");
  world.block("10:00", "11:00");
  world.block("10:30", "12:00");
  world.block("12:01", "13:00");
  BOOST_TEST(offered(world, "2026-03-10") == "09:00 10:30");
}

BOOST_AUTO_TEST_CASE(different_dates_never_merge) {
  World world;
  world.service().duration = Minutes{90};
  world.block("23:00", "24:00");
  world.block("00:00", "01:00");
  BOOST_TEST(offered(world, "2026-03-10", "2026-03-11") == "");
  BOOST_TEST(against(world, "2026-03-10T23:00:00Z") == "does_not_fit");
}

BOOST_AUTO_TEST_CASE(blocks_of_different_zones_merge_where_their_dates_are_the_same) {
  World world;
  world.service().duration = Minutes{120};
  world.block("12:00", "13:00");
  world.block("14:00", "15:00").timezone = "Europe/Berlin";
  BOOST_TEST(offered(world, "2026-03-10") == "12:00");
  // The next morning in Berlin overlaps the last evening hour in UTC, with another date.
  World apart;
  apart.service().duration = Minutes{90};
  apart.block("23:00", "24:00");
  apart.block("00:00", "01:00").timezone = "Europe/Berlin";
  BOOST_TEST(offered(apart, "2026-03-10", "2026-03-11") == "");
}

// §3.5 grid

BOOST_AUTO_TEST_CASE(the_slot_interval_is_the_services_else_the_providers_else_the_practices_else_the_duration) {
  World world;
  world.block("09:00", "11:00");
  BOOST_TEST(offered(world, "2026-03-10") == "09:00 10:00");
  world.rules().slot_interval = every(45);
  BOOST_TEST(offered(world, "2026-03-10") == "09:00 09:45");
  world.provider().rules.slot_interval = every(20);
  BOOST_TEST(offered(world, "2026-03-10") == "09:00 09:20 09:40 10:00");
  world.service().slot_interval = every(30);
  BOOST_TEST(offered(world, "2026-03-10") == "09:00 09:30 10:00");
  world.service().slot_interval = {SlotInterval::Kind::duration, Minutes{0}};
  BOOST_TEST(offered(world, "2026-03-10") == "09:00 10:00");
}

BOOST_AUTO_TEST_CASE(duration_as_slot_interval_is_the_providers_own_duration) {
  World world;
  world.block("09:00", "12:00");
  world.provider().services.front().duration = Minutes{50};
  world.provider().rules.slot_interval = {SlotInterval::Kind::duration, Minutes{0}};
  world.rules().slot_interval = every(15);
  BOOST_TEST(offered(world, "2026-03-10") == "09:00 09:50 10:40");
}

BOOST_AUTO_TEST_CASE(the_grid_is_shifted_by_nothing) {
  World world;
  world.block("09:10", "13:10");
  world.booking("2026-03-10T09:40:00Z", "2026-03-10T10:25:00Z");
  world.time_off("2026-03-10T11:50:00Z", "2026-03-10T12:00:00Z");
  BOOST_TEST(offered(world, "2026-03-10") == "12:10");
  world.now = instant("2026-03-10T09:25:00Z");
  world.calendar.busy.clear();
  BOOST_TEST(offered(world, "2026-03-10") == "10:10 12:10");
  // A range that begins within the interval, by another zone's midnight.
  BOOST_TEST(offered(world, "2026-03-11", "2026-03-11", "Pacific/Auckland") == "01:10 22:10 23:10");
}

BOOST_AUTO_TEST_CASE(a_start_that_two_intervals_give_counts_once) {
  World world;
  world.block("00:00", "02:00");
  world.block("20:00", "22:00").timezone = "America/New_York";  // the evening before, by its own date: 00:00 to 02:00 in UTC
  BOOST_TEST(offered(world, "2026-03-12") == "00:00 01:00");
}

BOOST_AUTO_TEST_CASE(times_are_sorted_across_zones) {
  World world;
  world.block("01:00", "03:00");
  world.block("20:30", "22:30").timezone = "America/New_York";
  BOOST_TEST(offered(world, "2026-03-12") == "00:30 01:00 01:30 02:00");
}

// §3.6 taken away

BOOST_AUTO_TEST_CASE(what_touches_time_off_stays) {
  World world;
  world.block("09:00", "13:00");
  world.rules().buffer_before = Minutes{30};
  world.time_off("2026-03-10T10:00:00Z", "2026-03-10T11:00:00Z");
  BOOST_TEST(offered(world, "2026-03-10") == "09:00 11:00 12:00");
}

BOOST_AUTO_TEST_CASE(a_start_that_touches_the_buffer_is_offered_and_one_inside_is_not) {
  World world;
  world.service().slot_interval = every(10);
  world.block("08:00", "13:00");
  world.rules().buffer_before = Minutes{10};
  world.rules().buffer_after = Minutes{20};
  world.booking("2026-03-10T10:00:00Z", "2026-03-10T10:20:00Z");
  BOOST_TEST(offered(world, "2026-03-10") == "08:00 08:10 08:20 08:30 10:50 11:00 11:10 11:20 11:30 11:40 11:50 12:00");
}

BOOST_AUTO_TEST_CASE(a_hold_takes_its_time_until_the_instant_of_its_end) {
  World world;
  world.block("09:00", "11:00");
  BusyInterval& hold = world.booking("2026-03-10T09:00:00Z", "2026-03-10T10:00:00Z");
  hold.source = BusySource::hold;
  hold.hold_ends_at = world.now + std::chrono::microseconds{1};
  BOOST_TEST(offered(world, "2026-03-10") == "10:00");
  world.now = *hold.hold_ends_at;
  BOOST_TEST(offered(world, "2026-03-10") == "09:00 10:00");
}

BOOST_AUTO_TEST_CASE(the_notice_ends_with_its_last_moment) {
  World world;
  world.block("09:00", "11:00");
  world.rules().min_notice = Minutes{60};
  world.now = instant("2026-03-10T08:00:00Z");
  BOOST_TEST(offered(world, "2026-03-10") == "09:00 10:00");
  world.now += std::chrono::microseconds{1};
  BOOST_TEST(offered(world, "2026-03-10") == "10:00");
}

BOOST_AUTO_TEST_CASE(the_window_is_counted_in_dates_of_the_practices_zone) {
  World world;
  world.practice.practice.timezone = "Pacific/Auckland";
  world.rules().advance_days = 1;
  world.block("00:00", "24:00").timezone = "UTC";
  world.service().slot_interval = every(360);
  world.now = instant("2026-03-10T10:59:00Z");  // 23:59 on the 10th in Auckland: up to the end of the 11th there
  BOOST_TEST(offered(world, "2026-03-10", "2026-03-12") == "2026-03-10T12:00 2026-03-10T18:00 2026-03-11T00:00 2026-03-11T06:00");
  world.now = instant("2026-03-10T11:00:00Z");
  BOOST_TEST(offered(world, "2026-03-11", "2026-03-12") ==
             "2026-03-11T00:00 2026-03-11T06:00 2026-03-11T12:00 2026-03-11T18:00 2026-03-12T00:00 2026-03-12T06:00");
}

BOOST_AUTO_TEST_CASE(no_time_lies_after_2037) {
  World world;
  world.block("09:00", "10:00");
  world.now = instant("2037-12-30T12:00:00Z");
  BOOST_TEST(offered(world, "2037-12-30", "2038-01-05") == "2037-12-31T09:00");
  BOOST_TEST(against(world, "2038-01-01T09:00:00Z") == "beyond_window");
}

// §3.7 seats

BOOST_AUTO_TEST_CASE(a_group_is_offered_while_seats_are_left_and_only_at_its_start) {
  World world;
  world.question.service = ServiceId{2};
  world.group().slot_interval = every(30);
  world.block("09:00", "12:00");
  world.booking("2026-03-10T10:00:00Z", "2026-03-10T11:00:00Z").seats_taken = 2;
  BOOST_TEST(offered(world, "2026-03-10") == "09:00 10:00 11:00");
  BOOST_TEST(against(world, "2026-03-10T09:30:00Z") == "conflict");
  world.booking("2026-03-10T10:00:00Z", "2026-03-10T11:00:00Z").source = BusySource::hold;
  BOOST_TEST(offered(world, "2026-03-10") == "09:00 11:00");
}

BOOST_AUTO_TEST_CASE(a_held_seat_is_free_again_when_its_hold_ends) {
  World world;
  world.question.service = ServiceId{2};
  world.block("10:00", "11:00");
  world.booking("2026-03-10T10:00:00Z", "2026-03-10T11:00:00Z").seats_taken = 2;
  BusyInterval& hold = world.booking("2026-03-10T10:00:00Z", "2026-03-10T11:00:00Z");
  hold.source = BusySource::hold;
  hold.hold_ends_at = instant("2026-03-02T00:00:00Z");
  BOOST_TEST(offered(world, "2026-03-10") == "");
  world.now = instant("2026-03-02T00:00:00Z");
  BOOST_TEST(offered(world, "2026-03-10") == "10:00");
}

BOOST_AUTO_TEST_CASE(seats_are_those_of_the_same_service_location_and_start_alone) {
  World world;
  world.question.service = ServiceId{2};
  world.block("10:00", "11:00");
  const auto with = [&](auto change) {
    World other = world;
    change(other.booking("2026-03-10T10:00:00Z", "2026-03-10T11:00:00Z"));
    return offered(other, "2026-03-10");
  };
  BOOST_TEST(with([](BusyInterval&) {}) == "10:00");
  BOOST_TEST(with([](BusyInterval& one) { one.service = ServiceId{1}; }) == "");
  BOOST_TEST(with([](BusyInterval& one) { one.service.reset(); }) == "");
  BOOST_TEST(with([](BusyInterval& one) { one.location = LocationId{2}; }) == "");
  BOOST_TEST(with([](BusyInterval& one) { one.source = BusySource::plugin; }) == "");
  BOOST_TEST(with([](BusyInterval& one) { one.start -= std::chrono::minutes{30}; }) == "");
  BOOST_TEST(with([](BusyInterval& one) { one.end += std::chrono::minutes{30}; }) == "10:00");
}

BOOST_AUTO_TEST_CASE(a_joined_group_still_keeps_its_distance_from_other_bookings) {
  World world;
  world.question.service = ServiceId{2};
  world.rules().buffer_after = Minutes{10};
  world.block("10:00", "11:00");
  world.booking("2026-03-10T10:00:00Z", "2026-03-10T11:00:00Z");
  BOOST_TEST(offered(world, "2026-03-10") == "10:00");
  world.booking("2026-03-10T11:05:00Z", "2026-03-10T12:00:00Z").service.reset();
  BOOST_TEST(offered(world, "2026-03-10") == "");
  BOOST_TEST(against(world, "2026-03-10T10:00:00Z") == "buffer");
}

BOOST_AUTO_TEST_CASE(a_service_with_one_seat_is_never_shared) {
  World world;
  world.block("10:00", "11:00");
  world.booking("2026-03-10T10:00:00Z", "2026-03-10T11:00:00Z").seats_taken = 0;
  BOOST_TEST(offered(world, "2026-03-10") == "");
}

// §3.8 rules

BOOST_AUTO_TEST_CASE(a_rule_is_the_providers_where_given_even_if_it_is_zero) {
  World world;
  world.block("09:00", "12:00");
  world.rules() = {Minutes{100'000}, 0, Minutes{60}, Minutes{60}, {}};
  world.booking("2026-03-10T10:00:00Z", "2026-03-10T11:00:00Z");
  BOOST_TEST(offered(world, "2026-03-10") == "");
  world.provider().rules = {Minutes{0}, 30, Minutes{0}, Minutes{0}, {}};
  BOOST_TEST(offered(world, "2026-03-10") == "09:00 11:00");
}

BOOST_AUTO_TEST_CASE(a_window_of_no_days_is_today) {
  World world;
  world.block("09:00", "10:00");
  world.rules().advance_days = 0;
  BOOST_TEST(offered(world, "2026-02-20", "2026-03-20") == "2026-03-01T09:00");
}

// Next and nearest

BOOST_AUTO_TEST_CASE(the_next_offer_is_looked_for_until_the_window_ends) {
  World world;
  world.rules().advance_days = 730;
  world.block_on("2028-02-20", "09:00", "11:00");
  const scheduling::PreparedCalendar calendar(world.calendar);
  const scheduling::Facts facts{world.practice, calendar, world.now};
  const auto next = scheduling::next_offer(facts, world.question, world.now);
  BOOST_REQUIRE(next.has_value());
  BOOST_TEST((next->start == instant("2028-02-20T09:00:00Z")));
  BOOST_TEST((next->end == instant("2028-02-20T10:00:00Z")));
  BOOST_TEST(
      (scheduling::next_offer(facts, world.question, instant("2028-02-20T09:00:00.000001Z"))->start == instant("2028-02-20T10:00:00Z")));
  BOOST_TEST(!scheduling::next_offer(facts, world.question, instant("2028-02-20T10:01:00Z")).has_value());
}

BOOST_AUTO_TEST_CASE(the_next_offer_may_have_a_later_date_farther_east) {
  World world;
  world.block("23:00", "24:00");
  world.block("01:00", "02:00").timezone = "Pacific/Kiritimati";  // 11:00 the day before, in UTC
  const scheduling::PreparedCalendar calendar(world.calendar);
  const auto next = scheduling::next_offer({world.practice, calendar, world.now}, world.question, world.now);
  BOOST_TEST((next->start == instant("2026-03-01T11:00:00Z")));
}

BOOST_AUTO_TEST_CASE(thousands_of_blocks_and_appointments_over_years_are_bounded_work) {
  World world;
  world.rules().advance_days = 730;
  for (int i = 0; i < 2000; ++i) world.block("09:00", "17:00");
  for (int i = 0; i < 20'000; ++i) {
    BusyInterval busy{};
    busy.start = instant("2020-01-01T09:00:00Z") + std::chrono::hours{i * 5};
    busy.end = busy.start + std::chrono::hours{4};
    world.calendar.busy.push_back(busy);
  }
  BOOST_TEST(offered(world, "2026-03-10", "2027-03-01").size() > 1000U);
  BOOST_TEST(against(world, "2026-03-10T18:00:00Z") != "");
}
