// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/secret_answer.h"

#include <boost/test/unit_test.hpp>

using namespace frontdesk;

namespace {
Sensitive<std::string> typed(std::string text) {
  return Sensitive<std::string>(std::move(text));
}
const crypto::Key key{crypto::Hash{1, 2, 3}};
const crypto::Key other_key{crypto::Hash{1, 2, 4}};
}  // namespace

BOOST_AUTO_TEST_CASE(a_word_is_known_by_its_hash_and_the_key) {
  const std::string hash = hash_secret_word(key, typed("Blue Heron"));
  BOOST_TEST(is_secret_word(key, typed(" blue  HERON "), hash));
  BOOST_TEST(!is_secret_word(key, typed("blue hero"), hash));
  BOOST_TEST(!is_secret_word(other_key, typed("Blue Heron"), hash));
  BOOST_TEST(hash.size() <= 255U);
  BOOST_TEST(hash.find("eron") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(one_word_has_another_hash_each_time) {
  BOOST_TEST(hash_secret_word(key, typed("heron")) != hash_secret_word(key, typed("heron")));
}

BOOST_AUTO_TEST_CASE(nothing_is_never_the_answer) {
  const std::string hash = hash_secret_word(key, typed("heron"));
  BOOST_TEST(!is_secret_word(key, typed(""), hash));
  BOOST_TEST(!is_secret_word(key, typed("heron"), ""));
  BOOST_TEST(!is_secret_word(key, typed("heron"), "no hash"));
  BOOST_TEST(!is_name(typed(""), typed("")));
  BOOST_TEST(!is_name(typed("..."), typed("''")));
}

BOOST_AUTO_TEST_CASE(a_name_is_known_however_it_is_typed) {
  BOOST_TEST(is_name(typed("jose nandu"), typed("José Ñandú")));
  BOOST_TEST(!is_name(typed("jose"), typed("José Ñandú")));
}
