// SPDX-License-Identifier: AGPL-3.0-or-later
#include <boost/test/unit_test.hpp>
#include <thread>

#include "tests/integration/worker/bench.h"
#include "worker/rounds.h"

using namespace frontdesk;
using namespace frontdesk::test;
using namespace std::chrono_literals;

namespace {

const Instant noon = at("2026-12-01T17:00:00Z");

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

int deliver_all(Workshop& worker, Instant now) {
  int all = 0;
  while (const int some = deliver_mail(worker, now)) all += some;
  return all;
}

std::int64_t in_state(int state) { return database().number("SELECT COUNT(*) FROM outbox WHERE state = " + std::to_string(state)); }

}  // namespace

BOOST_AUTO_TEST_SUITE(mail_round)

BOOST_AUTO_TEST_CASE(T5_a_mail_says_the_practice_the_time_and_the_link_and_never_who_what_or_where) {
  const Bench bench;
  const auto practice = a_practice().with_service({.link_name = "couples-therapy"}).with_location({.link_name = "wharf-office"}).stored_in(database());
  put_mail(bench, practice, {}, noon);
  const auto worker = bench.worker();
  BOOST_TEST(deliver_all(*worker, noon) == 1);
  const auto messages = bench.messages();
  BOOST_REQUIRE(messages.size() == 1U);
  const std::string& text = messages.front();
  BOOST_TEST(has(text, "https://portal.example/o/" + practice.link_name + "/requests/" + link_token));
  BOOST_TEST(has(text, "Monday, December 7, 2026 at 9:00 AM, Eastern Standard Time"));
  BOOST_TEST(has(text, "To: <ana@example.org>"));
  BOOST_TEST(has(text, "Message-ID: <one@portal.example>"));
  for (const char* secret : {"couples", "wharf", "jane", "Jane", "therapy session", "phone call"}) BOOST_TEST(!has(text, secret), secret);
  BOOST_TEST(in_state(2) == 1);
}

BOOST_AUTO_TEST_CASE(every_kind_of_mail_can_be_written) {
  const Bench bench;
  const auto practice = a_practice().stored_in(database());
  for (const char* kind : {"request_received", "inquiry_received", "request_accepted", "request_declined", "message_waiting", "hold_ended", "fresh_link"}) {
    put_mail(bench, practice, {.template_name = kind, .message_id = std::string(kind) + "@portal.example"}, noon);
  }
  const auto worker = bench.worker();
  BOOST_TEST(deliver_all(*worker, noon) == 7);
  BOOST_TEST(in_state(2) == 7);
  for (const auto& text : bench.messages()) BOOST_TEST(!has(text, "{{"));
}

BOOST_AUTO_TEST_CASE(what_is_not_due_yet_waits) {
  const Bench bench;
  put_mail(bench, a_practice().stored_in(database()), {}, noon);
  const auto worker = bench.worker();
  BOOST_TEST(deliver_all(*worker, noon - 1s) == 0);
  BOOST_TEST(bench.messages().empty());
}

BOOST_AUTO_TEST_CASE(a_mail_that_could_not_be_delivered_is_tried_again_later_under_the_same_id) {
  const Bench bench;
  put_mail(bench, a_practice().stored_in(database()), {}, noon);
  const auto worker = bench.worker();
  bench.remove_mail_folder();
  BOOST_TEST(deliver_all(*worker, noon) == 1);
  BOOST_TEST(in_state(1) == 1);
  BOOST_TEST(deliver_all(*worker, noon + 30s) == 0);
  bench.make_mail_folder();
  BOOST_TEST(deliver_all(*worker, noon + 2min) == 1);
  BOOST_REQUIRE(bench.messages().size() == 1U);
  BOOST_TEST(has(bench.messages().front(), "Message-ID: <one@portal.example>"));
  BOOST_TEST(database().number("SELECT tries FROM outbox") == 2);
}

BOOST_AUTO_TEST_CASE(what_can_never_be_delivered_is_given_up_and_the_others_still_go) {
  const Bench bench;
  const auto practice = a_practice().stored_in(database());
  put_mail(bench, practice, {.template_name = "no_such_mail", .message_id = "a@portal.example"}, noon);
  put_mail(bench, practice, {.message_id = "b@portal.example", .payload = "{}"}, noon);
  put_mail(bench, practice, {.message_id = "c@portal.example", .payload = R"({"purpose":"request_page","link":"sealed with another key"})"}, noon);
  put_mail(bench, practice, {.message_id = "d@portal.example", .recipient = "a@b.example\r\nBcc: c@d.example"}, noon);
  put_mail(bench, practice, {.message_id = "e@portal.example"}, noon);
  const auto worker = bench.worker();
  BOOST_TEST(deliver_all(*worker, noon) == 5);
  BOOST_TEST(in_state(3) == 4);
  BOOST_TEST(in_state(2) == 1);
  BOOST_TEST(bench.messages().size() == 1U);
}

BOOST_AUTO_TEST_CASE(three_workers_deliver_every_mail_once) {
  const Bench bench;
  const auto practice = a_practice().stored_in(database());
  for (int i = 0; i < 60; ++i) put_mail(bench, practice, {.message_id = std::to_string(i) + "@portal.example"}, noon);
  std::vector<std::unique_ptr<Workshop>> workers;
  for (int i = 0; i < 3; ++i) workers.push_back(bench.worker());
  std::vector<std::thread> threads;
  for (const auto& worker : workers) threads.emplace_back([&] { deliver_all(*worker, noon); });
  for (auto& thread : threads) thread.join();
  deliver_all(*workers.front(), noon);
  BOOST_TEST(bench.messages().size() == 60U);
  BOOST_TEST(in_state(2) == 60);
  BOOST_TEST(database().number("SELECT MAX(tries) FROM outbox") == 1);
}

BOOST_AUTO_TEST_SUITE_END()
