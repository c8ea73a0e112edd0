// SPDX-License-Identifier: AGPL-3.0-or-later
#include <boost/test/unit_test.hpp>

#include "frontdesk/time_text.h"
#include "plugins/request_page/handlers.h"
#include "tests/visitor_pages/visit_scope.h"

using namespace frontdesk;
using namespace frontdesk::test;

namespace {

const std::string by_session = "/o/harbor-therapy/requests";
const std::string by_token = by_session + "/page-token";
const std::string mailed = by_session + "/mailed-token";

Response open_page(VisitScope& scope, const RequestView& view) {
  scope.made_up.by_token = view;
  return request_page::show_by_token(scope.gets(by_token));
}

Response with_session(VisitScope& scope, const std::string& step) {
  scope.made_up.by_session = a_held_request();
  scope.posts(by_session, {}, {{"step", step}});
  scope.asked.cookies.add("frontdesk_request", "session-token");
  return request_page::act_by_session(scope);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(private_page)

BOOST_AUTO_TEST_CASE(says_what_happens_next_and_until_when_the_time_is_held) {
  VisitScope scope;
  const auto page = open_page(scope, a_held_request());
  BOOST_TEST(page.status == 200);
  BOOST_TEST(has(page, "Your request has reached Harbor Therapy"));
  BOOST_TEST(has(page, "at the longest until Saturday, November 28, 2026 at 7:00 AM (Eastern Standard Time)"));
  BOOST_TEST(has(page, "A short mail tells you"));
  for (const char* shown : {"Friday, December 4, 2026 at 9:00 AM", "Jane Smith", "Free consultation", "20 minutes", "Phone session", "Ada Example", "Mornings are best.", "+1 207 555 0142"}) {
    BOOST_TEST(has(page, shown), shown);
  }
}

BOOST_AUTO_TEST_CASE(T5_its_title_is_neutral_and_it_is_neither_kept_nor_indexed) {
  VisitScope scope;
  const auto page = open_page(scope, a_held_request());
  BOOST_TEST(has(page, "<title>Private page · Harbor Therapy</title>"));
  BOOST_TEST((page.caching == Caching::no_store));
  BOOST_TEST(!page.indexable);
  BOOST_TEST(has(page, "noindex"));
}

BOOST_AUTO_TEST_CASE(a_hold_that_has_run_out_is_told_even_before_the_worker_ended_it) {
  VisitScope scope;
  RequestView view = a_held_request();
  view.hold_ends_at = scope.now();
  const auto page = open_page(scope, view);
  BOOST_TEST(has(page, "Your time isn&#39;t held any longer"));
  BOOST_TEST(has(page, "Choose another time"));
}

BOOST_AUTO_TEST_CASE(once_accepted_it_shows_time_place_directions_and_the_answer) {
  VisitScope scope;
  RequestView view = a_held_request();
  view.state = RequestState::accepted;
  view.hold = HoldState::booked;
  view.replies.push_back({.text = Sensitive<std::string>("See you then."), .sent_at = scope.now()});
  const auto page = open_page(scope, view);
  BOOST_TEST(has(page, "Your appointment is confirmed"));
  BOOST_TEST(has(page, "We call you."));
  BOOST_TEST(has(page, "See you then."));
  BOOST_TEST(!has(page, "value=\"withdraw\""));
}

BOOST_AUTO_TEST_CASE(directions_are_shown_only_once_accepted) {
  VisitScope scope;
  BOOST_TEST(!has(open_page(scope, a_held_request()), "We call you."));
}

BOOST_AUTO_TEST_CASE(every_state_of_both_kinds_has_its_words) {
  for (const auto kind : {RequestKind::inquiry, RequestKind::appointment}) {
    for (const auto state : {RequestState::requested, RequestState::accepted, RequestState::declined, RequestState::withdrawn}) {
      for (const auto hold : {HoldState::none, HoldState::held, HoldState::ended, HoldState::booked, HoldState::released}) {
        VisitScope scope;
        RequestView view = a_held_request();
        view.kind = kind;
        view.state = state;
        view.hold = hold;
        if (kind == RequestKind::inquiry) view.start = view.end = std::nullopt;
        BOOST_TEST(open_page(scope, view).status == 200);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(who_gave_no_address_is_not_told_to_wait_for_mail) {
  VisitScope scope;
  RequestView view = a_held_request();
  view.can_be_mailed = false;
  const auto page = open_page(scope, view);
  BOOST_TEST(has(page, "so we call you"));
  BOOST_TEST(!has(page, "our mail"));
}

BOOST_AUTO_TEST_CASE(T4_a_link_from_mail_shows_a_field_and_a_button_and_nothing_personal) {
  VisitScope scope;
  scope.made_up.opens = LinkOpening::asks;
  scope.made_up.by_token = scope.made_up.by_session = a_held_request();
  const auto page = request_page::show_by_token(scope.gets(mailed));
  BOOST_TEST(page.status == 200);
  for (const char* personal : {"Ada", "Jane", "consultation", "December", "Mornings"}) BOOST_TEST(!has(page, personal), personal);
  BOOST_TEST(has(page, "Your name, as you typed it"));
  BOOST_TEST(scope.made_up.acts.empty());
  BOOST_TEST((page.framing == Framing::none));
  scope.made_up.has_word = true;
  BOOST_TEST(has(request_page::show_by_token(scope.gets(mailed)), "The word that you chose"));
}

BOOST_AUTO_TEST_CASE(T4_the_right_answer_opens_a_session_and_leaves_the_token_behind) {
  VisitScope scope;
  scope.made_up.opens = LinkOpening::asks;
  const auto answer = request_page::act_by_token(scope.posts(mailed, {}, {{"answer", "  lighthouse "}}));
  BOOST_TEST(answer.status == 303);
  BOOST_TEST(header(answer, "Location") == by_session);
  BOOST_TEST(header(answer, "Set-Cookie") == "frontdesk_request=session-token; Path=/o/harbor-therapy/requests; HttpOnly; SameSite=Lax; Secure");
}

BOOST_AUTO_TEST_CASE(T20_the_cookie_is_secure_unless_the_site_is_http_on_loopback) {
  const auto cookie = [](const std::string& base) {
    VisitScope scope;
    scope.base = base;
    scope.made_up.opens = LinkOpening::asks;
    return header(request_page::act_by_token(scope.posts(mailed, {}, {{"answer", "lighthouse"}})), "Set-Cookie");
  };
  for (const char* plain : {"http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080", "http://127.0.0.1"}) BOOST_TEST(cookie(plain).find("Secure") == std::string::npos, plain);
  for (const char* secure : {"https://portal.example", "http://portal.example", "http://localhost.evil.example", "http://127.evil.example", "http://128.0.0.1"}) {
    BOOST_TEST(cookie(secure).find("Secure") != std::string::npos, secure);
  }
}

BOOST_AUTO_TEST_CASE(a_wrong_answer_asks_again_and_too_many_lead_to_the_phone) {
  VisitScope scope;
  scope.made_up.opens = LinkOpening::asks;
  const auto again = request_page::act_by_token(scope.posts(mailed, {}, {{"answer", "harbour"}}));
  BOOST_TEST(again.status == 422);
  BOOST_TEST(has(again, "That isn&#39;t the name"));
  BOOST_TEST(!has(again, "harbour"));
  scope.made_up.opens_after_answer = LinkOpening::locked;
  const auto locked = request_page::act_by_token(scope.posts(mailed, {}, {{"answer", "harbour"}}));
  BOOST_TEST(locked.status == 403);
  BOOST_TEST(has(locked, "+1 207 555 0142"));
  BOOST_TEST(has(locked, "fresh link"));
}

BOOST_AUTO_TEST_CASE(an_empty_answer_is_not_counted) {
  VisitScope scope;
  scope.made_up.opens = LinkOpening::asks;
  BOOST_TEST(request_page::act_by_token(scope.posts(mailed, {}, {{"answer", "   "}})).status == 422);
  BOOST_TEST(scope.made_up.acts.empty());
}

BOOST_AUTO_TEST_CASE(an_unknown_link_is_the_common_404_by_any_method) {
  VisitScope scope;
  scope.made_up.opens = LinkOpening::unknown;
  BOOST_TEST(request_page::show_by_token(scope.gets(mailed)).status == 404);
  BOOST_TEST(request_page::act_by_token(scope.posts(mailed, {}, {{"step", "close"}})).status == 404);
  BOOST_TEST(scope.made_up.acts.empty());
}

BOOST_AUTO_TEST_CASE(withdrawing_asks_first) {
  VisitScope scope;
  scope.made_up.by_token = a_held_request();
  const auto asked = request_page::act_by_token(scope.posts(by_token, {}, {{"step", "withdraw"}}));
  BOOST_TEST(has(asked, "Do you want to withdraw?"));
  BOOST_TEST(scope.made_up.acts.empty());
  const auto done = request_page::act_by_token(scope.posts(by_token, {}, {{"step", "withdraw_now"}}));
  BOOST_TEST(done.status == 303);
  BOOST_TEST(header(done, "Location") == by_token);
  BOOST_TEST(scope.made_up.acts == std::vector<std::string>{"withdraw 7"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(T9_what_could_not_be_withdrawn_is_not_called_withdrawn) {
  VisitScope scope;
  scope.made_up.by_token = a_held_request();
  scope.made_up.may_withdraw = false;
  const auto page = request_page::act_by_token(scope.posts(by_token, {}, {{"step", "withdraw_now"}}));
  BOOST_TEST(page.status == 409);
  BOOST_TEST(has(page, "can&#39;t be withdrawn here any more"));
}

BOOST_AUTO_TEST_CASE(closing_for_good_ends_token_and_session_and_takes_the_cookie_away) {
  VisitScope scope;
  scope.made_up.by_token = a_held_request();
  scope.posts(by_token, {}, {{"step", "close"}});
  scope.asked.cookies.add("frontdesk_request", "session-token");
  const auto answer = request_page::act_by_token(scope);
  BOOST_TEST(answer.status == 303);
  BOOST_TEST(header(answer, "Location") == by_session);
  BOOST_TEST(header(answer, "Set-Cookie").starts_with("frontdesk_request=; Max-Age=0; Path=/o/harbor-therapy/requests;"));
  BOOST_TEST(scope.made_up.acts == (std::vector<std::string>{"close page-token", "close session-token"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_session_shows_the_page_and_acts_and_without_one_it_is_closed) {
  VisitScope scope;
  BOOST_TEST(has(with_session(scope, ""), "Your request has reached Harbor Therapy"));
  BOOST_TEST(with_session(scope, "withdraw_now").status == 303);
  VisitScope stranger;
  stranger.made_up.by_session = a_held_request();
  const auto closed = request_page::show_by_session(stranger.gets(by_session));
  BOOST_TEST(has(closed, "Your private page is closed"));
  BOOST_TEST(!has(closed, "Ada"));
}

BOOST_AUTO_TEST_CASE(T21_an_old_form_does_nothing) {
  VisitScope scope;
  scope.is_fresh = false;
  BOOST_TEST(has(with_session(scope, "withdraw_now"), "Your request has reached Harbor Therapy"));
  BOOST_TEST(has(with_session(scope, "close"), "Your request has reached Harbor Therapy"));
  scope.made_up.opens = LinkOpening::asks;
  BOOST_TEST(request_page::act_by_token(scope.posts(mailed, {}, {{"answer", "lighthouse"}})).status == 200);
  BOOST_TEST(scope.made_up.acts.empty());
}

BOOST_AUTO_TEST_SUITE_END()
