// SPDX-License-Identifier: AGPL-3.0-or-later
#include <boost/test/unit_test.hpp>
#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "tests/integration/accounts/house.h"

using namespace frontdesk;
using namespace frontdesk::test;
using namespace std::chrono_literals;

namespace {

const std::string desk = "desk@harbor-therapy.example";

bool is_refused(const Result<SignedIn, SignInRefusal>& answer, SignInRefusal refusal) { return !answer && answer.error() == refusal; }

void fail_times(House& house, const House::Caller& caller, std::int64_t times) {
  for (std::int64_t i = 0; i < times; ++i) {
    auto later = caller;
    later.now += std::chrono::milliseconds{i};
    BOOST_REQUIRE(is_refused(house.sign_in(later, desk, wrong_password), SignInRefusal::wrong));
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sign_in)

BOOST_AUTO_TEST_CASE(the_right_password_signs_in_whatever_the_case_of_the_address) {
  House house;
  house.add_member(desk);
  const auto answer = house.sign_in({}, " Desk@Harbor-Therapy.example ", right_password);
  BOOST_REQUIRE(answer.has_value());
  BOOST_TEST(answer->staff.email == desk);
  const auto open = house.resolve(answer->session_token.reveal(), House::Caller{}.now);
  BOOST_REQUIRE(open.has_value());
  BOOST_TEST(open->member.name == "Sam Ortiz");
  BOOST_TEST(open->session.device == "Firefox, Windows");
}

BOOST_AUTO_TEST_CASE(a_wrong_password_an_unknown_a_disabled_and_a_passwordless_account_get_one_answer) {
  House house;
  house.add_member(desk);
  house.add_member("new@harbor-therapy.example", "");
  const auto gone = house.add_member("gone@harbor-therapy.example");
  const auto unit = database().pool().begin(storage::AccessMode::read_write);
  unit->staff().disable(house.stored.id, gone, House::Caller{}.now);
  unit->commit();

  BOOST_TEST(is_refused(house.sign_in({}, desk, wrong_password), SignInRefusal::wrong));
  BOOST_TEST(is_refused(house.sign_in({}, "nobody@harbor-therapy.example", right_password), SignInRefusal::wrong));
  BOOST_TEST(is_refused(house.sign_in({}, "gone@harbor-therapy.example", right_password), SignInRefusal::wrong));
  BOOST_TEST(is_refused(house.sign_in({}, "new@harbor-therapy.example", right_password), SignInRefusal::wrong));
  BOOST_TEST(is_refused(house.sign_in({}, "new@harbor-therapy.example", ""), SignInRefusal::wrong));
}

BOOST_AUTO_TEST_CASE(an_account_opens_only_its_own_practice) {
  House house;
  House other;
  house.add_member(desk);
  BOOST_TEST(is_refused(other.sign_in({}, desk, right_password), SignInRefusal::wrong));
  const auto token = house.signed_in({}, desk);
  BOOST_TEST(!house.resolve_at(other.stored.id, token, House::Caller{}.now).has_value());
}

BOOST_AUTO_TEST_CASE(an_unknown_account_takes_as_long_as_a_known_one) {
  House house;
  house.add_member(desk);
  const auto duration_of = [&](const std::string& email) {
    auto best = std::chrono::steady_clock::duration::max();
    for (int i = 0; i < 5; ++i) {
      const auto start = std::chrono::steady_clock::now();
      (void)house.sign_in({.address = "192.0.2." + std::to_string(100 + i)}, email, wrong_password);
      best = std::min(best, std::chrono::steady_clock::now() - start);
    }
    return best;
  };
  const auto known = duration_of(desk);
  const auto unknown = duration_of("nobody@harbor-therapy.example");
  BOOST_TEST((unknown > known / 2 && known > unknown / 2));
}

BOOST_AUTO_TEST_CASE(guessing_from_one_network_is_slowed_and_a_colleague_elsewhere_is_not) {
  House house;
  house.add_member(desk);
  fail_times(house, {.address = stranger}, SignInLimits::of_account_from_network);
  const House::Caller later{.address = stranger, .now = House::Caller{}.now + 1min};
  BOOST_TEST(is_refused(house.sign_in(later, desk, right_password), SignInRefusal::slow_down));
  BOOST_TEST(house.sign_in({.address = office, .now = later.now}, desk, right_password).has_value());
  BOOST_TEST(house.sign_in({.address = stranger, .now = later.now + SignInLimits::window}, desk, right_password).has_value());
}

BOOST_AUTO_TEST_CASE(tries_at_an_unknown_account_are_slowed_alike) {
  House house;
  for (std::int64_t i = 0; i < SignInLimits::of_account_from_network; ++i) {
    BOOST_REQUIRE(is_refused(house.sign_in({.now = House::Caller{}.now + i * 1s}, "nobody@harbor-therapy.example", wrong_password), SignInRefusal::wrong));
  }
  BOOST_TEST(is_refused(house.sign_in({.now = House::Caller{}.now + 1min}, "nobody@harbor-therapy.example", wrong_password), SignInRefusal::slow_down));
}

BOOST_AUTO_TEST_CASE(a_network_that_tries_many_accounts_is_slowed_by_its_64_bits) {
  House house;
  house.add_member(desk);
  const auto unit = database().pool().begin(storage::AccessMode::read_write);
  unit->commit();
  for (std::int64_t i = 0; i < SignInLimits::of_network; ++i) {
    const House::Caller caller{.address = "2001:db8:1:2::" + std::to_string(i + 1), .now = House::Caller{}.now + i * 1ms};
    BOOST_REQUIRE(is_refused(house.sign_in(caller, "a" + std::to_string(i) + "@harbor-therapy.example", wrong_password), SignInRefusal::wrong));
  }
  const auto now = House::Caller{}.now + 1min;
  BOOST_TEST(is_refused(house.sign_in({.address = "2001:db8:1:2:ffff::1", .now = now}, desk, right_password), SignInRefusal::slow_down));
  BOOST_TEST(house.sign_in({.address = "2001:db8:1:3::1", .now = now}, desk, right_password).has_value());
}

BOOST_AUTO_TEST_CASE(while_an_account_is_tried_from_everywhere_its_owner_still_gets_in) {
  House house;
  house.add_member(desk);
  for (std::int64_t i = 0; i < SignInLimits::of_account_from_everywhere; ++i) {
    const House::Caller caller{.address = "203.0.113." + std::to_string(i + 1), .now = House::Caller{}.now + i * 1ms};
    BOOST_REQUIRE(is_refused(house.sign_in(caller, desk, wrong_password), SignInRefusal::wrong));
  }
  const auto now = House::Caller{}.now + 1min;
  BOOST_TEST(house.sign_in({.address = office, .now = now}, desk, right_password).has_value());
  const House::Caller guesser{.address = stranger, .now = now};
  fail_times(house, guesser, SignInLimits::of_account_from_network_then);
  BOOST_TEST(is_refused(house.sign_in({.address = stranger, .now = now + 1s}, desk, right_password), SignInRefusal::slow_down));
}

BOOST_AUTO_TEST_CASE(with_limits_off_nothing_is_slowed) {
  House house;
  house.add_member(desk);
  house.rules.limits = false;
  fail_times(house, {}, SignInLimits::of_account_from_network + 2);
  BOOST_TEST(house.sign_in({}, desk, right_password).has_value());
  BOOST_TEST(database().number("SELECT COUNT(*) FROM try_counter") == 0);
}

BOOST_AUTO_TEST_CASE(counts_hold_no_address_in_clear) {
  House house;
  fail_times(house, {.address = stranger}, 1);
  BOOST_TEST(database().number("SELECT COUNT(*) FROM try_counter WHERE subject_hash LIKE '%198.51%' OR subject_hash LIKE '%harbor%'") == 0);
  BOOST_TEST(database().number("SELECT COUNT(*) FROM try_counter") == 3);
}

BOOST_AUTO_TEST_CASE(a_full_pool_says_busy_at_once_and_counts_nothing) {
  House house;
  house.add_member(desk);
  PasswordPool small{{.at_once = 1, .waiting = 0, .patience = 60s}};
  const auto turn = small.take();
  BOOST_REQUIRE(turn.has_value());
  const auto unit = database().pool().begin(storage::AccessMode::read_write);
  Request request;
  AccountService accounts(*unit, house.rules, small, {.practice = house.practice, .request = request, .now = House::Caller{}.now});
  BOOST_TEST(is_refused(accounts.sign_in(desk, Sensitive<std::string>(wrong_password)), SignInRefusal::busy));
  unit->commit();
  BOOST_TEST(database().number("SELECT COUNT(*) FROM try_counter") == 0);
}

BOOST_AUTO_TEST_CASE(many_at_once_run_only_as_many_as_the_pool_has_places_for) {
  PasswordPool pool{{.at_once = 2, .waiting = 3, .patience = 60s}};
  auto first = pool.take();
  auto second = pool.take();
  BOOST_REQUIRE((first && second));
  std::atomic<int> got = 0;
  std::atomic<int> busy = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 20; ++i) {
    threads.emplace_back([&] {
      if (const auto turn = pool.take()) {
        ++got;
      } else {
        ++busy;
      }
    });
  }
  while (busy < 17) std::this_thread::yield();
  BOOST_TEST(got == 0);
  first.reset();
  second.reset();
  for (auto& thread : threads) thread.join();
  BOOST_TEST(got == 3);
  BOOST_TEST(busy == 17);
}

BOOST_AUTO_TEST_CASE(a_pool_leaves_half_of_the_threads_free) {
  for (const int threads : {4, 8, 16, 64}) {
    const auto size = PasswordPool::for_threads(threads, 2);
    BOOST_TEST(size.at_once >= 1);
    BOOST_TEST(size.at_once + size.waiting <= threads / 2);
  }
}

BOOST_AUTO_TEST_SUITE_END()
