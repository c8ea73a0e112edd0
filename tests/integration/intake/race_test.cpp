// SPDX-License-Identifier: AGPL-3.0-or-later
// Invariant 1 of the design: however many ask at once over however many hosts, as many get a time as there are seats.
#include <atomic>
#include <barrier>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <thread>

#include "storage/mysql/database.h"
#include "tests/support/desk.h"

using namespace frontdesk;
using namespace frontdesk::test;
using namespace std::chrono_literals;

namespace {

constexpr int visitors = 64;

int rounds(int usual) {
  const char* const is_long = std::getenv("FRONTDESK_LONG");
  return is_long != nullptr && *is_long == '1' ? 200 : usual;
}

struct Outcomes {
  std::atomic<int> stored = 0;
  std::atomic<int> was_there = 0;
  std::atomic<int> not_offered = 0;
  std::atomic<int> other = 0;
};

void count(Outcomes& outcomes, const Result<Submitted, SubmitRefusal>& outcome) {
  if (outcome) {
    ++(outcome->was_there ? outcomes.was_there : outcomes.stored);
  } else if (outcome.error().kind == SubmitRefusal::Kind::not_offered) {
    ++outcomes.not_offered;
  } else {
    ++outcomes.other;
  }
}

/// Two hosts' worth of connections.
struct TwoHosts {
  std::unique_ptr<storage::Database> pools[2] = {storage::mysql::make_database(database().serving(), visitors / 2),
                                                 storage::mysql::make_database(database().serving(), visitors / 2)};

  template <class Draft>
  void all_at_once(const StoredPractice& practice, const Draft& draft_of, Outcomes& outcomes) {
    std::barrier start(visitors);
    std::vector<std::thread> threads;
    for (int visitor = 0; visitor < visitors; ++visitor) {
      threads.emplace_back([&, visitor] {
        Desk desk(practice, tuesday, *pools[visitor % 2]);
        const RequestDraft draft = draft_of(visitor);
        start.arrive_and_wait();
        try {
          count(outcomes, desk.submit(draft));
        } catch (const std::exception&) {
          ++outcomes.other;
        }
      });
    }
    for (auto& thread : threads) thread.join();
  }
};

/// 9:00, 9:50, … by the clock in New York, Tuesdays to Fridays; 200 of them end before the clocks change.
Instant start_of(int round) {
  const int day = round / 9;
  return nine_oclock + std::chrono::days(day / 4 * 7 + day % 4) + 50min * (round % 9);
}

}  // namespace

BOOST_AUTO_TEST_CASE(of_many_visitors_for_one_time_exactly_one_gets_it) {
  const auto practice = a_practice().with_window(730).stored_in(database());
  TwoHosts hosts;
  for (int round = 0; round < rounds(9); ++round) {
    Outcomes outcomes;
    hosts.all_at_once(
        practice, [&](int) { return a_request_for(practice, start_of(round)); }, outcomes);
    BOOST_TEST(outcomes.stored == 1);
    BOOST_TEST(outcomes.not_offered == visitors - 1);
    BOOST_TEST(outcomes.other == 0);
  }
  BOOST_TEST(count_rows(practice, "seat", "state = 1") == rounds(9));
  BOOST_TEST(count_rows(practice, "request") == rounds(9));
  BOOST_TEST(count_rows(practice, "conversation") == rounds(9));
}

BOOST_AUTO_TEST_CASE(of_many_visitors_for_one_group_as_many_get_a_seat_as_there_are) {
  const auto practice = a_practice().with_window(730).with_service({.link_name = "consultation", .seats = 5}).stored_in(database());
  TwoHosts hosts;
  for (int round = 0; round < rounds(4); ++round) {
    Outcomes outcomes;
    hosts.all_at_once(
        practice, [&](int) { return a_request_for(practice, start_of(round)); }, outcomes);
    BOOST_TEST(outcomes.stored == 5);
    BOOST_TEST(outcomes.not_offered == visitors - 5);
    BOOST_TEST(outcomes.other == 0);
  }
  BOOST_TEST(count_rows(practice, "appointment") == rounds(4));
}

BOOST_AUTO_TEST_CASE(of_many_visitors_for_overlapping_times_none_overlap) {
  // Two services of different length on one provider: starts differ, times overlap.
  auto builder = a_practice();
  builder.with_service({.link_name = "consultation", .duration_minutes = 50}).with_service({.link_name = "short", .duration_minutes = 20});
  const auto practice = builder.stored_in(database());
  TwoHosts hosts;
  Outcomes outcomes;
  hosts.all_at_once(
      practice,
      [&](int visitor) {
        auto draft = a_request_for(practice, nine_oclock + (visitor % 2 == 0 ? 50min : 20min) * (visitor % 5));
        if (visitor % 2 == 1) draft.time->service = practice.service("short");
        return draft;
      },
      outcomes);
  BOOST_TEST(outcomes.stored > 0);
  BOOST_TEST(outcomes.other == 0);
  BOOST_TEST(database().number(
                 "SELECT COUNT(*) FROM appointment a JOIN appointment b ON a.practice_id = b.practice_id AND a.provider_id = b.provider_id "
                 "AND a.id < b.id AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at WHERE a.practice_id = " +
                 std::to_string(practice.id.value())) == 0);
}

BOOST_AUTO_TEST_CASE(one_form_sent_many_times_at_once_is_one_request) {
  const auto practice = a_practice().stored_in(database());
  TwoHosts hosts;
  for (const auto& draft : {a_request_for(practice), an_inquiry()}) {
    Outcomes outcomes;
    hosts.all_at_once(
        practice, [&](int) { return draft; }, outcomes);
    BOOST_TEST(outcomes.stored == 1);
    BOOST_TEST(outcomes.was_there == visitors - 1);
  }
  BOOST_TEST(count_rows(practice, "request") == 2);
  BOOST_TEST(count_rows(practice, "conversation") == 2);
  BOOST_TEST(count_rows(practice, "seat") == 1);
  BOOST_TEST(mails_of(practice).size() == 2U);
}

BOOST_AUTO_TEST_CASE(of_many_wrong_answers_at_once_no_more_than_ten_are_looked_at) {
  const auto practice = a_practice().stored_in(database());
  Desk desk(practice);
  BOOST_REQUIRE(desk.submit(a_request_for(practice)).has_value());
  const std::string token = mails_of(practice).back().read.link_token.reveal();
  TwoHosts hosts;
  std::barrier start(visitors);
  std::vector<std::thread> threads;
  std::atomic<int> opened = 0;
  for (int visitor = 0; visitor < visitors; ++visitor) {
    threads.emplace_back([&, visitor] {
      Desk guesser(practice, tuesday, *hosts.pools[visitor % 2]);
      start.arrive_and_wait();
      guesser.as_visitor([&](Intake& intake) {
        if (intake.answer(token, LinkPurpose::request_page, Sensitive<std::string>("guess"))) ++opened;
        return 0;
      });
    });
  }
  for (auto& thread : threads) thread.join();
  BOOST_TEST(opened == 0);
  BOOST_TEST(count_rows(practice, "private_link", "kind = 2 AND wrong_answers = 10") == 1);
  BOOST_TEST(mails_of(practice).size() == 2U);
}
