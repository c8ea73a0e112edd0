// SPDX-License-Identifier: AGPL-3.0-or-later
#include <boost/test/unit_test.hpp>

#include "plugins/accounts/account.h"
#include "plugins/accounts/paths.h"
#include "plugins/accounts/sign_in.h"
#include "tests/pages/scope.h"

using namespace frontdesk;
using namespace frontdesk::test;
using namespace std::chrono_literals;

namespace {

const Actor nobody{};

Request typed(const std::string& email, const std::string& password, const std::string& next = {}) {
  return post({{"email", email}, {"password", password}, {"next", next}});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(accounts_pages)

BOOST_AUTO_TEST_CASE(signing_in_leads_to_the_conversations_with_the_cookie) {
  PageScope scope(typed("desk@harbor-therapy.example", "tall ships at dawn"), nobody);
  const auto response = accounts::sign_in(scope);
  BOOST_TEST(response.status == 303);
  BOOST_TEST(header(response, "Location") == "/o/harbor-therapy/staff/conversations");
  BOOST_TEST(header(response, "Set-Cookie") == "frontdesk_staff=fresh");
}

BOOST_AUTO_TEST_CASE(next_is_followed_only_below_the_same_practices_staff_pages) {
  const auto practice = harbor().practice;
  const std::string home = "/o/harbor-therapy/staff/conversations";
  BOOST_TEST(accounts::path_after_sign_in(practice, "/o/harbor-therapy/staff/conversations/12") == "/o/harbor-therapy/staff/conversations/12");
  BOOST_TEST(accounts::path_after_sign_in(practice, "/o/harbor-therapy/staff/account") == "/o/harbor-therapy/staff/account");
  BOOST_TEST(accounts::path_after_sign_in(practice, "/o/harbor-therapy/staff/conversations?state=new") == home);
  for (const char* bad : {"", "//evil.example", "/\\evil.example", "https://evil.example/o/harbor-therapy/staff/x", "/o/other/staff/account", "/o/harbor-therapy/staff/",
                          "/o/harbor-therapy/staff/../../evil", "/o/harbor-therapy/staff//evil.example", "/o/harbor-therapy/staff/a%0d%0ab", "/o/harbor-therapy/staff/a\r\nb",
                          "/o/harbor-therapy/staff/sign-out", "/o/harbor-therapy/staff/sign-in", "/o/harbor-therapy/staffx", "/o/harbor-therapy/staff?next=//evil.example"}) {
    BOOST_TEST_CONTEXT(bad) { BOOST_TEST(accounts::path_after_sign_in(practice, bad) == home); }
  }
}

BOOST_AUTO_TEST_CASE(a_wrong_password_keeps_the_address_and_never_the_password) {
  PageScope scope(typed("desk@harbor-therapy.example", "small boats at dusk", "/o/harbor-therapy/staff/conversations/12"), nobody);
  scope.accounts_made_up.sign_in_refusal = SignInRefusal::wrong;
  const auto response = accounts::sign_in(scope);
  BOOST_TEST(response.status == 422);
  BOOST_TEST(holds(response, "value=\"desk@harbor-therapy.example\""));
  BOOST_TEST(holds(response, "value=\"/o/harbor-therapy/staff/conversations/12\""));
  BOOST_TEST(!holds(response, "small boats"));
  BOOST_TEST(header(response, "Set-Cookie").empty());
}

BOOST_AUTO_TEST_CASE(a_known_and_an_unknown_account_get_the_same_page) {
  const auto page_for = [](SignInRefusal refusal) {
    PageScope scope(typed("somebody@example.org", "small boats at dusk"), nobody);
    scope.accounts_made_up.sign_in_refusal = refusal;
    return accounts::sign_in(scope).body;
  };
  BOOST_TEST(page_for(SignInRefusal::wrong) == page_for(SignInRefusal::wrong));
  BOOST_TEST(page_for(SignInRefusal::wrong) != page_for(SignInRefusal::slow_down));
}

BOOST_AUTO_TEST_CASE(too_many_tries_and_a_full_house_say_when_to_come_back) {
  for (const auto& [refusal, seconds] : {std::pair{SignInRefusal::slow_down, "900"}, std::pair{SignInRefusal::busy, "5"}}) {
    PageScope scope(typed("desk@harbor-therapy.example", "tall ships at dawn"), nobody);
    scope.accounts_made_up.sign_in_refusal = refusal;
    const auto response = accounts::sign_in(scope);
    BOOST_TEST(response.status == 429);
    BOOST_TEST(header(response, "Retry-After") == seconds);
    BOOST_TEST(holds(response, "value=\"desk@harbor-therapy.example\""));
  }
}

BOOST_AUTO_TEST_CASE(a_form_that_lay_open_too_long_is_shown_again_and_tries_nothing) {
  PageScope scope(typed("desk@harbor-therapy.example", "tall ships at dawn"), nobody);
  scope.is_fresh = false;
  const auto response = accounts::sign_in(scope);
  BOOST_TEST(response.status == 200);
  BOOST_TEST(scope.accounts_made_up.acts.empty());
  BOOST_TEST(holds(response, "value=\"desk@harbor-therapy.example\""));
}

BOOST_AUTO_TEST_CASE(what_is_typed_comes_back_escaped) {
  PageScope scope(typed("\"><script>alert(1)</script>", ""), nobody);
  const auto response = accounts::sign_in(scope);
  BOOST_TEST(response.status == 422);
  BOOST_TEST(!holds(response, "<script>alert"));
  BOOST_TEST(holds(response, "&lt;script&gt;alert(1)"));
}

BOOST_AUTO_TEST_CASE(signing_out_takes_the_cookie_back) {
  PageScope scope(post({}));
  const auto response = accounts::sign_out(scope);
  BOOST_TEST(header(response, "Location") == "/o/harbor-therapy/staff/sign-in?done=signed_out");
  BOOST_TEST(header(response, "Set-Cookie").ends_with("Max-Age=0"));
  BOOST_TEST(scope.accounts_made_up.acts == std::vector<std::string>{"sign_out"});
}

BOOST_AUTO_TEST_CASE(the_account_page_lists_sessions_and_ends_only_others) {
  PageScope scope(get());
  scope.accounts_made_up.open = {{"here", scope.now_is - 1h, scope.now_is, "Firefox, Windows", true}, {"there", scope.now_is - 5h, scope.now_is - 2min, "", false}};
  const auto response = accounts::show_account(scope);
  BOOST_TEST(response.status == 200);
  BOOST_TEST(holds(response, "Firefox, Windows"));
  BOOST_TEST(holds(response, "Unknown browser"));
  BOOST_TEST(holds(response, "name=\"key\" value=\"there\""));
  BOOST_TEST(!holds(response, "name=\"key\" value=\"here\""));
}

BOOST_AUTO_TEST_CASE(two_new_passwords_that_differ_change_nothing) {
  PageScope scope(post({{"current", "a"}, {"next", "eleven herons standing"}, {"again", "eleven herons sitting"}}));
  const auto response = accounts::change_password(scope);
  BOOST_TEST(response.status == 422);
  BOOST_TEST(scope.accounts_made_up.acts.empty());
  BOOST_TEST(holds(response, "id=\"again-error\""));
  BOOST_TEST(!holds(response, "herons"));
}

BOOST_AUTO_TEST_CASE(every_refusal_of_a_new_password_is_said_beside_its_field) {
  for (const auto& [refusal, field] : {std::pair{PasswordRefusal::wrong_current, "current-error"}, std::pair{PasswordRefusal::too_short, "next-error"},
                                       std::pair{PasswordRefusal::too_long, "next-error"}, std::pair{PasswordRefusal::too_common, "next-error"},
                                       std::pair{PasswordRefusal::busy, "current-error"}}) {
    PageScope scope(post({{"current", "a"}, {"next", "b"}, {"again", "b"}}));
    scope.accounts_made_up.password_refusal = refusal;
    const auto response = accounts::change_password(scope);
    BOOST_TEST(response.status >= 400);
    BOOST_TEST(holds(response, "id=\"" + std::string(field) + "\""));
  }
}

BOOST_AUTO_TEST_CASE(a_changed_password_is_told_only_while_the_sessions_show_it) {
  PageScope fresh(get("done=password"));
  fresh.accounts_made_up.open = {{"here", fresh.now_is - 1s, fresh.now_is, "Firefox, Windows", true}};
  BOOST_TEST(holds(accounts::show_account(fresh), "Your password is changed"));
  PageScope old(get("done=password"));
  old.accounts_made_up.open = {{"here", old.now_is - 2h, old.now_is, "Firefox, Windows", true}};
  BOOST_TEST(!holds(accounts::show_account(old), "Your password is changed"));
}

BOOST_AUTO_TEST_SUITE_END()
