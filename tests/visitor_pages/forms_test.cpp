// SPDX-License-Identifier: AGPL-3.0-or-later
#include <boost/test/unit_test.hpp>

#include "frontdesk/time_text.h"
#include "plugins/inquiry_form/handlers.h"
#include "tests/visitor_pages/visit_scope.h"

using namespace frontdesk;
using namespace frontdesk::test;

namespace {

const std::string inquiry = "/o/harbor-therapy/inquiry";
const std::string jane = "/o/harbor-therapy/schedule/jane-smith/request";
const std::string free_start = "2026-12-04T14:00:00Z";  // a Friday, 9:00 in New York

Pairs at_time(const std::string& start = free_start, const Pairs& more = {}) {
  Pairs query{{"service", "consultation"}, {"location", "phone"}, {"start", start}, {"client_type", "individual"}};
  query.insert(query.end(), more.begin(), more.end());
  return query;
}

Pairs typed(const std::string& step) {
  return {{"form_token", "token-from-form"}, {"step", step}, {"name", "Ada Example"}, {"email", "ada@example.org"}, {"phone", "207 555 0199"},
          {"message", "Line one\r\nLine two"}, {"secret_word", "lighthouse"}};
}

Response request_form(VisitScope& scope, const Pairs& query) { return inquiry_form::show_request(scope.gets(jane, query)); }
Response post_request(VisitScope& scope, const Pairs& form, const Pairs& query = at_time()) { return inquiry_form::take_request(scope.posts(jane, query, form)); }
Response post_inquiry(VisitScope& scope, const Pairs& form, const Pairs& query = {}) { return inquiry_form::take_inquiry(scope.posts(inquiry, query, form)); }

void take_from_jane(VisitScope& scope, const std::string& start, int minutes) {
  CalendarSnapshot calendar;
  calendar.provider = scope.stored().provider("jane-smith")->id;
  BusyInterval busy;
  busy.start = *parse_instant(start);
  busy.end = busy.start + Minutes{minutes};
  calendar.busy.push_back(busy);
  scope.engine.calendar = std::move(calendar);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(forms)

BOOST_AUTO_TEST_CASE(the_form_shows_the_time_by_the_practices_clock_while_the_visitors_is_unknown) {
  VisitScope scope;
  const auto page = request_form(scope, at_time());
  BOOST_TEST(page.status == 200);
  BOOST_TEST(has(page, "Friday, December 4, 2026 at 9:00 AM, Eastern Standard Time"));
  BOOST_TEST(!has(page, "By your clock"));
  BOOST_TEST(has(page, "Jane Smith, LMFT"));
  BOOST_TEST(has(page, "Free consultation, 20 minutes"));
  BOOST_TEST(has(page, "call or text 988"));
  BOOST_TEST((page.caching == Caching::no_store));
  BOOST_TEST((page.framing == Framing::practice_list));
}

BOOST_AUTO_TEST_CASE(a_time_by_phone_leads_with_the_visitors_clock_and_names_the_practices) {
  VisitScope scope;
  const auto page = request_form(scope, at_time(free_start, {{"tz", "America/Los_Angeles"}}));
  BOOST_TEST(has(page, "Friday, December 4, 2026 at 6:00 AM, Pacific Standard Time"));
  BOOST_TEST(has(page, "At the practice it is 9:00 AM then (Eastern Standard Time)."));
}

BOOST_AUTO_TEST_CASE(a_time_in_person_leads_with_the_places_clock_and_names_the_visitors) {
  VisitScope scope;
  const Pairs query{{"service", "consultation"}, {"location", "wharf-office"}, {"start", "2026-11-30T14:00:00Z"}, {"client_type", "individual"}, {"tz", "Asia/Tokyo"}};
  const auto page = request_form(scope, query);
  BOOST_TEST(has(page, "Monday, November 30, 2026 at 9:00 AM, Eastern Standard Time"));
  BOOST_TEST(has(page, "By your clock it is Monday, November 30, 2026 at 11:00 PM then") == false);
  BOOST_TEST(has(page, "By your clock it is 11:00 PM then (Japan Standard Time)."));
}

BOOST_AUTO_TEST_CASE(a_zone_that_is_none_counts_as_unknown) {
  VisitScope scope;
  BOOST_TEST(has(request_form(scope, at_time(free_start, {{"tz", "../../etc/passwd"}})), "9:00 AM, Eastern Standard Time"));
}

BOOST_AUTO_TEST_CASE(T1_unknown_hidden_and_offline_things_are_the_same_404) {
  VisitScope reference;
  const std::string body = inquiry_form::show_request(reference.gets("/o/harbor-therapy/schedule/nobody/request", at_time())).body;
  const auto same = [&](const std::string& path, const Pairs& query) {
    VisitScope scope;
    const auto page = inquiry_form::show_request(scope.gets(path, query));
    BOOST_TEST(page.status == 404);
    BOOST_TEST(page.body == body);
  };
  same("/o/harbor-therapy/schedule/tom-becker/request", at_time());
  same(jane, {{"service", "assessment"}, {"location", "phone"}, {"start", free_start}});
  same(jane, {{"service", "no-such"}, {"location", "phone"}, {"start", free_start}});
  same(jane, {{"service", "consultation"}, {"location", "hill-office"}, {"start", free_start}});
  same(jane, {{"service", "consultation"}, {"location", "no-such"}, {"start", free_start}});
  same(jane, {{"service", "consultation"}, {"location", "phone"}, {"start", free_start}, {"client_type", "trio"}});
  VisitScope scope;
  BOOST_TEST(inquiry_form::show_inquiry(scope.gets(inquiry, {{"provider", "tom-becker"}})).body == body);
}

BOOST_AUTO_TEST_CASE(a_previous_name_leads_to_the_present_one_with_the_query_kept) {
  VisitScope scope;
  scope.stored().providers.front().previous_link_names.push_back(LinkName::parse("jane-miller").value());
  const std::string old = "/o/harbor-therapy/schedule/jane-miller/request";
  const auto get = inquiry_form::show_request(scope.gets(old, at_time()));
  BOOST_TEST(get.status == 301);
  BOOST_TEST(header(get, "Location") == jane + "?service=consultation&location=phone&start=2026-12-04T14%3A00%3A00Z&client_type=individual");
  BOOST_TEST(inquiry_form::take_request(scope.posts(old, at_time(), typed("send"))).status == 308);
  BOOST_TEST(scope.made_up.submitted.empty());
  BOOST_TEST(header(inquiry_form::show_inquiry(scope.gets(inquiry, {{"provider", "jane-miller"}})), "Location") == inquiry + "?provider=jane-smith");
}

BOOST_AUTO_TEST_CASE(choices_that_are_missing_lead_back_to_choosing) {
  VisitScope scope;
  const auto page = request_form(scope, {{"service", "consultation"}, {"tz", "Asia/Tokyo"}});
  BOOST_TEST(page.status == 303);
  BOOST_TEST(header(page, "Location") == "/o/harbor-therapy/schedule/jane-smith?service=consultation&tz=Asia%2FTokyo");
}

BOOST_AUTO_TEST_CASE(errors_are_listed_and_linked_and_everything_typed_is_kept) {
  VisitScope scope;
  scope.made_up.errors = {{.field = "name", .message_key = "inquiry_form.error.name_missing"}, {.field = "email", .message_key = "inquiry_form.error.email_malformed"}};
  const auto page = post_request(scope, typed("review"));
  BOOST_TEST(page.status == 422);
  BOOST_TEST(has(page, "<a href=\"#name\">Please type your name.</a>"));
  BOOST_TEST(has(page, "<a href=\"#email\">"));
  BOOST_TEST(has(page, "aria-describedby=\"email-hint email-error\""));
  for (const char* value : {"value=\"Ada Example\"", "value=\"ada@example.org\"", "value=\"207 555 0199\"", ">Line one\nLine two</textarea>", "value=\"lighthouse\"",
                            "value=\"token-from-form\""}) {
    BOOST_TEST(has(page, value), value);
  }
  BOOST_TEST(scope.made_up.submitted.empty());
}

BOOST_AUTO_TEST_CASE(the_review_shows_everything_typed_the_mail_and_carries_it_all) {
  VisitScope scope;
  const auto page = post_request(scope, typed("review"), at_time(free_start, {{"tz", "America/Los_Angeles"}}));
  BOOST_TEST(page.status == 200);
  for (const char* shown : {"Check your answers", "6:00 AM, Pacific Standard Time", "At the practice it is 9:00 AM", "Jane Smith", "Free consultation", "Phone session", "One person",
                            "Ada Example", "207 555 0199", "A message from Harbor Therapy"}) {
    BOOST_TEST(has(page, shown), shown);
  }
  for (const char* carried : {"name=\"name\" value=\"Ada Example\"", "name=\"email\" value=\"ada@example.org\"", "name=\"message\" value=\"Line one\nLine two\"",
                              "name=\"form_token\" value=\"token-from-form\"", "start=2026-12-04T14%3A00%3A00Z", "tz=America%2FLos_Angeles"}) {
    BOOST_TEST(has(page, carried), carried);
  }
  BOOST_TEST(scope.made_up.submitted.empty());
}

BOOST_AUTO_TEST_CASE(who_gave_no_address_is_told_that_no_mail_is_sent) {
  VisitScope scope;
  Pairs form = typed("review");
  form[3].second = "";
  const auto page = post_request(scope, form);
  BOOST_TEST(has(page, "no mail is sent"));
  BOOST_TEST(!has(page, "A message from Harbor Therapy"));
}

BOOST_AUTO_TEST_CASE(sending_leads_to_the_private_page) {
  VisitScope scope;
  const auto answer = post_request(scope, typed("send"), at_time(free_start, {{"tz", "America/Los_Angeles"}}));
  BOOST_TEST(answer.status == 303);
  BOOST_TEST(header(answer, "Location") == "/o/harbor-therapy/requests/page-token");
  BOOST_REQUIRE(scope.made_up.submitted.size() == 1U);
  const auto& draft = scope.made_up.submitted.front();
  BOOST_TEST((draft.kind == RequestKind::appointment));
  BOOST_TEST((draft.time->start == *parse_instant(free_start)));
  BOOST_TEST((draft.client_type == ClientType::individual));
  BOOST_TEST(draft.message.reveal() == "Line one\nLine two");
  BOOST_TEST(draft.form_token == "token-from-form");
  BOOST_TEST(draft.visitor_zone == "America/Los_Angeles");
}

BOOST_AUTO_TEST_CASE(T6_fields_that_nobody_asked_for_change_nothing) {
  VisitScope plain;
  static_cast<void>(post_request(plain, typed("send")));
  VisitScope forged;
  Pairs form = typed("send");
  for (const char* name : {"practice", "provider", "service", "location", "state", "price", "duration", "end", "id", "created_at", "tz", "kind", "role"}) form.emplace_back(name, "999");
  static_cast<void>(post_request(forged, form));
  BOOST_REQUIRE(forged.made_up.submitted.size() == 1U);
  const auto& a = plain.made_up.submitted.front();
  const auto& b = forged.made_up.submitted.front();
  BOOST_TEST((a.time->provider == b.time->provider && a.time->service == b.time->service && a.time->location == b.time->location && a.time->start == b.time->start));
  BOOST_TEST((a.kind == b.kind && a.client_type == b.client_type && a.visitor_zone == b.visitor_zone && a.people.size() == b.people.size()));
}

BOOST_AUTO_TEST_CASE(a_time_taken_meanwhile_offers_others_that_carry_everything_along) {
  VisitScope scope;
  take_from_jane(scope, free_start, 20);
  SubmitRefusal refusal{.kind = SubmitRefusal::Kind::not_offered, .fields = {}, .verdict = {}};
  Reason reason;
  reason.code = ReasonCode::conflict;
  refusal.verdict.reasons.push_back(reason);
  scope.made_up.refusal = refusal;
  const auto page = post_request(scope, typed("send"));
  BOOST_TEST(page.status == 409);
  BOOST_TEST(has(page, "That time was just taken"));
  BOOST_TEST(has(page, "name=\"start\" value=\"2026-12-04T15:00:00Z\""));
  BOOST_TEST(!has(page, "name=\"start\" value=\"2026-12-04T14:00:00Z\""));
  for (const char* carried : {"name=\"name\" value=\"Ada Example\"", "name=\"secret_word\" value=\"lighthouse\"", "name=\"form_token\" value=\"token-from-form\"",
                              "action=\"/o/harbor-therapy/inquiry?provider=jane-smith\""}) {
    BOOST_TEST(has(page, carried), carried);
  }
  scope.made_up.refusal.reset();
  Pairs again = typed("review");
  again.emplace_back("start", "2026-12-04T15:00:00Z");
  const auto review = post_request(scope, again, {{"service", "consultation"}, {"location", "phone"}, {"client_type", "individual"}});
  BOOST_TEST(review.status == 200);
  BOOST_TEST(has(review, "10:00 AM, Eastern Standard Time"));
}

BOOST_AUTO_TEST_CASE(T7_what_is_not_offered_is_told_apart_in_plain_words) {
  const auto words = [](const std::string& start) {
    VisitScope scope;
    return request_form(scope, at_time(start));
  };
  BOOST_TEST(has(words("2026-12-04T14:07:00Z"), "doesn&#39;t offer Free consultation at this time and place"));
  BOOST_TEST(has(words("2026-12-05T14:00:00Z"), "doesn&#39;t offer Free consultation at this time and place"));
  BOOST_TEST(has(words("2026-11-20T14:00:00Z"), "This time has passed."));
  BOOST_TEST(has(words("2027-06-04T13:00:00Z"), "up to 60 days ahead"));
  BOOST_TEST(words("yesterday").status == 400);
  VisitScope scope;
  scope.stored().practice.rules.min_notice = Minutes{60 * 24 * 14};
  BOOST_TEST(has(request_form(scope, at_time()), "at least 14 days before"));
}

BOOST_AUTO_TEST_CASE(a_visitor_is_not_told_why_a_time_is_not_free) {
  VisitScope booked;
  take_from_jane(booked, free_start, 20);
  VisitScope away;
  take_from_jane(away, free_start, 20);
  away.engine.calendar->busy.clear();
  TimeOff off;
  off.start = *parse_instant(free_start);
  off.end = off.start + Minutes{20};
  off.reason = "surgery";
  away.engine.calendar->time_off.push_back(off);
  const auto because_away = request_form(away, at_time());
  BOOST_TEST(has(because_away, "This time isn&#39;t free any more"));
  BOOST_TEST(!has(because_away, "surgery"));
  BOOST_TEST(has(request_form(booked, at_time()), "Somebody else has it, or the calendar has changed"));
  BOOST_TEST(has(because_away, "Somebody else has it, or the calendar has changed"));
}

BOOST_AUTO_TEST_CASE(while_scheduling_is_off_the_request_form_says_so_and_the_inquiry_works) {
  VisitScope scope;
  scope.stored().practice.public_scheduling = false;
  scope.closed_message = "We are moving.";
  const auto page = request_form(scope, at_time());
  BOOST_TEST(page.status == 200);
  BOOST_TEST(has(page, "We are moving."));
  BOOST_TEST(has(page, "/o/harbor-therapy/inquiry"));
  BOOST_TEST(!has(page, "class=\"time\""));
  BOOST_TEST(inquiry_form::show_inquiry(scope.gets(inquiry)).status == 200);
  BOOST_TEST(post_inquiry(scope, typed("send")).status == 303);
}

BOOST_AUTO_TEST_CASE(an_old_form_comes_back_filled_in_with_a_new_token) {
  for (const char* step : {"review", "send"}) {
    VisitScope scope;
    scope.is_fresh = false;
    const auto page = post_inquiry(scope, typed(step));
    BOOST_TEST(has(page, "we made the form new"));
    BOOST_TEST(has(page, "value=\"new-token-of-inquiry_form\""));
    BOOST_TEST(has(page, "value=\"Ada Example\""));
    BOOST_TEST(scope.made_up.submitted.empty());
  }
}

BOOST_AUTO_TEST_CASE(a_form_sent_before_with_other_content_is_explained) {
  VisitScope scope;
  scope.made_up.refusal = SubmitRefusal{.kind = SubmitRefusal::Kind::form_reused, .fields = {}, .verdict = {}};
  const auto page = post_inquiry(scope, typed("send"));
  BOOST_TEST(page.status == 409);
  BOOST_TEST(has(page, "This form was already sent"));
}

BOOST_AUTO_TEST_CASE(an_inquiry_may_name_a_provider_and_leave_the_kind_open) {
  VisitScope scope;
  BOOST_TEST(has(inquiry_form::show_inquiry(scope.gets(inquiry, {{"provider", "omar-haddad"}})), "Write to Omar Haddad"));
  BOOST_TEST(post_inquiry(scope, typed("send"), {{"provider", "omar-haddad"}}).status == 303);
  const auto& draft = scope.made_up.submitted.front();
  BOOST_TEST((draft.provider == scope.stored().provider("omar-haddad")->id));
  BOOST_TEST(!draft.client_type.has_value());
  BOOST_TEST(!draft.time.has_value());
}

BOOST_AUTO_TEST_CASE(a_request_for_a_service_of_several_kinds_needs_one) {
  VisitScope scope;
  const Pairs query{{"service", "consultation"}, {"location", "phone"}, {"start", free_start}};
  const auto page = post_request(scope, typed("review"), query);
  BOOST_TEST(page.status == 422);
  BOOST_TEST(has(page, "<a href=\"#client_type\">"));
  Pairs form = typed("review");
  form.emplace_back("client_type", "couple");
  const auto review = post_request(scope, form, query);
  BOOST_TEST(review.status == 200);
  BOOST_TEST(has(review, "A couple"));
  BOOST_TEST(has(review, "name=\"client_type\" value=\"couple\""));
}

BOOST_AUTO_TEST_CASE(T11_what_was_typed_is_shown_as_typed) {
  VisitScope scope;
  Pairs form = typed("review");
  form[2].second = "\"><script>alert(1)</script>{{name}}";
  const auto page = post_request(scope, form);
  BOOST_TEST(!has(page, "<script>alert"));
  BOOST_TEST(has(page, "&lt;script&gt;alert(1)&lt;/script&gt;{{name}}"));
}

BOOST_AUTO_TEST_SUITE_END()
