// SPDX-License-Identifier: AGPL-3.0-or-later
#include <boost/test/unit_test.hpp>

#include "application/end_hold.h"
#include "storage/request_repository.h"
#include "tests/support/desk.h"

using namespace frontdesk;
using namespace frontdesk::test;
using namespace std::chrono_literals;

namespace {

bool withdraw(Desk& desk, RequestId request) {
  return desk.as_visitor([&](Intake& intake) { return intake.withdraw(request); });
}

/// What the worker does; only with the holds of this practice, since suites share a database.
int end_holds(Desk& desk) {
  const auto ended = desk.with_call(Actor{}, [&](const DeskCall& call) { return call.unit.calendars().ended_holds(call.now, 1000); });
  int done = 0;
  for (const auto& hold : ended) {
    if (hold.practice != desk.practice().id) continue;
    done += desk.with_call(Actor{}, [&](const DeskCall& call) {
      return end_hold({.unit = call.unit, .rules = call.rules, .practice = call.scheduling.practice().practice, .now = call.now}, hold);
    });
  }
  return done;
}

}  // namespace

BOOST_AUTO_TEST_CASE(withdrawing_gives_the_time_back_and_staff_see_it) {
  Desk desk(a_practice().stored_in(database()));
  const auto sent = desk.submit(a_request_for(desk.practice()));
  database().run("UPDATE conversation SET unread = FALSE, state = 2 WHERE id = " + std::to_string(sent->conversation.value()));
  BOOST_TEST(withdraw(desk, sent->request));
  BOOST_TEST(desk.busy().empty());
  BOOST_TEST(count_rows(desk.practice(), "conversation", "state = 6 AND unread = TRUE AND version = 2") == 1);
  BOOST_TEST(count_rows(desk.practice(), "conversation_history", "kind = 'withdrawn' AND staff_id IS NULL") == 1);
  BOOST_TEST(count_rows(desk.practice(), "event", "kind = 'request_withdrawn'") == 1);
  BOOST_TEST(desk.submit(a_request_for(desk.practice())).has_value());
  BOOST_TEST(!withdraw(desk, sent->request));
  BOOST_TEST(count_rows(desk.practice(), "event", "kind = 'request_withdrawn'") == 1);
}

BOOST_AUTO_TEST_CASE(an_inquiry_can_be_withdrawn_too_and_an_unknown_request_cannot) {
  Desk desk(a_practice().stored_in(database()));
  const auto sent = desk.submit(an_inquiry());
  BOOST_TEST(withdraw(desk, sent->request));
  BOOST_TEST(!withdraw(desk, RequestId(sent->request.value() + 1000000)));
}

BOOST_AUTO_TEST_CASE(a_hold_that_ended_keeps_nobody_out) {
  Desk desk(a_practice().stored_in(database()));
  const auto first = desk.submit(a_request_for(desk.practice()));
  desk.at_time(tuesday + 72h - 1s);
  BOOST_TEST(!desk.submit(a_request_for(desk.practice())).has_value());
  desk.at_time(tuesday + 72h);
  const auto second = desk.submit(a_request_for(desk.practice()));
  BOOST_TEST(second.has_value());
  const auto view = desk.with_call(Actor{}, [&](const DeskCall& call) { return call.unit.requests().find(call.practice, first->request); });
  BOOST_TEST((view->state == RequestState::requested));
}

BOOST_AUTO_TEST_CASE(when_a_hold_ends_staff_and_sender_are_told_once_and_the_request_stays) {
  Desk desk(a_practice().stored_in(database()));
  const auto sent = desk.submit(a_request_for(desk.practice()));
  BOOST_TEST(end_holds(desk) == 0);
  desk.at_time(tuesday + 72h);
  BOOST_TEST(end_holds(desk) == 1);
  BOOST_TEST(end_holds(desk) == 0);
  BOOST_TEST(desk.busy().empty());
  BOOST_TEST(count_rows(desk.practice(), "event", "kind = 'hold_ended'") == 1);
  BOOST_TEST(count_rows(desk.practice(), "conversation_history", "kind = 'hold_ended'") == 1);
  BOOST_TEST(count_rows(desk.practice(), "request", "state = 1") == 1);
  const auto mails = mails_of(desk.practice());
  BOOST_REQUIRE(mails.size() == 2U);
  BOOST_TEST(mails.back().template_name == "hold_ended");

  const auto member = desk.member(StaffRole::owner);
  const auto view = desk.as_staff(member, [&](Conversations& conversations) { return conversations.find(sent->conversation); });
  BOOST_REQUIRE(view.has_value());
  BOOST_TEST((view->request.hold == HoldState::ended));
  BOOST_TEST((view->request.hold_ends_at == tuesday + 72h));
  const auto page = desk.as_staff(member, [](Conversations& conversations) { return conversations.list({}); });
  BOOST_REQUIRE(page.rows.size() == 1U);
  BOOST_TEST((page.rows.front().hold_ends_at == tuesday + 72h));
}

BOOST_AUTO_TEST_CASE(a_hold_that_was_decided_meanwhile_is_left_alone) {
  Desk desk(a_practice().stored_in(database()));
  const auto sent = desk.submit(a_request_for(desk.practice()));
  const storage::EndedHold hold{.practice = desk.practice().id, .request = sent->request, .provider = desk.practice().provider()};
  BOOST_TEST(withdraw(desk, sent->request));
  desk.at_time(tuesday + 72h);
  const bool ended = desk.with_call(Actor{}, [&](const DeskCall& call) {
    return end_hold({.unit = call.unit, .rules = call.rules, .practice = call.scheduling.practice().practice, .now = call.now}, hold);
  });
  BOOST_TEST(!ended);
  BOOST_TEST(count_rows(desk.practice(), "event", "kind = 'hold_ended'") == 0);
}
