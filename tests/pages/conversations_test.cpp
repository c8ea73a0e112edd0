// SPDX-License-Identifier: AGPL-3.0-or-later
#include <boost/test/unit_test.hpp>

#include "plugins/conversations/actions.h"
#include "plugins/conversations/conversation.h"
#include "plugins/conversations/inbox.h"
#include "plugins/conversations/inbox_query.h"
#include "tests/pages/example_conversation.h"

using namespace frontdesk;
using namespace frontdesk::test;
using namespace std::chrono_literals;
using conversations::Act;

namespace {

Request below(Request request, const std::string& id = "5") {
  request.path_parameters["id"] = id;
  return request;
}

Response act_refused(Act act, DecisionRefusal refusal, const std::string& text = "Could we do Tuesday instead?") {
  PageScope scope(below(post({{"version", "7"}, {"text", text}, {"provider", "omar-haddad"}})));
  scope.conversations_made_up.view = a_request_for_a_time(scope.now_is);
  scope.conversations_made_up.refusal = refusal;
  return conversations::perform(scope, act);
}

Response shown(const ConversationView& view, const std::string& query = {}) {
  PageScope scope(below(get(query)));
  scope.conversations_made_up.view = view;
  return conversations::show_conversation(scope);
}

const Instant now = made_up_now;

}  // namespace

BOOST_AUTO_TEST_SUITE(conversations_pages)

BOOST_AUTO_TEST_CASE(an_empty_inbox_says_where_requests_come_from) {
  PageScope scope(get());
  const auto response = conversations::show_inbox(scope);
  BOOST_TEST(response.status == 200);
  BOOST_TEST(holds(response, "Nothing is waiting for you"));
  BOOST_TEST(holds(response, "https://portal.example/o/harbor-therapy/schedule"));
}

BOOST_AUTO_TEST_CASE(a_search_without_results_offers_to_show_all) {
  PageScope scope(get("state=declined"));
  const auto response = conversations::show_inbox(scope);
  BOOST_TEST(holds(response, "No conversation fits that"));
  BOOST_TEST(!holds(response, "Nothing is waiting for you"));
}

BOOST_AUTO_TEST_CASE(a_row_says_who_what_when_and_whether_to_call) {
  PageScope scope(get());
  auto row = a_request_for_a_time(now).row;
  row.can_be_mailed = false;
  scope.conversations_made_up.page = {.rows = {row}, .has_more = false, .unread = 1};
  const auto response = conversations::show_inbox(scope);
  BOOST_TEST(holds(response, "href=\"/o/harbor-therapy/staff/conversations/5\""));
  BOOST_TEST(holds(response, "Maya Lindqvist"));
  BOOST_TEST(holds(response, "Individual therapy with Jane Smith"));
  BOOST_TEST(holds(response, "Mon, Dec 7, 9:00"));
  BOOST_TEST(holds(response, "tag-new"));
  BOOST_TEST(holds(response, "inbox-unread"));
  BOOST_TEST(holds(response, "Please call"));
  BOOST_TEST(holds(response, "1 unread"));
}

BOOST_AUTO_TEST_CASE(a_hold_that_ends_within_a_day_stands_out) {
  for (const auto& [left, is_urgent] : {std::pair{23h, true}, std::pair{25h, false}, std::pair{-1h, true}}) {
    PageScope scope(get());
    auto row = a_request_for_a_time(now).row;
    row.hold_ends_at = now + left;
    scope.conversations_made_up.page.rows = {row};
    BOOST_TEST(holds(conversations::show_inbox(scope), "inbox-urgent") == is_urgent);
  }
}

BOOST_AUTO_TEST_CASE(filters_come_from_closed_lists_and_stay_in_the_address_of_the_next_page) {
  PageScope scope(get("state=new&kind=appointment&provider=omar-haddad&unread=1&q= maya &folder=archived&after=key1"));
  auto row = a_request_for_a_time(now).row;
  row.key = "key2";
  scope.conversations_made_up.page = {.rows = {row}, .has_more = true, .unread = 0};
  const auto response = conversations::show_inbox(scope);
  const auto& filter = scope.conversations_made_up.last_filter;
  BOOST_TEST((filter.state == ConversationState::fresh));
  BOOST_TEST((filter.kind == RequestKind::appointment));
  BOOST_TEST((filter.provider == ProviderId(2)));
  BOOST_TEST(filter.unread_only);
  BOOST_TEST(filter.archived);
  BOOST_TEST(filter.words == "maya");
  BOOST_TEST(filter.after_key == "key1");
  BOOST_TEST(holds(response, "?folder=archived&amp;state=new&amp;kind=appointment&amp;provider=omar-haddad&amp;unread=1&amp;q=maya&amp;after=key2"));
}

BOOST_AUTO_TEST_CASE(what_no_list_has_counts_as_not_chosen) {
  const auto query = conversations::read_inbox_query(get("state=7&kind=x&provider=nobody&unread=yes&folder=trash&after=" + std::string(5000, 'k')).query, harbor());
  BOOST_TEST(!query.is_narrowed());
  BOOST_TEST(!query.filter.archived);
  BOOST_TEST(query.filter.after_key.empty());
}

BOOST_AUTO_TEST_CASE(a_long_search_is_cut_between_characters) {
  std::string words;
  for (int i = 0; i < 60; ++i) words += "é";
  words.insert(words.begin(), 'x');
  Request request;
  request.query.add("q", words);
  const auto query = conversations::read_inbox_query(request.query, harbor());
  BOOST_TEST(query.filter.words.size() == 99U);
}

BOOST_AUTO_TEST_CASE(the_page_shows_request_people_thread_and_who_gets_the_mail) {
  const auto response = shown(a_request_for_a_time(now));
  BOOST_TEST(response.status == 200);
  BOOST_TEST((response.caching == Caching::no_store));
  BOOST_TEST(holds(response, "Monday, December 7, 2026"));
  BOOST_TEST(holds(response, "maya@example.org"));
  BOOST_TEST(holds(response, "tel:+12075550199"));
  BOOST_TEST(holds(response, "Maya Lindqvist gets an e-mail at maya@example.org"));
  BOOST_TEST(holds(response, "message-note"));
  BOOST_TEST(holds(response, "name=\"version\" value=\"7\""));
  BOOST_TEST(holds(response, "value=\"token-of-conversations.accept\""));
  BOOST_TEST(holds(response, "This time can be accepted"));
}

BOOST_AUTO_TEST_CASE(what_stands_against_the_time_is_said_in_words) {
  auto view = a_request_for_a_time(now);
  view.verdict_now.reasons = {{.code = ReasonCode::conflict, .nearest = {}, .blocks = {}, .blocked_from = *view.request.start, .blocked_until = *view.request.end, .source = BusySource::appointment, .plugin = {}},
                              {.code = ReasonCode::min_notice, .amount = 1440, .nearest = {}, .blocks = {}, .blocked_from = {}, .blocked_until = {}, .source = {}, .plugin = {}}};
  BOOST_TEST(holds(shown(view), "held for this request and can be accepted"));
  view.request.hold = HoldState::ended;
  const auto response = shown(view);
  BOOST_TEST(holds(response, "Something stands against this time"));
  BOOST_TEST(holds(response, "There is an appointment from Mon, Dec 7, 9:00"));
  BOOST_TEST(holds(response, "(24 hours)"));
}

BOOST_AUTO_TEST_CASE(every_reason_has_its_words) {
  for (int code = static_cast<int>(ReasonCode::scheduling_off); code <= static_cast<int>(ReasonCode::beyond_window); ++code) {
    auto view = a_request_for_a_time(now);
    view.verdict_now.reasons = {{.code = static_cast<ReasonCode>(code), .amount = 3, .nearest = {}, .blocks = {}, .blocked_from = now, .blocked_until = now, .source = {}, .plugin = {}}};
    BOOST_TEST(shown(view).status == 200);
  }
}

BOOST_AUTO_TEST_CASE(without_an_address_the_page_says_to_call) {
  auto view = a_request_for_a_time(now);
  view.row.can_be_mailed = false;
  view.people[0].email = Sensitive<std::string>();
  const auto response = shown(view);
  BOOST_TEST(holds(response, "nothing is mailed: please call"));
  BOOST_TEST(!holds(response, "gets an e-mail"));
}

BOOST_AUTO_TEST_CASE(only_what_the_state_allows_is_offered) {
  auto view = a_request_for_a_time(now);
  view.request.state = RequestState::accepted;
  view.row.state = ConversationState::accepted;
  auto response = shown(view);
  BOOST_TEST(!holds(response, "conversations/5/accept\""));
  BOOST_TEST(!holds(response, "conversations/5/decline\""));
  BOOST_TEST(holds(response, "conversations/5/reply\""));

  view = a_request_for_a_time(now);
  view.request.kind = RequestKind::inquiry;
  view.row.kind = RequestKind::inquiry;
  response = shown(view);
  BOOST_TEST(!holds(response, "conversations/5/accept\""));
  BOOST_TEST(holds(response, "conversations/5/decline\""));

  view.row.archived = true;
  response = shown(view);
  BOOST_TEST(holds(response, "conversations/5/bring-back\""));
  BOOST_TEST(!holds(response, "conversations/5/archive\""));
}

BOOST_AUTO_TEST_CASE(an_act_goes_on_with_the_version_that_was_seen_and_leads_back) {
  PageScope scope(below(post({{"version", "7"}, {"text", "See you then."}})));
  scope.conversations_made_up.view = a_request_for_a_time(now);
  const auto response = conversations::perform(scope, Act::accept);
  BOOST_TEST(response.status == 303);
  BOOST_TEST(header(response, "Location") == "/o/harbor-therapy/staff/conversations/5?done=accept");
  BOOST_TEST(scope.conversations_made_up.acts == std::vector<std::string>{"accept 5 7 See you then."});
}

BOOST_AUTO_TEST_CASE(a_refused_act_keeps_what_was_typed_and_says_who_changed_what) {
  for (const Act act : {Act::reply, Act::note, Act::accept, Act::decline}) {
    const auto response = act_refused(act, DecisionRefusal::changed);
    BOOST_TEST(response.status == 409);
    BOOST_TEST(holds(response, ">Could we do Tuesday instead?</textarea>"));
    BOOST_TEST(holds(response, "changed while you had it open"));
    BOOST_TEST(holds(response, "Omar Haddad reassigned this to Jane Smith"));
  }
}

BOOST_AUTO_TEST_CASE(an_empty_or_too_long_text_is_said_beside_its_field) {
  for (const auto refusal : {DecisionRefusal::empty_text, DecisionRefusal::text_too_long}) {
    const auto response = act_refused(Act::reply, refusal, "x");
    BOOST_TEST(response.status == 422);
    BOOST_TEST(holds(response, "id=\"reply-error\""));
    BOOST_TEST(!holds(response, "id=\"note-error\""));
  }
}

BOOST_AUTO_TEST_CASE(a_taken_time_is_told_and_the_message_kept) {
  const auto response = act_refused(Act::accept, DecisionRefusal::time_taken);
  BOOST_TEST(response.status == 409);
  BOOST_TEST(holds(response, "this time isn&#39;t free any more"));
  BOOST_TEST(holds(response, ">Could we do Tuesday instead?</textarea>"));
}

BOOST_AUTO_TEST_CASE(absent_foreign_and_malformed_ids_are_the_common_404) {
  std::string first;
  for (const char* id : {"6", "05", "-5", "x", "", "99999999999999999999999"}) {
    PageScope scope(below(get(), id));
    scope.conversations_made_up.view = a_request_for_a_time(now);
    const auto response = conversations::show_conversation(scope);
    BOOST_TEST(response.status == 404);
    if (first.empty()) first = response.body;
    BOOST_TEST(response.body == first);
    PageScope posting(below(post({{"version", "7"}}), id));
    posting.conversations_made_up.refusal = DecisionRefusal::not_found;
    BOOST_TEST(conversations::perform(posting, Act::archive).status == 404);
  }
}

BOOST_AUTO_TEST_CASE(reassigning_goes_by_link_name_and_out_of_sight_leads_to_the_inbox) {
  PageScope scope(below(post({{"version", "7"}, {"provider", "omar-haddad"}})));
  scope.conversations_made_up.view = a_request_for_a_time(now);
  BOOST_TEST(header(conversations::perform(scope, Act::reassign), "Location").ends_with("?done=reassign"));
  BOOST_TEST(scope.conversations_made_up.acts == std::vector<std::string>{"reassign 5 7 2"});

  PageScope gone(below(post({{"version", "7"}, {"provider", "omar-haddad"}})));
  BOOST_TEST(header(conversations::perform(gone, Act::reassign), "Location") == "/o/harbor-therapy/staff/conversations?done=passed_on&id=5");

  PageScope unknown(below(post({{"version", "7"}, {"provider", "2"}})));
  unknown.conversations_made_up.view = a_request_for_a_time(now);
  BOOST_TEST(conversations::perform(unknown, Act::reassign).status == 409);
  BOOST_TEST(unknown.conversations_made_up.acts.empty());
}

BOOST_AUTO_TEST_CASE(what_belongs_to_nobody_is_not_shown_as_the_first_providers) {
  auto view = a_request_for_a_time(now);
  BOOST_TEST(holds(shown(view), "<option value=\"jane-smith\" selected>"));
  view.provider = std::nullopt;
  const auto response = shown(view);
  BOOST_TEST(holds(response, "<option value=\"\" selected>Nobody yet"));
  BOOST_TEST(!holds(response, "<option value=\"jane-smith\" selected>"));
}

BOOST_AUTO_TEST_CASE(a_notice_is_shown_only_while_it_is_true) {
  auto view = a_request_for_a_time(now);
  BOOST_TEST(!holds(shown(view, "done=accept"), "The request is accepted"));
  view.request.state = RequestState::accepted;
  view.history.push_back({.kind = "accepted", .author = "Sam Ortiz", .detail = {}, .at = now - 5s});
  BOOST_TEST(holds(shown(view, "done=accept"), "The request is accepted"));
  BOOST_TEST(!holds(shown(view, "done=decline"), "The request is declined"));
  view.history.back().at = now - 1h;
  BOOST_TEST(!holds(shown(view, "done=accept"), "The request is accepted"));
  BOOST_TEST(!holds(shown(view, "done=archive"), "is archived"));
  BOOST_TEST(shown(view, "done=<script>").status == 200);
}

BOOST_AUTO_TEST_CASE(hostile_words_come_back_as_typed_and_harmless) {
  const std::string hostile = "</textarea><script>alert(1)</script><img src=x onerror=alert(1)>{{name}}{{{x}}}";
  auto view = a_request_for_a_time(now);
  view.row.client_name = Sensitive<std::string>(hostile);
  view.people[0].name = Sensitive<std::string>(hostile);
  view.people[0].phone = Sensitive<std::string>("javascript:alert(1)");
  for (auto& message : view.messages) message.text = Sensitive<std::string>(hostile);
  const auto response = shown(view);
  BOOST_TEST(!holds(response, "<script>alert"));
  BOOST_TEST(!holds(response, "<img src=x"));
  BOOST_TEST(!holds(response, "href=\"javascript"));
  BOOST_TEST(holds(response, "{{name}}{{{x}}}"));
}

BOOST_AUTO_TEST_SUITE_END()
