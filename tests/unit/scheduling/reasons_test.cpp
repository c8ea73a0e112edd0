// SPDX-License-Identifier: AGPL-3.0-or-later
// Each code of CONTRACT §4 produced alone, with the facts that it carries.
#include <boost/test/unit_test.hpp>

#include "tests/unit/scheduling/asking.h"

using namespace frontdesk;
using namespace frontdesk::test;

namespace {

World open_all_day() {
  World world;
  world.block("00:00", "24:00");
  return world;
}
constexpr auto ten = "2026-03-10T10:00:00Z";

}  // namespace

BOOST_AUTO_TEST_CASE(nothing_stands_against_an_offered_start) {
  BOOST_TEST(against(open_all_day(), ten) == "");
  BOOST_TEST(verdict(open_all_day(), ten).is_offered());
}

BOOST_AUTO_TEST_CASE(scheduling_off_alone) {
  World world = open_all_day();
  world.practice.practice.public_scheduling = false;
  BOOST_TEST(against(world, ten) == "scheduling_off");
}

BOOST_AUTO_TEST_CASE(provider_not_public_alone) {
  World world = open_all_day();
  world.provider().is_public = false;
  BOOST_TEST(against(world, ten) == "provider_not_public");
}

BOOST_AUTO_TEST_CASE(service_not_offered_alone) {
  World world = open_all_day();
  world.provider().services = {{ServiceId{2}, {}}};
  BOOST_TEST(against(world, ten) == "service_not_offered");
}

BOOST_AUTO_TEST_CASE(service_not_online_alone) {
  World world = open_all_day();
  world.service().online = false;
  BOOST_TEST(against(world, ten) == "service_not_online");
}

BOOST_AUTO_TEST_CASE(client_type_not_accepted_alone) {
  World world = open_all_day();
  world.question.client_type = ClientType::couple;
  BOOST_TEST(against(world, ten) == "client_type_not_accepted");
}

BOOST_AUTO_TEST_CASE(not_at_location_alone) {
  World world = open_all_day();
  world.provider().locations = {LocationId{2}};
  BOOST_TEST(against(world, ten) == "not_at_location");
}

BOOST_AUTO_TEST_CASE(location_not_online_alone) {
  World world = open_all_day();
  world.location().online = false;
  BOOST_TEST(against(world, ten) == "location_not_online");
}

BOOST_AUTO_TEST_CASE(no_block_alone_names_the_nearest_block) {
  World world;
  world.block("12:00", "14:00");
  world.block_on("2026-03-20", "09:00", "10:00");
  BOOST_TEST(against(world, ten) == "no_block");
  const Reason reason = verdict(world, ten).reasons.front();
  BOOST_TEST((reason.blocks == std::vector{BlockId{1}}));
  BOOST_TEST((reason.nearest == std::vector{instant("2026-03-10T12:00:00Z")}));
}

BOOST_AUTO_TEST_CASE(no_block_finds_a_nearest_block_that_lies_far_away) {
  World world;
  world.block_on("2026-12-24", "09:00", "10:00");
  BOOST_TEST((verdict(world, ten).reasons.front().nearest == std::vector{instant("2026-12-24T09:00:00Z")}));
  BOOST_TEST((verdict(world, "2027-06-01T00:00:00Z").reasons.front().nearest == std::vector{instant("2026-12-24T09:00:00Z")}));
}

BOOST_AUTO_TEST_CASE(the_nearest_block_may_be_the_next_dates) {
  World world;
  world.block("00:15", "01:15");
  BOOST_TEST((verdict(world, "2026-03-10T23:30:00Z").reasons.front().nearest == std::vector{instant("2026-03-11T00:15:00Z")}));
  BOOST_TEST((verdict(world, "2026-03-10T12:00:00Z").reasons.front().nearest == std::vector{instant("2026-03-10T00:15:00Z")}));
}

BOOST_AUTO_TEST_CASE(no_block_without_any_block_names_none) {
  BOOST_TEST(against(World(), ten) == "no_block");
  BOOST_TEST(verdict(World(), ten).reasons.front().blocks.empty());
}

BOOST_AUTO_TEST_CASE(block_other_location_alone) {
  World world = open_all_day();
  world.provider().blocks.front().locations = {LocationId{2}};
  BOOST_TEST(against(world, ten) == "block_other_location");
  BOOST_TEST((verdict(world, ten).reasons.front().blocks == std::vector{BlockId{1}}));
}

BOOST_AUTO_TEST_CASE(block_other_format_alone) {
  World world = open_all_day();
  world.provider().blocks.front().session_formats = {SessionFormat::video, SessionFormat::in_person};
  BOOST_TEST(against(world, ten) == "block_other_format");
}

BOOST_AUTO_TEST_CASE(block_other_service_alone) {
  World world = open_all_day();
  world.provider().blocks.front().services = {ServiceId{2}};
  BOOST_TEST(against(world, ten) == "block_other_service");
}

BOOST_AUTO_TEST_CASE(block_other_audience_alone) {
  World world = open_all_day();
  world.provider().blocks.front().audience = BlockAudience::existing_clients;
  BOOST_TEST(against(world, ten) == "block_other_audience");
}

BOOST_AUTO_TEST_CASE(does_not_fit_alone) {
  World world;
  world.block("09:00", "10:50");
  BOOST_TEST(against(world, ten) == "does_not_fit");
  BOOST_TEST(verdict(world, ten).reasons.front().amount == 60);
}

BOOST_AUTO_TEST_CASE(off_grid_alone_names_the_nearest_starts) {
  World world;
  world.block("09:30", "12:30");
  BOOST_TEST(against(world, ten) == "off_grid");
  BOOST_TEST(
      (verdict(world, ten).reasons.front().nearest == std::vector{instant("2026-03-10T09:30:00Z"), instant("2026-03-10T10:30:00Z")}));
}

BOOST_AUTO_TEST_CASE(off_grid_past_the_last_start_names_the_last_one_alone) {
  World world;
  world.block("09:00", "12:30");
  BOOST_TEST(against(world, "2026-03-10T11:10:00Z") == "off_grid");
  BOOST_TEST((verdict(world, "2026-03-10T11:10:00Z").reasons.front().nearest == std::vector{instant("2026-03-10T11:00:00Z")}));
}

BOOST_AUTO_TEST_CASE(time_off_alone) {
  World world = open_all_day();
  world.time_off("2026-03-10T10:30:00Z", "2026-03-10T10:40:00Z");
  BOOST_TEST(against(world, ten) == "time_off");
  BOOST_TEST((verdict(world, ten).reasons.front().blocked_from == instant("2026-03-10T10:30:00Z")));
}

BOOST_AUTO_TEST_CASE(conflict_alone_names_its_source) {
  for (const auto source : {BusySource::appointment, BusySource::hold, BusySource::plugin}) {
    World world = open_all_day();
    world.booking("2026-03-10T10:59:00Z", "2026-03-10T12:00:00Z").source = source;
    BOOST_TEST(against(world, ten) == "conflict");
    BOOST_TEST((verdict(world, ten).reasons.front().source == source));
    BOOST_TEST((verdict(world, ten).reasons.front().blocked_until == instant("2026-03-10T12:00:00Z")));
  }
}

BOOST_AUTO_TEST_CASE(buffer_alone_says_how_long_and_whose) {
  World world = open_all_day();
  world.rules().buffer_after = Minutes{10};
  world.booking("2026-03-10T11:09:00Z", "2026-03-10T12:00:00Z");
  BOOST_TEST(against(world, ten) == "buffer");
  BOOST_TEST(verdict(world, ten).reasons.front().amount == 10);
  BOOST_TEST((verdict(world, ten).reasons.front().owner == RuleOwner::practice));
  world.provider().rules.buffer_before = Minutes{5};
  BOOST_TEST(verdict(world, ten).reasons.front().amount == 15);
  BOOST_TEST((verdict(world, ten).reasons.front().owner == RuleOwner::provider));
}

BOOST_AUTO_TEST_CASE(min_notice_alone_says_how_long_and_whose) {
  World world = open_all_day();
  world.rules().min_notice = Minutes{15'000};
  BOOST_TEST(against(world, ten) == "min_notice");
  BOOST_TEST(verdict(world, ten).reasons.front().amount == 15'000);
  world.provider().rules.min_notice = Minutes{14'000};
  BOOST_TEST(verdict(world, ten).reasons.front().amount == 14'000);
  BOOST_TEST((verdict(world, ten).reasons.front().owner == RuleOwner::provider));
}

BOOST_AUTO_TEST_CASE(the_past_is_min_notice) {
  BOOST_TEST(against(open_all_day(), "2026-02-28T23:00:00Z") == "min_notice");
}

BOOST_AUTO_TEST_CASE(beyond_window_alone_says_how_far_and_whose) {
  World world = open_all_day();
  world.rules().advance_days = 8;
  BOOST_TEST(against(world, ten) == "beyond_window");
  BOOST_TEST(verdict(world, ten).reasons.front().amount == 8);
  world.provider().rules.advance_days = 7;
  BOOST_TEST((verdict(world, ten).reasons.front().owner == RuleOwner::provider));
}

BOOST_AUTO_TEST_CASE(every_reason_is_given_once_and_in_order) {
  World world;
  world.block("09:00", "10:30").locations = {LocationId{2}};
  AvailabilityBlock& second = world.block("09:00", "11:00");
  second.audience = BlockAudience::internal;
  second.services = {ServiceId{2}};
  second.locations = {LocationId{2}};
  world.practice.practice.public_scheduling = false;
  world.provider().is_public = false;
  world.provider().services.clear();
  world.provider().locations.clear();
  world.service().online = false;
  world.location().online = false;
  world.question.client_type = ClientType::family;
  world.rules().advance_days = 1;
  world.rules().min_notice = Minutes{30'000};
  world.rules().buffer_after = Minutes{30};
  world.time_off("2026-03-10T10:00:00Z", "2026-03-10T11:00:00Z");
  world.time_off("2026-03-10T10:00:00Z", "2026-03-10T12:00:00Z");
  world.booking("2026-03-10T09:30:00Z", "2026-03-10T10:30:00Z");
  world.booking("2026-03-10T10:30:00Z", "2026-03-10T10:40:00Z");
  world.booking("2026-03-10T11:00:00Z", "2026-03-10T12:00:00Z");
  BOOST_TEST(against(world, ten) ==
             "scheduling_off provider_not_public service_not_offered service_not_online client_type_not_accepted not_at_location "
             "location_not_online "
             "block_other_location block_other_service block_other_audience time_off conflict buffer min_notice beyond_window");
  BOOST_TEST((verdict(world, ten).reasons[7].blocks == std::vector{BlockId{1}, BlockId{2}}));
}

BOOST_AUTO_TEST_CASE(a_service_that_the_provider_does_not_offer_is_measured_by_its_own_duration) {
  World world;
  world.block("09:00", "11:00");
  world.provider().services = {{ServiceId{2}, {}}};
  world.service().duration = Minutes{90};
  BOOST_TEST(against(world, "2026-03-10T09:00:00Z") == "service_not_offered");
  BOOST_TEST(against(world, "2026-03-10T09:45:00Z") == "service_not_offered does_not_fit off_grid");
}

BOOST_AUTO_TEST_CASE(where_counting_intervals_hold_it_other_blocks_are_not_named) {
  World world;
  world.block("09:00", "10:30");
  world.block("09:00", "18:00").locations = {LocationId{2}};
  BOOST_TEST(against(world, ten) == "does_not_fit");
  BOOST_TEST(against(world, "2026-03-10T10:30:00Z") == "block_other_location");
}

BOOST_AUTO_TEST_CASE(a_question_about_what_is_not_there_is_refused) {
  World world = open_all_day();
  world.question.service = ServiceId{9};
  BOOST_CHECK_THROW((void)verdict(world, ten), std::invalid_argument);
  world = open_all_day();
  world.calendar.provider = ProviderId{9};
  BOOST_CHECK_THROW((void)verdict(world, ten), std::invalid_argument);
  world = open_all_day();
  world.provider().blocks.front().timezone = "Mars/Olympus";
  BOOST_CHECK_THROW((void)verdict(world, ten), std::runtime_error);
  BOOST_CHECK_THROW((void)offered(world, "2026-03-10"), std::runtime_error);
}
