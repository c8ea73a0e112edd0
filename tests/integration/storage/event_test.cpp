// SPDX-License-Identifier: AGPL-3.0-or-later
#include <boost/test/unit_test.hpp>

#include "storage/event_repository.h"
#include "tests/support/practices.h"

using namespace frontdesk;
using namespace frontdesk::test;
using namespace std::chrono_literals;
using storage::AccessMode;

namespace {

const Instant now = at("2026-12-01T14:00:00Z");

template <class Use>
auto in_transaction(const Use& use) {
  const auto unit = database().pool().begin(AccessMode::read_write);
  auto outcome = use(unit->events());
  unit->commit();
  return outcome;
}

EventId stored(const StoredPractice& practice, std::string_view kind = "request_received") {
  return in_transaction(
      [&](auto& events) { return events.insert({.practice = practice.id, .kind = kind, .conversation = {}, .request = {}, .at = now}); });
}

/// Of this practice only: suites share a database.
std::vector<Event> unplanned(const StoredPractice& practice) {
  auto all = in_transaction([](auto& events) { return events.unplanned(1000); });
  std::erase_if(all, [&](const Event& event) { return event.practice != practice.id; });
  return all;
}

std::vector<storage::DueDelivery> due(const StoredPractice& practice, Instant when = now) {
  auto all = in_transaction([&](auto& events) { return events.due(when, 1000); });
  std::erase_if(all, [&](const storage::DueDelivery& delivery) { return delivery.event.practice != practice.id; });
  return all;
}

bool plan(const Event& event, const std::vector<std::string>& plugins) {
  return in_transaction([&](auto& events) { return events.plan(event, plugins, now); });
}

bool deliver(const storage::DueDelivery& delivery) {
  return in_transaction([&](auto& events) { return events.mark_delivered(delivery, now); });
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_event_is_planned_once) {
  const auto practice = a_practice().stored_in(database());
  const auto id = stored(practice);
  const auto events = unplanned(practice);
  BOOST_REQUIRE(events.size() == 1U);
  BOOST_TEST((events.front().id == id && events.front().kind == "request_received" && events.front().at == now));
  BOOST_TEST(due(practice).empty());
  BOOST_TEST(plan(events.front(), {"claims", "notices"}));
  BOOST_TEST(!plan(events.front(), {"claims", "notices"}));
  BOOST_TEST(unplanned(practice).empty());
  BOOST_TEST(due(practice).size() == 2U);
}

BOOST_AUTO_TEST_CASE(an_event_that_nobody_observes_is_done_with) {
  const auto practice = a_practice().stored_in(database());
  stored(practice);
  BOOST_TEST(plan(unplanned(practice).front(), {}));
  BOOST_TEST(unplanned(practice).empty());
  BOOST_TEST(due(practice).empty());
}

BOOST_AUTO_TEST_CASE(a_plugin_receives_events_in_their_order) {
  const auto practice = a_practice().stored_in(database());
  const auto first = stored(practice);
  const auto second = stored(practice);
  for (const auto& event : unplanned(practice)) plan(event, {"claims"});
  auto next = due(practice);
  BOOST_REQUIRE(next.size() == 1U);
  BOOST_TEST((next.front().event.id == first));
  // One that has to wait keeps the later ones waiting.
  in_transaction([&](auto& events) { return events.mark_failed(next.front(), now + 1min), 0; });
  BOOST_TEST(due(practice).empty());
  next = due(practice, now + 1min);
  BOOST_REQUIRE(next.size() == 1U);
  BOOST_TEST((next.front().event.id == first));
  BOOST_TEST(next.front().tries == 1);
  BOOST_TEST(deliver(next.front()));
  next = due(practice);
  BOOST_REQUIRE(next.size() == 1U);
  BOOST_TEST((next.front().event.id == second));
}

BOOST_AUTO_TEST_CASE(of_two_workers_one_delivers) {
  const auto practice = a_practice().stored_in(database());
  stored(practice);
  plan(unplanned(practice).front(), {"claims"});
  const auto next = due(practice);
  BOOST_REQUIRE(next.size() == 1U);
  BOOST_TEST(deliver(next.front()));
  BOOST_TEST(!deliver(next.front()));
  BOOST_TEST(due(practice).empty());
}

BOOST_AUTO_TEST_CASE(another_plugin_or_practice_keeps_nobody_waiting) {
  const auto ours = a_practice().stored_in(database());
  const auto theirs = a_practice().stored_in(database());
  stored(ours);
  stored(theirs);
  plan(unplanned(ours).front(), {"claims", "notices"});
  plan(unplanned(theirs).front(), {"claims"});
  in_transaction([&](auto& events) { return events.mark_failed(due(ours).front(), now + 1h), 0; });
  BOOST_TEST(due(ours).size() == 1U);
  BOOST_TEST(due(theirs).size() == 1U);
}
