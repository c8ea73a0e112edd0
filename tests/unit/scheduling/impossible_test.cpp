// SPDX-License-Identifier: AGPL-3.0-or-later
#include "scheduling/impossible.h"

#include <boost/test/unit_test.hpp>

#include "scheduling/words.h"
#include "tests/support/worlds.h"

using namespace frontdesk;
using namespace frontdesk::test;
using scheduling::Impossible;
using scheduling::ImpossibleKind;

namespace {

World sound() {
  World world;
  world.block("09:00", "12:00");
  return world;
}

std::string found(const World& world) {
  std::string text;
  for (const Impossible& one : scheduling::find_impossible(world.practice)) {
    text += (text.empty() ? "" : " ") + std::string(scheduling::code_of(one.kind));
    if (one.block.is_set()) text += ":block" + std::to_string(one.block.value());
    if (one.service.is_set()) text += ":service" + std::to_string(one.service.value());
    if (one.location.is_set()) text += ":location" + std::to_string(one.location.value());
    BOOST_TEST(!scheduling::text_of(world.practice, one).empty());
  }
  return text;
}

}  // namespace

BOOST_AUTO_TEST_CASE(sound_settings_have_no_finding) {
  BOOST_TEST(found(sound()) == "");
}

BOOST_AUTO_TEST_CASE(a_notice_past_the_window_is_found) {
  World world = sound();
  world.rules().advance_days = 1;
  world.rules().min_notice = Minutes{2 * 1440 - 1};
  BOOST_TEST(found(world) == "");
  world.rules().min_notice = Minutes{2 * 1440};
  BOOST_TEST(found(world) == "window_shorter_than_notice");
  world.provider().rules.advance_days = 30;
  world.rules().min_notice = Minutes{0};
  BOOST_TEST(found(world) == "");
  world.provider().rules.min_notice = Minutes{32 * 1440};
  BOOST_TEST(found(world) == "window_shorter_than_notice");
}

BOOST_AUTO_TEST_CASE(a_block_shorter_than_every_service_it_allows_is_found) {
  World world = sound();
  AvailabilityBlock& block = world.block("14:00", "14:50");
  BOOST_TEST(found(world) == "block_shorter_than_services:block2");
  world.provider().services.back().duration = Minutes{50};
  BOOST_TEST(found(world) == "");
  world.provider().blocks.back().services = {ServiceId{1}};
  BOOST_TEST(found(world) == "block_shorter_than_services:block2");
  block.start = wall("12:00");
  block.end = wall("12:30");
  BOOST_TEST(found(world) == "");  // it lengthens the one that it touches
}

BOOST_AUTO_TEST_CASE(a_block_for_a_location_or_service_that_is_not_the_providers_is_found) {
  World world = sound();
  world.provider().locations = {LocationId{1}};
  world.provider().services = {{ServiceId{1}, {}}};
  AvailabilityBlock& block = world.block("14:00", "16:00");
  block.locations = {LocationId{1}, LocationId{2}};
  block.services = {ServiceId{2}, ServiceId{1}};
  BOOST_TEST(found(world) == "block_location_not_worked_at:block2:location2 block_service_not_offered:block2:service2");
}

BOOST_AUTO_TEST_CASE(a_public_provider_whom_nobody_can_book_is_found) {
  World world = sound();
  world.service().online = false;
  world.group().client_types = ClientTypes{ClientType::family};
  BOOST_TEST(found(world) == "public_provider_without_service");
  world.provider().is_public = false;
  BOOST_TEST(found(world) == "");
  world.provider().is_public = true;
  world.service().online = true;
  world.practice.locations.front().online = false;
  world.practice.locations.back().online = false;
  BOOST_TEST(found(world) == "public_provider_without_service");
}

BOOST_AUTO_TEST_CASE(a_service_or_location_without_a_block_is_found) {
  World world;
  AvailabilityBlock& block = world.block("09:00", "12:00");
  block.services = {ServiceId{1}};
  block.session_formats = {SessionFormat::phone};
  BOOST_TEST(found(world) == "service_without_block:service2 location_without_block:location2");
}

BOOST_AUTO_TEST_CASE(findings_say_what_to_do) {
  World world = sound();
  world.provider().locations = {LocationId{1}};
  world.provider().blocks.front().locations = {LocationId{2}};
  const auto findings = scheduling::find_impossible(world.practice);
  BOOST_REQUIRE(!findings.empty());
  BOOST_TEST(scheduling::text_of(world.practice, findings.front()) ==
             "jane: block mon tue wed thu fri sat sun 09:00-12:00 (locations room) names room, where jane doesn't work; add the location "
             "to the provider or take it out of the block");
}
