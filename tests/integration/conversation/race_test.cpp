// SPDX-License-Identifier: AGPL-3.0-or-later
// Of those who decide at once, one wins and the others are told.
#include <atomic>
#include <barrier>
#include <boost/test/unit_test.hpp>
#include <thread>

#include "application/conversation_act.h"
#include "tests/support/desk.h"

using namespace frontdesk;
using namespace frontdesk::test;
using namespace std::chrono_literals;

namespace {

constexpr int rounds = 12;
constexpr int each = 4;

struct Tally {
  std::atomic<int> accepted = 0;
  std::atomic<int> declined = 0;
  std::atomic<int> withdrawn = 0;
  std::atomic<int> told = 0;
};

void all_decide(const StoredPractice& practice, const StaffMember& owner, const Submitted& sent, Tally& tally) {
  std::barrier start(3 * each);
  std::vector<std::thread> threads;
  const auto run = [&](auto act) {
    threads.emplace_back([&, act] {
      Desk desk(practice);
      start.arrive_and_wait();
      act(desk);
    });
  };
  const Sensitive<std::string> nothing;
  const auto count = [&](const Result<Done, DecisionRefusal>& outcome, std::atomic<int>& wins) {
    const bool was_told =
        !outcome.has_value() && (outcome.error() == DecisionRefusal::changed || outcome.error() == DecisionRefusal::not_possible);
    if (outcome.has_value()) ++wins;
    if (was_told) ++tally.told;
  };
  for (int i = 0; i < each; ++i) {
    run([&](Desk& desk) {
      count(desk.as_staff(owner, [&](Conversations& c) { return c.accept(sent.conversation, 1, nothing); }), tally.accepted);
    });
    run([&](Desk& desk) {
      count(desk.as_staff(owner, [&](Conversations& c) { return c.decline(sent.conversation, 1, nothing); }), tally.declined);
    });
    run([&](Desk& desk) {
      ++(desk.as_visitor([&](Intake& intake) { return intake.withdraw(sent.request); }) ? tally.withdrawn : tally.told);
    });
  }
  for (auto& thread : threads) thread.join();
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_request_that_many_decide_at_once_is_decided_once) {
  const auto practice = a_practice().stored_in(database());
  Desk desk(practice);
  const auto owner = desk.member(StaffRole::owner);
  for (int round = 0; round < rounds; ++round) {
    const Instant start = nine_oclock + std::chrono::days(round / 9) + 50min * (round % 9);
    const auto sent = desk.submit(a_request_for(practice, start));
    BOOST_REQUIRE(sent.has_value());
    const auto busy_before = desk.busy().size() - 1;
    Tally tally;
    all_decide(practice, owner, *sent, tally);
    BOOST_TEST(tally.accepted + tally.declined + tally.withdrawn == 1);
    BOOST_TEST(tally.told == 3 * each - 1);
    BOOST_TEST(desk.busy().size() == busy_before + static_cast<std::size_t>(tally.accepted));
    const auto view = desk.as_staff(owner, [&](Conversations& c) { return c.find(sent->conversation); });
    BOOST_TEST(view->history.size() == 2U);
    BOOST_TEST((view->request.state != RequestState::requested));
  }
}

BOOST_AUTO_TEST_CASE(an_inquiry_that_many_decide_at_once_is_decided_once) {
  const auto practice = a_practice().stored_in(database());
  Desk desk(practice);
  const auto owner = desk.member(StaffRole::owner);
  for (int round = 0; round < rounds; ++round) {
    const auto sent = desk.submit(an_inquiry());
    Tally tally;
    all_decide(practice, owner, *sent, tally);
    BOOST_TEST(tally.accepted == 0);
    BOOST_TEST(tally.declined + tally.withdrawn == 1);
    BOOST_TEST(tally.told == 3 * each - 1);
  }
}

BOOST_AUTO_TEST_CASE(two_ended_holds_on_one_time_are_accepted_once) {
  const auto practice = a_practice().stored_in(database());
  for (int round = 0; round < rounds; ++round) {
    const Instant start = nine_oclock + std::chrono::days(round / 9) + 50min * (round % 9);
    Desk early(practice);
    const auto owner = early.member(StaffRole::owner);
    const auto first = early.submit(a_request_for(practice, start)).value();
    Desk later(practice, tuesday + 72h);
    const auto second = later.submit(a_request_for(practice, start)).value();
    const Instant after_both = tuesday + 6 * 24h;
    std::barrier at_once(2);
    std::atomic<int> accepted = 0;
    std::atomic<int> taken = 0;
    std::vector<std::thread> threads;
    for (const auto& sent : {first, second}) {
      threads.emplace_back([&, sent] {
        Desk desk(practice, after_both);
        at_once.arrive_and_wait();
        const auto outcome =
            desk.as_staff(owner, [&](Conversations& c) { return c.accept(sent.conversation, 1, Sensitive<std::string>{}); });
        if (outcome.has_value()) ++accepted;
        if (!outcome.has_value() && outcome.error() == DecisionRefusal::time_taken) ++taken;
      });
    }
    for (auto& thread : threads) thread.join();
    BOOST_TEST(accepted == 1);
    BOOST_TEST(taken == 1);
  }
}

BOOST_AUTO_TEST_CASE(T10_what_changed_between_reading_and_storing_is_not_overwritten) {
  const auto practice = a_practice().stored_in(database());
  Desk desk(practice);
  Desk colleague(practice);
  const auto owner = desk.member(StaffRole::owner);
  const auto sent = desk.submit(an_inquiry()).value();
  const bool stored = desk.with_call(Actor{.staff = owner}, [&](const DeskCall& call) {
    auto head = head_for_act(call, sent.conversation, 1).value();
    const auto reply =
        colleague.as_staff(owner, [&](Conversations& c) { return c.reply(sent.conversation, 1, Sensitive<std::string>("Hello")); });
    BOOST_TEST(reply.has_value());
    head.archived = true;
    return store_act(call, head, {.history = "archived", .event = "conversation_archived"});
  });
  BOOST_TEST(!stored);
  const auto view = desk.as_staff(owner, [&](Conversations& c) { return c.find(sent.conversation); });
  BOOST_TEST((view->row.state == ConversationState::waiting && !view->row.archived));
  BOOST_TEST(view->history.back().kind == "replied");
}

BOOST_AUTO_TEST_CASE(of_many_replies_to_what_was_read_once_one_is_sent) {
  const auto practice = a_practice().stored_in(database());
  Desk desk(practice);
  const auto owner = desk.member(StaffRole::owner);
  const auto sent = desk.submit(an_inquiry()).value();
  std::barrier start(16);
  std::atomic<int> stored = 0;
  std::atomic<int> changed = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 16; ++i) {
    threads.emplace_back([&] {
      Desk other(practice);
      start.arrive_and_wait();
      const auto outcome =
          other.as_staff(owner, [&](Conversations& c) { return c.reply(sent.conversation, 1, Sensitive<std::string>("Hello")); });
      if (outcome.has_value()) ++stored;
      if (!outcome.has_value() && outcome.error() == DecisionRefusal::changed) ++changed;
    });
  }
  for (auto& thread : threads) thread.join();
  BOOST_TEST(stored == 1);
  BOOST_TEST(changed == 15);
  BOOST_TEST(count_rows(practice, "message") == 1);
}
