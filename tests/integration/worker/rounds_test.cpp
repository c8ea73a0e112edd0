// SPDX-License-Identifier: AGPL-3.0-or-later
#include <boost/test/unit_test.hpp>
#include <thread>

#include "storage/calendar_repository.h"
#include "storage/event_repository.h"
#include "tests/integration/worker/bench.h"
#include "worker/rounds.h"

using namespace frontdesk;
using namespace frontdesk::test;
using namespace std::chrono_literals;
using storage::AccessMode;

namespace {

const Instant noon = at("2026-12-01T17:00:00Z");

RequestId a_held_request(const StoredPractice& practice, Instant hold_ends_at) {
  const Instant start = at("2026-12-07T14:00:00Z");
  const RequestId request = a_request(database(), practice, start, start + 50min);
  const auto unit = database().pool().begin(AccessMode::read_write);
  unit->calendars().lock(practice.id, practice.provider());
  unit->calendars().hold_seat({.practice = practice.id,
                               .request = request,
                               .provider = practice.provider(),
                               .service = practice.service(),
                               .location = practice.location(),
                               .start = start,
                               .end = start + 50min,
                               .hold_ends_at = hold_ends_at});
  unit->commit();
  return request;
}

void an_event(const StoredPractice& practice, std::string_view kind, Instant when = noon) {
  const auto unit = database().pool().begin(AccessMode::read_write);
  unit->events().insert({.practice = practice.id, .kind = kind, .conversation = {}, .request = {}, .at = when});
  unit->commit();
}

void pass_on_all(Workshop& worker, Instant now) {
  while (pass_on_events(worker, now) > 0) {
  }
}

std::int64_t seen(const StoredPractice& practice, const std::string& kind) {
  return database().number("SELECT COUNT(*) FROM watcher_seen WHERE practice_id = " + std::to_string(practice.id.value()) + " AND kind = '" + kind + "'");
}

void trouble(const StoredPractice& practice, const std::string& kind) {
  database().run("INSERT INTO watcher_trouble VALUES (" + std::to_string(practice.id.value()) + ", '" + kind + "')");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rounds)

BOOST_AUTO_TEST_CASE(a_hold_ends_when_its_time_is_up_and_not_before) {
  const Bench bench;
  const auto practice = a_practice().stored_in(database());
  const RequestId request = a_held_request(practice, noon);
  const auto worker = bench.worker();
  const std::string seat = "SELECT state FROM seat WHERE request_id = " + std::to_string(request.value());
  BOOST_TEST(end_holds(*worker, noon - 1s) == 0);
  BOOST_TEST(database().number(seat) == 1);
  BOOST_TEST(end_holds(*worker, noon) == 1);
  BOOST_TEST(database().number(seat) == 3);
  BOOST_TEST(end_holds(*worker, noon + 1s) == 0);
  BOOST_TEST(database().number("SELECT COUNT(*) FROM event WHERE kind = 'hold_ended'") == 1);
}

BOOST_AUTO_TEST_CASE(an_event_reaches_who_observes_its_kind_once_and_nobody_else) {
  const Bench bench;
  const auto practice = a_practice().stored_in(database());
  an_event(practice, "request_received");
  an_event(practice, "request_accepted");
  const auto worker = bench.worker();
  pass_on_all(*worker, noon);
  pass_on_all(*worker, noon + 1h);
  BOOST_TEST(seen(practice, "request_received") == 1);
  BOOST_TEST(seen(practice, "request_accepted") == 0);
}

BOOST_AUTO_TEST_CASE(events_come_in_the_order_in_which_they_happened) {
  const Bench bench;
  const auto practice = a_practice().stored_in(database());
  for (int i = 0; i < 20; ++i) an_event(practice, i % 2 == 0 ? "request_received" : "hold_ended");
  const auto worker = bench.worker();
  pass_on_all(*worker, noon);
  BOOST_TEST(database().number("SELECT COUNT(*) FROM watcher_seen") == 20);
  BOOST_TEST(database().number("SELECT COUNT(*) FROM (SELECT event_id, LAG(event_id) OVER (ORDER BY number) AS before_it FROM watcher_seen) s WHERE before_it > event_id") == 0);
}

BOOST_AUTO_TEST_CASE(an_observer_that_fails_gets_the_event_again_later_and_leaves_nothing_half_done) {
  const Bench bench;
  const auto practice = a_practice().stored_in(database());
  const auto other = a_practice().stored_in(database());
  trouble(practice, "request_received");
  an_event(practice, "request_received");
  an_event(practice, "hold_ended");
  an_event(other, "request_received");
  const auto worker = bench.worker();
  pass_on_all(*worker, noon);
  BOOST_TEST(seen(practice, "half done") == 0);
  BOOST_TEST(seen(practice, "hold_ended") == 0);
  BOOST_TEST(seen(other, "request_received") == 1);
  database().run("DELETE FROM watcher_trouble");
  pass_on_all(*worker, noon + 30s);
  BOOST_TEST(seen(practice, "request_received") == 0);
  pass_on_all(*worker, noon + 2min);
  BOOST_TEST(seen(practice, "request_received") == 1);
  BOOST_TEST(seen(practice, "hold_ended") == 1);
}

BOOST_AUTO_TEST_CASE(a_plugin_that_a_practice_turned_off_receives_nothing_of_it) {
  const Bench bench;
  const auto practice = a_practice().stored_in(database());
  database().run("INSERT INTO practice_plugin VALUES (" + std::to_string(practice.id.value()) + ", 'watcher', FALSE)");
  an_event(practice, "request_received");
  const auto worker = bench.worker();
  pass_on_all(*worker, noon);
  BOOST_TEST(seen(practice, "request_received") == 0);
}

BOOST_AUTO_TEST_CASE(three_workers_give_a_plugin_each_event_once_and_in_order) {
  const Bench bench;
  const auto practice = a_practice().stored_in(database());
  for (int i = 0; i < 15; ++i) an_event(practice, "request_received");
  std::vector<std::unique_ptr<Workshop>> workers;
  for (int i = 0; i < 3; ++i) workers.push_back(bench.worker());
  std::vector<std::thread> threads;
  for (const auto& worker : workers) {
    threads.emplace_back([&] {
      for (int round = 0; round < 30; ++round) pass_on_events(*worker, noon);
    });
  }
  for (auto& thread : threads) thread.join();
  pass_on_all(*workers.front(), noon + 1h);
  BOOST_TEST(seen(practice, "request_received") == 15);
  BOOST_TEST(database().number("SELECT COUNT(DISTINCT event_id) FROM watcher_seen") == 15);
}

BOOST_AUTO_TEST_CASE(a_job_runs_once_a_period_however_many_workers_there_are) {
  const Bench bench;
  const auto practice = a_practice().stored_in(database());
  const std::string id = std::to_string(practice.id.value());
  database().run("INSERT INTO watcher_run (practice_id) VALUES (" + id + ")");
  const std::string runs = "SELECT runs FROM watcher_run WHERE practice_id = " + id;
  const auto one = bench.worker();
  const auto two = bench.worker();
  run_jobs(*one, noon);
  run_jobs(*two, noon + 10s);
  run_jobs(*one, noon + 4min);
  BOOST_TEST(database().number(runs) == 1);
  run_jobs(*two, noon + 5min);
  run_jobs(*one, noon + 5min);
  BOOST_TEST(database().number(runs) == 2);
}

BOOST_AUTO_TEST_SUITE_END()
