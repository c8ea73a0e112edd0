// SPDX-License-Identifier: AGPL-3.0-or-later
#include <boost/test/unit_test.hpp>

#include "tests/support/desk.h"

using namespace frontdesk;
using namespace frontdesk::test;
using namespace std::chrono_literals;

namespace {

using Kind = SubmitRefusal::Kind;

/// Nothing of a submission is stored.
bool is_untouched(const StoredPractice& practice) {
  for (const char* const table :
       {"conversation", "request", "request_person", "seat", "appointment", "private_link", "event", "outbox", "conversation_history"}) {
    if (count_rows(practice, table) != 0) return false;
  }
  return true;
}

ReasonCode first_reason(const Result<Submitted, SubmitRefusal>& refused) {
  BOOST_REQUIRE(!refused.has_value());
  BOOST_REQUIRE((refused.error().kind == Kind::not_offered));
  BOOST_REQUIRE(!refused.error().verdict.reasons.empty());
  return refused.error().verdict.reasons.front().code;
}

std::string keys_of(const std::vector<FieldError>& errors) {
  std::string keys;
  for (const auto& error : errors) keys += error.field + ':' + error.message_key.substr(std::string("inquiry_form.error.").size()) + ' ';
  return keys;
}

std::optional<RequestView> page(Desk& desk, const Submitted& sent) {
  return desk.as_visitor([&](Intake& intake) { return intake.request_by_page_token(sent.page_token.reveal()); });
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_request_holds_its_time_and_opens_its_page) {
  Desk desk(a_practice().stored_in(database()));
  const auto sent = desk.submit(a_request_for(desk.practice()));
  BOOST_REQUIRE(sent.has_value());
  BOOST_TEST(!sent->was_there);

  const auto busy = desk.busy();
  BOOST_REQUIRE(busy.size() == 1U);
  BOOST_TEST((busy.front().source == BusySource::hold));
  BOOST_TEST((busy.front().start == nine_oclock && busy.front().end == nine_oclock + 50min));
  BOOST_TEST((busy.front().hold_ends_at == tuesday + 72h));

  const auto view = page(desk, *sent);
  BOOST_REQUIRE(view.has_value());
  BOOST_TEST((view->state == RequestState::requested && view->hold == HoldState::held));
  BOOST_TEST((view->end == nine_oclock + 50min));
  BOOST_TEST(view->client_name.reveal() == "Jo Doe");
  BOOST_TEST(view->zone == "America/New_York");
  BOOST_TEST(count_rows(desk.practice(), "event", "kind = 'request_received'") == 1);
}

BOOST_AUTO_TEST_CASE(an_inquiry_is_a_conversation_without_a_time) {
  Desk desk(a_practice().stored_in(database()));
  const auto sent = desk.submit(an_inquiry());
  BOOST_REQUIRE(sent.has_value());
  BOOST_TEST(desk.busy().empty());
  const auto view = page(desk, *sent);
  BOOST_REQUIRE(view.has_value());
  BOOST_TEST((view->kind == RequestKind::inquiry && view->hold == HoldState::none && !view->start));
  BOOST_TEST(view->message.reveal() == "Do you see adults?");
  BOOST_TEST(count_rows(desk.practice(), "conversation", "provider_id IS NULL AND unread = TRUE AND state = 1") == 1);
}

BOOST_AUTO_TEST_CASE(a_hold_never_outlives_the_asked_start) {
  Desk desk(a_practice().stored_in(database()));
  desk.at_time(nine_oclock - 5h);
  BOOST_REQUIRE(desk.submit(a_request_for(desk.practice())).has_value());
  BOOST_TEST((desk.busy().front().hold_ends_at == nine_oclock));
}

BOOST_AUTO_TEST_CASE(the_practice_says_how_long_a_request_holds) {
  const auto practice = a_practice().stored_in(database());
  database().run("INSERT INTO practice_setting (practice_id, setting_id, value) VALUES (" + std::to_string(practice.id.value()) +
                 ", 'core.hold_hours', '5')");
  Desk desk(practice);
  BOOST_REQUIRE(desk.submit(a_request_for(practice)).has_value());
  BOOST_TEST((desk.busy().front().hold_ends_at == tuesday + 5h));
}

BOOST_AUTO_TEST_CASE(the_same_form_is_one_request) {
  Desk desk(a_practice().stored_in(database()));
  const auto draft = a_request_for(desk.practice());
  const auto first = desk.submit(draft);
  const auto second = desk.submit(draft);
  BOOST_REQUIRE(first.has_value());
  BOOST_REQUIRE(second.has_value());
  BOOST_TEST(second->was_there);
  BOOST_TEST((second->request == first->request && second->conversation == first->conversation));
  BOOST_TEST(count_rows(desk.practice(), "request") == 1);
  BOOST_TEST(mails_of(desk.practice()).size() == 1U);
  BOOST_TEST(page(desk, *second).has_value());
}

BOOST_AUTO_TEST_CASE(the_same_form_with_other_content_is_refused_and_changes_nothing) {
  Desk desk(a_practice().stored_in(database()));
  auto draft = a_request_for(desk.practice());
  BOOST_REQUIRE(desk.submit(draft).has_value());
  const auto is_reused = [&](const RequestDraft& changed) {
    const auto refused = desk.submit(changed);
    return !refused.has_value() && refused.error().kind == Kind::form_reused;
  };
  auto other_time = draft;
  other_time.time->start += 50min;
  BOOST_TEST(is_reused(other_time));
  auto other_message = draft;
  other_message.message = Sensitive<std::string>("One more thing");
  BOOST_TEST(is_reused(other_message));
  auto other_word = draft;
  other_word.secret_word = Sensitive<std::string>("heron");
  BOOST_TEST(is_reused(other_word));
  BOOST_TEST(count_rows(desk.practice(), "request") == 1);
  BOOST_TEST(desk.busy().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_form_sent_again_opens_no_longer_than_the_first_page_does) {
  Desk desk(a_practice().stored_in(database()));
  const auto draft = an_inquiry();
  const auto first = desk.submit(draft);
  desk.as_visitor([&](Intake& intake) { return intake.close(first->page_token.reveal()), 0; });
  const auto again = desk.submit(draft);
  BOOST_REQUIRE(again.has_value());
  BOOST_TEST(again->was_there);
  BOOST_TEST(!page(desk, *again).has_value());
}

BOOST_AUTO_TEST_CASE(a_form_without_a_token_has_to_be_shown_anew) {
  Desk desk(a_practice().stored_in(database()));
  auto draft = an_inquiry();
  draft.form_token.clear();
  const auto refused = desk.submit(draft);
  BOOST_REQUIRE(!refused.has_value());
  BOOST_TEST((refused.error().kind == Kind::form_expired));
}

BOOST_AUTO_TEST_CASE(T7_only_what_is_offered_can_be_taken) {
  auto builder = a_practice();
  builder.with_service({})
      .with_service({.link_name = "hidden", .online = false})
      .with_location({})
      .with_provider({})
      .with_provider({.link_name = "private", .is_public = false});
  const auto practice = builder.stored_in(database());
  const auto other = a_practice().stored_in(database());
  Desk desk(practice);
  const auto with = [&](auto change) {
    auto draft = a_request_for(practice);
    change(*draft.time);
    return first_reason(desk.submit(draft));
  };
  BOOST_TEST((with([](AskedTime& time) { time.start += 1s; }) == ReasonCode::off_grid));
  BOOST_TEST((with([](AskedTime& time) { time.start += 10min; }) == ReasonCode::off_grid));
  BOOST_TEST((with([](AskedTime& time) { time.start += 12h; }) == ReasonCode::no_block));
  BOOST_TEST((with([](AskedTime& time) { time.start = at("2026-11-23T14:00:00Z"); }) == ReasonCode::min_notice));
  BOOST_TEST((with([](AskedTime& time) { time.start = at("2027-11-23T14:00:00Z"); }) == ReasonCode::beyond_window));
  BOOST_TEST((with([](AskedTime& time) { time.start = at("9999-11-23T14:00:00Z"); }) == ReasonCode::beyond_window));
  BOOST_TEST((with([](AskedTime& time) { time.start = Instant::min(); }) == ReasonCode::min_notice));
  BOOST_TEST((with([&](AskedTime& time) { time.service = practice.service("hidden"); }) == ReasonCode::service_not_online));
  BOOST_TEST((with([&](AskedTime& time) { time.provider = practice.provider("private"); }) == ReasonCode::provider_not_public));
  BOOST_TEST((with([&](AskedTime& time) { time.provider = other.provider(); }) == ReasonCode::provider_not_public));
  BOOST_TEST((with([&](AskedTime& time) { time.service = other.service(); }) == ReasonCode::service_not_offered));
  BOOST_TEST((with([&](AskedTime& time) { time.location = other.location(); }) == ReasonCode::not_at_location));
  auto couple = a_request_for(practice);
  couple.client_type = ClientType::couple;
  BOOST_TEST((first_reason(desk.submit(couple)) == ReasonCode::client_type_not_accepted));
  auto timeless = a_request_for(practice);
  timeless.time.reset();
  BOOST_TEST((first_reason(desk.submit(timeless)) == ReasonCode::no_block));
  BOOST_TEST(is_untouched(practice));
  BOOST_TEST(is_untouched(other));
}

BOOST_AUTO_TEST_CASE(nothing_is_held_while_scheduling_is_off_but_an_inquiry_is_taken) {
  Desk desk(a_practice().with_scheduling_off().stored_in(database()));
  BOOST_TEST((first_reason(desk.submit(a_request_for(desk.practice()))) == ReasonCode::scheduling_off));
  BOOST_TEST(desk.submit(an_inquiry()).has_value());
}

BOOST_AUTO_TEST_CASE(an_inquiry_may_name_a_public_provider_only) {
  auto builder = a_practice();
  builder.with_provider({}).with_provider({.link_name = "private", .is_public = false});
  const auto practice = builder.stored_in(database());
  Desk desk(practice);
  auto draft = an_inquiry();
  draft.provider = practice.provider("private");
  BOOST_TEST((first_reason(desk.submit(draft)) == ReasonCode::provider_not_public));
  draft.provider = practice.provider();
  BOOST_TEST(desk.submit(draft).has_value());
  BOOST_TEST(count_rows(practice, "conversation", "provider_id = " + std::to_string(practice.provider().value())) == 1);
}

BOOST_AUTO_TEST_CASE(the_second_visitor_is_told_that_the_time_is_taken) {
  Desk desk(a_practice().stored_in(database()));
  BOOST_REQUIRE(desk.submit(a_request_for(desk.practice())).has_value());
  BOOST_TEST((first_reason(desk.submit(a_request_for(desk.practice()))) == ReasonCode::conflict));
  BOOST_TEST(count_rows(desk.practice(), "request") == 1);
}

BOOST_AUTO_TEST_CASE(a_group_takes_as_many_as_there_are_seats) {
  Desk desk(a_practice().with_service({.link_name = "consultation", .seats = 3}).stored_in(database()));
  for (int seat = 0; seat < 3; ++seat) BOOST_TEST(desk.submit(a_request_for(desk.practice())).has_value());
  BOOST_TEST((first_reason(desk.submit(a_request_for(desk.practice()))) == ReasonCode::conflict));
  BOOST_TEST(count_rows(desk.practice(), "appointment") == 1);
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_said_field_by_field) {
  Desk desk(a_practice().stored_in(database()));
  const auto errors = [&](const RequestDraft& draft) {
    const auto refused = desk.submit(draft);
    return refused.has_value() ? std::string("stored") : keys_of(refused.error().fields);
  };
  auto draft = an_inquiry();
  draft.people = {a_client("", "", "")};
  draft.message = Sensitive<std::string>(" \r\n ");
  BOOST_TEST(errors(draft) == "name:name_missing email:contact_missing message:message_missing ");
  draft.people.clear();
  BOOST_TEST(errors(draft) == "name:name_missing email:contact_missing message:message_missing ");

  draft = an_inquiry();
  draft.people = {a_client(std::string(201, 'x'), "jo@", "12")};
  draft.message = Sensitive<std::string>(std::string(10001, 'x'));
  draft.secret_word = Sensitive<std::string>(std::string(101, 'x'));
  draft.client_type = ClientType::couple;
  BOOST_TEST(errors(draft) ==
             "name:name_too_long email:email_malformed phone:phone_malformed message:message_too_long client_type:client_type "
             "secret_word:secret_word_too_long ");

  draft = an_inquiry();
  draft.people = {a_client("Jo \xC3\x28", std::string(250, 'a') + "@a.org", "")};
  draft.message = Sensitive<std::string>("\xFF");
  BOOST_TEST(errors(draft) == "name:characters email:email_too_long message:characters ");
  BOOST_TEST(is_untouched(desk.practice()));
}

BOOST_AUTO_TEST_CASE(the_longest_that_is_allowed_is_stored_whole) {
  Desk desk(a_practice().stored_in(database()));
  auto draft = an_inquiry();
  std::string name;
  for (int i = 0; i < 200; ++i) name += "é";
  std::string message;
  for (int i = 0; i < 10000; ++i) message += "😀";
  draft.people = {a_client(name, "", "(207) 555-0142")};
  draft.message = Sensitive<std::string>(message);
  const auto sent = desk.submit(draft);
  BOOST_REQUIRE(sent.has_value());
  const auto view = page(desk, *sent);
  BOOST_TEST(view->client_name.reveal() == name);
  BOOST_TEST((view->message.reveal() == message));
  BOOST_TEST(count_rows(desk.practice(), "request_person", "phone_canonical = '+12075550142' AND phone = '(207) 555-0142'") == 1);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_seen_is_dropped_and_lines_end_alike) {
  Desk desk(a_practice().stored_in(database()));
  auto draft = an_inquiry();
  draft.people = {a_client("\u202EJo\u0007\nDoe ", " Jo@Example.org\u2069", "\u202A+1 207 555 0142\u202C")};
  draft.message = Sensitive<std::string>("\r\nOne\r\nTwo\rThree\u2028Four\t!\u0000");
  const auto sent = desk.submit(draft);
  BOOST_REQUIRE(sent.has_value());
  const auto view = page(desk, *sent);
  BOOST_TEST(view->client_name.reveal() == "Jo Doe");
  BOOST_TEST(view->message.reveal() == "One\nTwo\nThreeFour\t!");
  BOOST_TEST(count_rows(desk.practice(), "request_person",
                        "email = 'Jo@Example.org' AND email_canonical = 'jo@example.org' AND phone = '+1 207 555 0142'") == 1);
}

BOOST_AUTO_TEST_CASE(checking_says_the_same_and_stores_nothing) {
  Desk desk(a_practice().stored_in(database()));
  auto draft = an_inquiry();
  const auto check = [&] { return desk.as_visitor([&](Intake& intake) { return keys_of(intake.check(draft)); }); };
  BOOST_TEST(check() == "");
  draft.people = {a_client("", "", "")};
  BOOST_TEST(check() == "name:name_missing email:contact_missing ");
  BOOST_TEST(is_untouched(desk.practice()));
}

BOOST_AUTO_TEST_CASE(a_zone_or_language_that_nobody_knows_is_not_stored) {
  Desk desk(a_practice().stored_in(database()));
  auto draft = an_inquiry();
  draft.visitor_zone = "Mars/Olympus\"; DROP TABLE request; --";
  draft.locale = "<b>";
  const auto sent = desk.submit(draft);
  BOOST_REQUIRE(sent.has_value());
  BOOST_TEST(count_rows(desk.practice(), "request", "visitor_zone = '' AND locale = 'en-US'") == 1);
}

BOOST_AUTO_TEST_CASE(a_plugin_may_refuse_before_anything_is_stored) {
  Desk desk(a_practice().stored_in(database()));
  desk.refuse_by_guard("claims.not_today");
  const auto refused = desk.submit(a_request_for(desk.practice()));
  BOOST_REQUIRE(!refused.has_value());
  BOOST_TEST((refused.error().kind == Kind::invalid));
  BOOST_REQUIRE(refused.error().fields.size() == 1U);
  BOOST_TEST(refused.error().fields.front().message_key == "claims.not_today");
  BOOST_TEST(is_untouched(desk.practice()));
}

BOOST_AUTO_TEST_CASE(the_mail_holds_a_time_and_a_sealed_link_and_nothing_else) {
  Desk desk(a_practice().with_location({.link_name = "phone", .timezone = "America/Chicago"}).stored_in(database()));
  const Instant nine_in_chicago = nine_oclock + 1h;
  auto draft = a_request_for(desk.practice(), nine_in_chicago);
  draft.people = {a_client("Marked-Name", "marked@example.org", "(207) 555-0142")};
  draft.message = Sensitive<std::string>("Marked-Message");
  draft.secret_word = Sensitive<std::string>("Marked-Word");
  draft.visitor_zone = "Europe/Berlin";
  const auto sent = desk.submit(draft);
  BOOST_REQUIRE(sent.has_value());
  const auto mails = mails_of(desk.practice());
  BOOST_REQUIRE(mails.size() == 1U);
  const auto& mail = mails.front();
  BOOST_TEST(mail.template_name == "request_received");
  BOOST_TEST(mail.recipient == "marked@example.org");
  BOOST_TEST((mail.read.start == nine_in_chicago));
  BOOST_TEST(mail.read.zone == "Europe/Berlin");
  for (const std::string marked :
       {"Marked", "marked", "207", "jane", "Jane", "consultation", "phone", "Provider", "Service", mail.read.link_token.reveal().c_str()}) {
    BOOST_TEST((mail.payload.find(marked) == std::string::npos), "the payload holds " << marked);
  }
  // The page shown after sending has another token, which is never mailed; neither stands in the database.
  BOOST_TEST((mail.read.link_token.reveal() != sent->page_token.reveal()));
  BOOST_TEST(count_rows(desk.practice(), "request", "secret_word_hash NOT LIKE '%arked%'") == 1);
}

BOOST_AUTO_TEST_CASE(without_an_address_nothing_is_mailed) {
  Desk desk(a_practice().stored_in(database()));
  auto draft = an_inquiry();
  draft.people = {a_client("Jo Doe", "", "(207) 555-0142")};
  BOOST_REQUIRE(desk.submit(draft).has_value());
  BOOST_TEST(mails_of(desk.practice()).empty());
  BOOST_TEST(count_rows(desk.practice(), "private_link", "kind = 2") == 0);
}

BOOST_AUTO_TEST_CASE(T2_known_and_unknown_people_leave_the_same_traces) {
  Desk desk(a_practice().stored_in(database()));
  const auto first = desk.submit(an_inquiry());
  const auto second = desk.submit(an_inquiry());
  BOOST_REQUIRE(first.has_value());
  BOOST_REQUIRE(second.has_value());
  BOOST_TEST(!second->was_there);
  BOOST_TEST((first->conversation != second->conversation));
  const auto mails = mails_of(desk.practice());
  BOOST_REQUIRE(mails.size() == 2U);
  BOOST_TEST(mails[0].template_name == mails[1].template_name);
  BOOST_TEST(mails[0].payload.size() == mails[1].payload.size());
}

BOOST_AUTO_TEST_CASE(T1_one_practice_never_sees_the_others_requests) {
  Desk ours(a_practice().stored_in(database()));
  Desk theirs(a_practice().stored_in(database()));
  const auto draft = a_request_for(ours.practice());
  const auto sent = ours.submit(draft);
  BOOST_REQUIRE(sent.has_value());
  BOOST_TEST(!page(theirs, *sent).has_value());
  BOOST_TEST(!theirs.as_visitor([&](Intake& intake) { return intake.withdraw(sent->request); }));
  theirs.as_visitor([&](Intake& intake) { return intake.close(sent->page_token.reveal()), 0; });
  const auto view = page(ours, *sent);
  BOOST_REQUIRE(view.has_value());
  BOOST_TEST((view->state == RequestState::requested));
  // The same words on a form of the other practice are that practice's own.
  auto theirs_draft = an_inquiry();
  theirs_draft.form_token = draft.form_token;
  const auto other = theirs.submit(theirs_draft);
  BOOST_REQUIRE(other.has_value());
  BOOST_TEST(!other->was_there);
}
