// SPDX-License-Identifier: AGPL-3.0-or-later
#include <boost/test/unit_test.hpp>

#include "tests/integration/accounts/house.h"

using namespace frontdesk;
using namespace frontdesk::test;
using namespace std::chrono_literals;

namespace {

const std::string desk = "desk@harbor-therapy.example";
const Instant noon = House::Caller{}.now;

void touch(House& house, const std::string& token, Instant now) {
  const auto unit = database().pool().begin(storage::AccessMode::read_write);
  const auto open = resolve_staff_session(unit->staff(), house.stored.id, token, now);
  BOOST_REQUIRE(open.has_value());
  touch_staff_session(unit->staff(), house.stored.id, *open, now);
  unit->commit();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sessions)

BOOST_AUTO_TEST_CASE(a_session_ends_after_an_hour_without_use) {
  House house;
  house.add_member(desk);
  const auto token = house.signed_in({}, desk);
  BOOST_TEST(house.resolve(token, noon + 59min + 59s).has_value());
  BOOST_TEST(!house.resolve(token, noon + 60min).has_value());
  touch(house, token, noon + 50min);
  BOOST_TEST(house.resolve(token, noon + 109min).has_value());
}

BOOST_AUTO_TEST_CASE(a_session_ends_after_twelve_hours_however_much_it_is_used) {
  House house;
  house.add_member(desk);
  const auto token = house.signed_in({}, desk);
  for (auto later = noon + 50min; later < noon + 12h; later += 50min) touch(house, token, later);
  BOOST_TEST(house.resolve(token, noon + 12h - 1s).has_value());
  BOOST_TEST(!house.resolve(token, noon + 12h).has_value());
}

BOOST_AUTO_TEST_CASE(the_last_use_is_stored_at_most_once_a_minute) {
  House house;
  house.add_member(desk);
  const auto token = house.signed_in({}, desk);
  BOOST_TEST(!house.resolve(token, noon + 59s)->is_touch_due);
  BOOST_TEST(house.resolve(token, noon + 60s)->is_touch_due);
  touch(house, token, noon + 60s);
  BOOST_TEST(!house.resolve(token, noon + 119s)->is_touch_due);
}

BOOST_AUTO_TEST_CASE(a_token_is_stored_only_as_a_hash_and_any_other_opens_nothing) {
  House house;
  house.add_member(desk);
  auto token = house.signed_in({}, desk);
  BOOST_TEST(token.size() == 43U);
  BOOST_TEST(database().number("SELECT COUNT(*) FROM staff_session WHERE token_hash LIKE CONCAT('%', LEFT('" + token + "', 8), '%')") == 0);
  token.back() = token.back() == 'A' ? 'E' : 'A';
  BOOST_TEST(!house.resolve(token, noon).has_value());
  BOOST_TEST(!house.resolve("", noon).has_value());
  BOOST_TEST(!house.resolve(std::string(200000, 'x'), noon).has_value());
}

BOOST_AUTO_TEST_CASE(signing_in_again_makes_a_new_session_and_ends_the_one_before) {
  House house;
  house.add_member(desk);
  const auto first = house.signed_in({}, desk);
  const auto second = house.signed_in({.token = first}, desk);
  BOOST_TEST(first != second);
  BOOST_TEST(!house.resolve(first, noon).has_value());
  BOOST_TEST(house.resolve(second, noon).has_value());
}

BOOST_AUTO_TEST_CASE(signing_out_ends_this_session_only) {
  House house;
  house.add_member(desk);
  const auto here = house.signed_in({}, desk);
  const auto there = house.signed_in({}, desk);
  house.call({.token = here}, [](AccountService& accounts) { accounts.sign_out(); });
  BOOST_TEST(!house.resolve(here, noon).has_value());
  BOOST_TEST(house.resolve(there, noon).has_value());
}

BOOST_AUTO_TEST_CASE(signing_out_elsewhere_keeps_this_session_only) {
  House house;
  house.add_member(desk);
  house.add_member("omar@harbor-therapy.example");
  const auto here = house.signed_in({}, desk);
  const auto there = house.signed_in({}, desk);
  const auto colleague = house.signed_in({}, "omar@harbor-therapy.example");
  house.call({.token = here}, [](AccountService& accounts) { accounts.sign_out_elsewhere(); });
  BOOST_TEST(house.resolve(here, noon).has_value());
  BOOST_TEST(!house.resolve(there, noon).has_value());
  BOOST_TEST(house.resolve(colleague, noon).has_value());
}

BOOST_AUTO_TEST_CASE(one_session_of_the_list_can_be_ended_by_its_key) {
  House house;
  house.add_member(desk);
  const auto here = house.signed_in({}, desk);
  const auto there = house.signed_in({.now = noon + 1s}, desk);
  house.call({.token = here, .now = noon + 2s}, [](AccountService& accounts) {
    const auto sessions = accounts.sessions();
    BOOST_REQUIRE(sessions.size() == 2U);
    for (const auto& session : sessions) {
      if (!session.is_this_one) accounts.end_session(session.key);
    }
    accounts.end_session("nothing");
  });
  BOOST_TEST(house.resolve(here, noon + 3s).has_value());
  BOOST_TEST(!house.resolve(there, noon + 3s).has_value());
}

BOOST_AUTO_TEST_CASE(nobody_ends_or_sees_a_colleagues_session) {
  House house;
  house.add_member(desk);
  house.add_member("omar@harbor-therapy.example");
  const auto mine = house.signed_in({}, desk);
  const auto theirs = house.signed_in({}, "omar@harbor-therapy.example");
  std::string key;
  house.call({.token = theirs}, [&](AccountService& accounts) { key = accounts.sessions().at(0).key; });
  house.call({.token = mine}, [&](AccountService& accounts) {
    BOOST_TEST(accounts.sessions().size() == 1U);
    accounts.end_session(key);
  });
  BOOST_TEST(house.resolve(theirs, noon).has_value());
}

BOOST_AUTO_TEST_CASE(a_changed_password_ends_every_session_and_gives_this_browser_a_new_one) {
  House house;
  house.add_member(desk);
  const auto here = house.signed_in({}, desk);
  const auto there = house.signed_in({}, desk);
  std::string fresh;
  house.call({.token = here}, [&](AccountService& accounts) {
    const auto changed = accounts.change_password(Sensitive<std::string>(right_password), Sensitive<std::string>("eleven herons standing"));
    BOOST_REQUIRE(changed.has_value());
    fresh = changed->session_token.reveal();
  });
  BOOST_TEST(!house.resolve(here, noon).has_value());
  BOOST_TEST(!house.resolve(there, noon).has_value());
  BOOST_TEST(house.resolve(fresh, noon).has_value());
  BOOST_TEST(!house.sign_in({}, desk, right_password).has_value());
  BOOST_TEST(house.sign_in({}, desk, "eleven herons standing").has_value());
}

BOOST_AUTO_TEST_CASE(a_password_is_changed_only_with_the_present_one_and_for_a_good_one) {
  House house;
  house.add_member(desk);
  const auto here = house.signed_in({}, desk);
  house.call({.token = here}, [&](AccountService& accounts) {
    const auto refusal = [&](const char* current, const char* next) {
      return accounts.change_password(Sensitive<std::string>(current), Sensitive<std::string>(next)).error();
    };
    BOOST_TEST((refusal(wrong_password, "eleven herons standing") == PasswordRefusal::wrong_current));
    BOOST_TEST((refusal(right_password, "short") == PasswordRefusal::too_short));
    BOOST_TEST((refusal(right_password, "HarborTherapy2026") == PasswordRefusal::too_common));
  });
  BOOST_TEST(house.resolve(here, noon).has_value());
  BOOST_TEST(house.sign_in({}, desk, right_password).has_value());
}

BOOST_AUTO_TEST_CASE(disabling_an_account_ends_its_sessions_and_enabling_brings_none_back) {
  House house;
  const auto id = house.add_member(desk);
  const auto token = house.signed_in({}, desk);
  auto unit = database().pool().begin(storage::AccessMode::read_write);
  BOOST_TEST(unit->staff().disable(house.stored.id, id, noon));
  unit->commit();
  BOOST_TEST(!house.resolve(token, noon).has_value());
  unit = database().pool().begin(storage::AccessMode::read_write);
  BOOST_TEST(unit->staff().enable(house.stored.id, id));
  unit->commit();
  BOOST_TEST(!house.resolve(token, noon).has_value());
  BOOST_TEST(house.sign_in({}, desk, right_password).has_value());
}

BOOST_AUTO_TEST_CASE(ended_sessions_are_removed_and_open_ones_stay) {
  House house;
  house.add_member(desk);
  (void)house.signed_in({}, desk);
  const auto open = house.signed_in({.now = noon + 30min}, desk);
  const auto unit = database().pool().begin(storage::AccessMode::read_write);
  unit->staff().remove_ended_sessions(noon + 70min, noon + 70min - staff_session_idle);
  unit->commit();
  BOOST_TEST(house.resolve(open, noon + 70min).has_value());
  BOOST_TEST(database().number("SELECT COUNT(*) FROM staff_session WHERE practice_id = " + std::to_string(house.stored.id.value())) == 1);
}

BOOST_AUTO_TEST_CASE(the_cookie_stays_below_the_practices_staff_pages_and_out_of_scripts) {
  House house;
  house.call({}, [&](AccountService& accounts) {
    const auto cookie = accounts.session_cookie(Sensitive<std::string>("abc"));
    BOOST_TEST(cookie == "frontdesk_staff=abc; Path=/o/" + house.stored.link_name + "/staff; HttpOnly; SameSite=Lax; Secure");
    BOOST_TEST(accounts.expired_session_cookie().ends_with("Max-Age=0"));
  });
}

BOOST_AUTO_TEST_CASE(cookies_are_secure_unless_the_base_url_is_http_on_loopback) {
  BOOST_TEST(needs_secure_cookies("https://portal.example"));
  BOOST_TEST(needs_secure_cookies("http://portal.example"));
  BOOST_TEST(needs_secure_cookies("http://127.0.0.1.evil.example"));
  BOOST_TEST(needs_secure_cookies("https://localhost"));
  BOOST_TEST(!needs_secure_cookies("http://127.0.0.1:8080"));
  BOOST_TEST(!needs_secure_cookies("http://localhost"));
  BOOST_TEST(!needs_secure_cookies("http://[::1]:8080"));
}

BOOST_AUTO_TEST_CASE(a_browser_is_named_coarsely_and_never_by_what_it_sent) {
  BOOST_TEST(device_of(firefox) == "Firefox, Windows");
  BOOST_TEST(device_of("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15") == "Safari, macOS");
  BOOST_TEST(device_of("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1") == "Safari, iPhone");
  BOOST_TEST(device_of("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0") == "Edge, Windows");
  BOOST_TEST(device_of("<script>alert(1)</script>") == "");
}

BOOST_AUTO_TEST_SUITE_END()
