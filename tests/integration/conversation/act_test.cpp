// SPDX-License-Identifier: AGPL-3.0-or-later
#include <boost/test/unit_test.hpp>

#include "tests/support/desk.h"

using namespace frontdesk;
using namespace frontdesk::test;
using namespace std::chrono_literals;

namespace {

using Outcome = Result<Done, DecisionRefusal>;

Sensitive<std::string> text(std::string words) {
  return Sensitive<std::string>(std::move(words));
}

/// A practice with an owner and one request for a time.
struct Case {
  Desk desk;
  StaffMember owner;
  Submitted sent;

  explicit Case(PracticeBuilder builder = a_practice()) : desk(builder.stored_in(database())), owner(desk.member(StaffRole::owner)) {
    sent = desk.submit(a_request_for(desk.practice())).value();
  }
  explicit Case(const RequestDraft& draft) : desk(a_practice().stored_in(database())), owner(desk.member(StaffRole::owner)) {
    sent = desk.submit(draft).value();
  }

  template <class Act>
  auto act(const Act& use) {
    return desk.as_staff(owner, use);
  }
  std::optional<ConversationView> view() {
    return act([&](Conversations& c) { return c.find(sent.conversation); });
  }
  std::uint64_t version() { return view().value().version; }
  Outcome accept(std::uint64_t version_read, std::string words = "") {
    return act([&](Conversations& c) { return c.accept(sent.conversation, version_read, text(words)); });
  }
  Outcome accept() { return accept(version()); }
  Outcome decline(std::uint64_t version_read, std::string words = "") {
    return act([&](Conversations& c) { return c.decline(sent.conversation, version_read, text(words)); });
  }
  Outcome decline() { return decline(version()); }
  Outcome reply(std::uint64_t version_read, std::string words) {
    return act([&](Conversations& c) { return c.reply(sent.conversation, version_read, text(words)); });
  }
  bool withdraw() {
    return desk.as_visitor([&](Intake& intake) { return intake.withdraw(sent.request); });
  }
  std::optional<RequestView> page() {
    return desk.as_visitor([&](Intake& intake) { return intake.request_by_page_token(sent.page_token.reveal()); });
  }
};

bool is(const Outcome& outcome, DecisionRefusal refusal) {
  return !outcome.has_value() && outcome.error() == refusal;
}

std::string last_history(Case& one) {
  const auto view = one.view().value();
  const auto& history = view.history;
  return history.empty() ? "" : history.back().kind + "/" + history.back().author;
}

std::string last_mail(Case& one) {
  return mails_of(one.desk.practice()).back().template_name;
}

}  // namespace

BOOST_AUTO_TEST_CASE(accepting_books_the_held_time) {
  Case one;
  BOOST_TEST(one.accept(one.version(), "See you then.").has_value());
  const auto busy = one.desk.busy();
  BOOST_REQUIRE(busy.size() == 1U);
  BOOST_TEST((busy.front().source == BusySource::appointment && !busy.front().hold_ends_at));
  const auto view = one.view();
  BOOST_TEST((view->row.state == ConversationState::accepted && view->request.state == RequestState::accepted));
  BOOST_TEST((view->request.hold == HoldState::booked));
  BOOST_TEST(!view->row.unread);
  BOOST_TEST(last_history(one) == "accepted/Robin Staff");
  BOOST_TEST(last_mail(one) == "request_accepted");
  BOOST_TEST(count_rows(one.desk.practice(), "event",
                        "kind = 'request_accepted' AND request_id = " + std::to_string(one.sent.request.value())) == 1);
  const auto page = one.page();
  BOOST_REQUIRE(page.has_value());
  BOOST_TEST((page->state == RequestState::accepted));
  BOOST_REQUIRE(page->replies.size() == 1U);
  BOOST_TEST(page->replies.front().text.reveal() == "See you then.");
  // It stays taken after the hold would have ended.
  one.desk.at_time(tuesday + 73h);
  BOOST_TEST(!one.desk.submit(a_request_for(one.desk.practice())).has_value());
}

BOOST_AUTO_TEST_CASE(declining_frees_the_time) {
  Case one;
  BOOST_TEST(one.decline(one.version(), "Sorry.").has_value());
  BOOST_TEST(one.desk.busy().empty());
  BOOST_TEST((one.view()->row.state == ConversationState::declined));
  BOOST_TEST(last_history(one) == "declined/Robin Staff");
  BOOST_TEST(last_mail(one) == "request_declined");
  BOOST_TEST(one.desk.submit(a_request_for(one.desk.practice())).has_value());
}

BOOST_AUTO_TEST_CASE(an_inquiry_is_declined_and_never_accepted) {
  Case one(an_inquiry());
  BOOST_TEST(is(one.accept(), DecisionRefusal::not_possible));
  BOOST_TEST(one.decline().has_value());
  BOOST_TEST(last_mail(one) == "request_declined");
}

BOOST_AUTO_TEST_CASE(what_is_decided_stays_decided) {
  Case accepted;
  BOOST_TEST(accepted.accept().has_value());
  BOOST_TEST(is(accepted.accept(), DecisionRefusal::not_possible));
  BOOST_TEST(is(accepted.decline(), DecisionRefusal::not_possible));
  BOOST_TEST(!accepted.withdraw());
  BOOST_TEST(accepted.desk.busy().size() == 1U);

  Case withdrawn;
  BOOST_TEST(withdrawn.withdraw());
  BOOST_TEST((withdrawn.view()->row.state == ConversationState::withdrawn));
  BOOST_TEST(withdrawn.view()->row.unread);
  BOOST_TEST(is(withdrawn.accept(), DecisionRefusal::not_possible));
  BOOST_TEST(is(withdrawn.decline(), DecisionRefusal::not_possible));
  BOOST_TEST(withdrawn.desk.busy().empty());
}

BOOST_AUTO_TEST_CASE(T10_who_acts_on_what_another_changed_is_told_and_nothing_is_done) {
  Case one;
  const auto read = one.version();
  BOOST_TEST(one.reply(read, "First").has_value());
  BOOST_TEST(is(one.reply(read, "Second"), DecisionRefusal::changed));
  BOOST_TEST(is(one.accept(read), DecisionRefusal::changed));
  BOOST_TEST(is(one.decline(read), DecisionRefusal::changed));
  BOOST_TEST(is(one.act([&](Conversations& c) { return c.archive(one.sent.conversation, read); }), DecisionRefusal::changed));
  BOOST_TEST(is(one.act([&](Conversations& c) { return c.add_note(one.sent.conversation, read, text("x")); }), DecisionRefusal::changed));
  BOOST_TEST(is(one.act([&](Conversations& c) { return c.reassign(one.sent.conversation, read, one.desk.practice().provider()); }),
                DecisionRefusal::changed));
  BOOST_TEST(count_rows(one.desk.practice(), "message") == 1);
  BOOST_TEST(mails_of(one.desk.practice()).size() == 2U);
  BOOST_TEST((one.view()->request.state == RequestState::requested));
}

BOOST_AUTO_TEST_CASE(a_withdrawal_makes_the_page_that_staff_have_open_an_old_one) {
  Case one;
  const auto read = one.version();
  BOOST_TEST(one.withdraw());
  BOOST_TEST(is(one.accept(read), DecisionRefusal::changed));
}

BOOST_AUTO_TEST_CASE(after_the_hold_ended_a_time_is_accepted_only_while_it_is_free) {
  Case free;
  free.desk.at_time(tuesday + 80h);
  BOOST_TEST((free.view()->request.hold == HoldState::ended));
  BOOST_TEST(free.accept().has_value());
  BOOST_TEST(free.desk.busy().size() == 1U);

  Case taken;
  taken.desk.at_time(tuesday + 80h);
  BOOST_REQUIRE(taken.desk.submit(a_request_for(taken.desk.practice())).has_value());
  const auto view = taken.view();
  BOOST_TEST((view->verdict_now.reasons.front().code == ReasonCode::conflict));
  const auto mails_before = mails_of(taken.desk.practice()).size();
  BOOST_TEST(is(taken.accept(), DecisionRefusal::time_taken));
  BOOST_TEST((taken.view()->request.state == RequestState::requested));
  BOOST_TEST(taken.version() == view->version);
  BOOST_TEST(mails_of(taken.desk.practice()).size() == mails_before);
}

BOOST_AUTO_TEST_CASE(only_an_overlap_stands_against_accepting_after_the_hold) {
  Case one;
  one.desk.at_time(tuesday + 80h);
  a_time_off(database(), one.desk.practice(), nine_oclock - 1h, nine_oclock + 5h);
  database().run("UPDATE practice SET public_scheduling = FALSE, min_notice_minutes = 525600, revision = revision + 1 WHERE id = " +
                 std::to_string(one.desk.practice().id.value()));
  BOOST_TEST(!one.view()->verdict_now.is_offered());
  BOOST_TEST(one.accept().has_value());
}

BOOST_AUTO_TEST_CASE(a_group_is_accepted_after_its_hold_while_seats_are_left) {
  Case one(a_practice().with_service({.link_name = "consultation", .seats = 2}));
  one.desk.at_time(tuesday + 80h);
  BOOST_REQUIRE(one.desk.submit(a_request_for(one.desk.practice())).has_value());
  BOOST_REQUIRE(one.desk.submit(a_request_for(one.desk.practice())).has_value());
  BOOST_TEST(is(one.accept(), DecisionRefusal::time_taken));

  Case other(a_practice().with_service({.link_name = "consultation", .seats = 2}));
  other.desk.at_time(tuesday + 80h);
  BOOST_REQUIRE(other.desk.submit(a_request_for(other.desk.practice())).has_value());
  BOOST_TEST(other.accept().has_value());
  BOOST_TEST(count_rows(other.desk.practice(), "appointment") == 1);
}

BOOST_AUTO_TEST_CASE(a_request_for_what_the_practice_no_longer_offers_can_still_be_decided) {
  Case one;
  const auto id = std::to_string(one.desk.practice().id.value());
  database().run("UPDATE service SET retired = TRUE WHERE practice_id = " + id);
  database().run("UPDATE practice SET revision = revision + 1 WHERE id = " + id);
  one.desk.at_time(tuesday + 80h);
  const auto view = one.view();
  BOOST_REQUIRE(view.has_value());
  BOOST_TEST((view->verdict_now.reasons.front().code == ReasonCode::service_not_offered));
  BOOST_TEST(view->row.service_name == "Service consultation");
  an_appointment(database(), one.desk.practice(), nine_oclock + 10min, nine_oclock + 30min);
  BOOST_TEST(is(one.accept(), DecisionRefusal::time_taken));
  database().run("UPDATE appointment SET cancelled_at = 1 WHERE seats_taken = 1 AND practice_id = " + id);
  BOOST_TEST(one.accept().has_value());
}

BOOST_AUTO_TEST_CASE(a_request_whose_row_was_cancelled_takes_its_time_anew) {
  Case one;
  database().run("UPDATE appointment SET cancelled_at = 1 WHERE practice_id = " + std::to_string(one.desk.practice().id.value()));
  BOOST_TEST(one.desk.busy().empty());
  BOOST_TEST(one.accept().has_value());
  BOOST_TEST(one.desk.busy().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_reply_waits_behind_a_private_link) {
  Case one;
  BOOST_TEST(one.reply(one.version(), " Marked-Reply\r\nSecond line ").has_value());
  const auto view = one.view();
  BOOST_TEST((view->row.state == ConversationState::waiting));
  BOOST_REQUIRE(view->messages.size() == 1U);
  BOOST_TEST((view->messages.front().kind == ConversationMessage::Kind::to_visitor));
  BOOST_TEST(view->messages.front().author == "Robin Staff");
  BOOST_TEST(view->messages.front().text.reveal() == "Marked-Reply\nSecond line");
  BOOST_TEST(last_history(one) == "replied/Robin Staff");
  const auto mails = mails_of(one.desk.practice());
  BOOST_TEST(mails.back().template_name == "message_waiting");
  BOOST_TEST((mails.back().payload.find("Marked") == std::string::npos));
  BOOST_TEST(count_rows(one.desk.practice(), "event", "kind = 'message_sent'") == 1);
  BOOST_TEST(one.page()->replies.size() == 1U);
  const auto session = one.desk.as_visitor([&](Intake& intake) {
    return intake.answer(mails.back().read.link_token.reveal(), LinkPurpose::request_page, text("jo doe")).has_value();
  });
  BOOST_TEST(session);
}

BOOST_AUTO_TEST_CASE(empty_and_endless_texts_are_refused) {
  Case one;
  const auto read = one.version();
  BOOST_TEST(is(one.reply(read, " \n\t "), DecisionRefusal::empty_text));
  BOOST_TEST(is(one.reply(read, std::string(10001, 'x')), DecisionRefusal::text_too_long));
  BOOST_TEST(is(one.accept(read, std::string(10001, 'x')), DecisionRefusal::text_too_long));
  BOOST_TEST(one.version() == read);
  BOOST_TEST(one.reply(read, std::string(10000, 'x')).has_value());
}

BOOST_AUTO_TEST_CASE(a_note_is_for_staff_only) {
  Case one;
  const auto version = one.version();
  BOOST_TEST(one.act([&](Conversations& c) { return c.add_note(one.sent.conversation, version, text("Called, no answer.")); }).has_value());
  const auto view = one.view();
  BOOST_REQUIRE(view->messages.size() == 1U);
  BOOST_TEST((view->messages.front().kind == ConversationMessage::Kind::note));
  BOOST_TEST((view->row.state == ConversationState::open));
  BOOST_TEST(one.page()->replies.empty());
  BOOST_TEST(mails_of(one.desk.practice()).size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_thread_begins_with_what_the_sender_wrote) {
  Case one(an_inquiry());
  BOOST_TEST(one.reply(one.version(), "Yes.").has_value());
  const auto view = one.view();
  BOOST_REQUIRE(view->messages.size() == 2U);
  BOOST_TEST((view->messages.front().kind == ConversationMessage::Kind::from_visitor));
  BOOST_TEST(view->messages.front().text.reveal() == "Do you see adults?");
  BOOST_REQUIRE(view->people.size() == 1U);
  BOOST_TEST(view->people.front().email.reveal() == "jo@example.org");
}

BOOST_AUTO_TEST_CASE(reading_is_marked_and_leaves_open_forms_good) {
  Case one;
  const auto before = one.view();
  BOOST_TEST(before->row.unread);
  BOOST_TEST(one.act([&](Conversations& c) { return c.mark_read(one.sent.conversation); }).has_value());
  const auto after = one.view();
  BOOST_TEST(!after->row.unread);
  BOOST_TEST((after->row.state == ConversationState::open));
  BOOST_TEST(after->version == before->version);
  BOOST_TEST(one.accept(before->version).has_value());
}

BOOST_AUTO_TEST_CASE(archived_conversations_leave_the_inbox_and_come_back) {
  Case one;
  const auto archive = [&] {
    const auto version = one.version();
    return one.act([&](Conversations& c) { return c.archive(one.sent.conversation, version); });
  };
  const auto bring_back = [&] {
    const auto version = one.version();
    return one.act([&](Conversations& c) { return c.bring_back(one.sent.conversation, version); });
  };
  const auto inbox = [&] { return one.act([](Conversations& c) { return c.list({}); }).rows.size(); };
  BOOST_TEST(is(bring_back(), DecisionRefusal::not_possible));
  BOOST_TEST(archive().has_value());
  BOOST_TEST(is(archive(), DecisionRefusal::not_possible));
  BOOST_TEST(inbox() == 0U);
  BOOST_TEST(one.view()->row.archived);
  BOOST_TEST(bring_back().has_value());
  BOOST_TEST(inbox() == 1U);
}

BOOST_AUTO_TEST_CASE(acts_name_who_did_what) {
  Case one;
  auto version = one.version();
  BOOST_TEST(one.act([&](Conversations& c) { return c.add_note(one.sent.conversation, version, text("x")); }).has_value());
  BOOST_TEST(one.reply(one.version(), "x").has_value());
  version = one.version();
  BOOST_TEST(
      one.act([&](Conversations& c) { return c.reassign(one.sent.conversation, version, one.desk.practice().provider()); }).has_value());
  BOOST_TEST(one.decline().has_value());
  std::string kinds;
  const auto view = one.view();
  for (const auto& entry : view->history) kinds += entry.kind + (entry.author.empty() ? " " : "* ");
  BOOST_TEST(kinds == "received noted* replied* reassigned* declined* ");
  BOOST_TEST(one.version() == 5U);
}

BOOST_AUTO_TEST_CASE(without_an_address_staff_must_call) {
  auto draft = an_inquiry();
  draft.people = {a_client("Jo Doe", "", "(207) 555-0142")};
  Case one(draft);
  BOOST_TEST(!one.view()->row.can_be_mailed);
  BOOST_TEST(one.reply(one.version(), "Hello").has_value());
  BOOST_TEST(mails_of(one.desk.practice()).empty());
}
