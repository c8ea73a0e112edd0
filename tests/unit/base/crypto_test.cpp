// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/crypto.h"

#include <boost/test/unit_test.hpp>
#include <set>
#include <stdexcept>

#include "base/log.h"

using namespace frontdesk;

namespace {
const Sensitive<std::string> secret{std::string(64, 'a')};
}

BOOST_AUTO_TEST_CASE(keys_for_different_purposes_differ) {
  BOOST_TEST((crypto::derive_key(secret, "one").bytes() != crypto::derive_key(secret, "two").bytes()));
  BOOST_TEST((crypto::derive_key(secret, "one").bytes() == crypto::derive_key(secret, "one").bytes()));
}

BOOST_AUTO_TEST_CASE(a_secret_of_another_shape_is_refused) {
  for (const std::string& bad : {std::string(), std::string(63, 'a'), std::string(64, 'g'), std::string(66, 'a')}) {
    BOOST_CHECK_THROW(static_cast<void>(crypto::derive_key(Sensitive<std::string>(bad), "x")), std::invalid_argument);
  }
}

BOOST_AUTO_TEST_CASE(tokens_are_43_characters_and_never_the_same) {
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) {
    const auto token = crypto::random_token();
    BOOST_TEST(token.reveal().size() == 43U);
    BOOST_TEST(seen.insert(token.reveal()).second);
  }
}

BOOST_AUTO_TEST_CASE(what_was_sealed_opens_with_its_key_only_and_unchanged_only) {
  const auto key = crypto::derive_key(secret, "one");
  const auto sealed = crypto::seal(key, "hello");
  BOOST_TEST(crypto::open(key, sealed).value() == "hello");
  BOOST_TEST(!crypto::open(crypto::derive_key(secret, "two"), sealed));
  BOOST_TEST(crypto::seal(key, "hello") != sealed);
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    BOOST_TEST(!crypto::open(key, changed), i);
  }
  BOOST_TEST(!crypto::open(key, ""));
  BOOST_TEST(crypto::open(key, crypto::seal(key, "")).value().empty());
}

BOOST_AUTO_TEST_CASE(base64url_is_read_in_its_one_form_only) {
  BOOST_TEST(crypto::to_base64url(std::string_view("\xfb\xff\x00", 3)) == "-_8A");
  BOOST_TEST(crypto::from_base64url("-_8A").value() == std::string("\xfb\xff\x00", 3));
  for (const auto* bad : {"-_8A=", "+/8A", "-_8A ", "QQ==", "QR", "Q"}) BOOST_TEST(!crypto::from_base64url(bad), bad);
}

BOOST_AUTO_TEST_CASE(a_keyed_hash_depends_on_the_key) {
  BOOST_TEST((crypto::keyed_hash(crypto::derive_key(secret, "one"), "x") != crypto::keyed_hash(crypto::derive_key(secret, "two"), "x")));
  BOOST_TEST((crypto::keyed_hash(crypto::derive_key(secret, "one"), "x") != crypto::hash("x")));
  BOOST_TEST(crypto::are_equal(crypto::hash("x"), crypto::hash("x")));
  BOOST_TEST(!crypto::are_equal("ab", "abc"));
}

BOOST_AUTO_TEST_CASE(a_log_line_holds_codes_and_numbers_and_nothing_that_was_typed) {
  const auto line = LogLine("request").code("route", "/o/{practice}/x").code("typed", "Jane \"Doe\"\n").number("status", 200);
  BOOST_TEST(line.text() == R"(,"event":"request","route":"/o/{practice}/x","typed":"Jane??Doe??","status":200)");
}

BOOST_AUTO_TEST_CASE(an_exceptions_words_are_logged_only_where_they_are_the_programs_own) {
  BOOST_TEST(LogLine("x").failure(std::runtime_error("jane@example.org")).text().find("jane") == std::string::npos);
  BOOST_TEST(LogLine("x").failure(std::logic_error("no template a/b")).text().find("no template a/b") != std::string::npos);
}
