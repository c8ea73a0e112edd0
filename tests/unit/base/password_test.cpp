// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/password.h"

#include <boost/test/unit_test.hpp>

namespace {

using frontdesk::PasswordProblem;
using frontdesk::Sensitive;

Sensitive<std::string> secret(std::string text) { return Sensitive<std::string>(std::move(text)); }

std::optional<PasswordProblem> problem(std::string text, const std::vector<std::string>& about = {}) {
  return frontdesk::password_problem(secret(std::move(text)), about);
}

const std::vector<std::string> harbor{"Harbor Therapy", "Sam Ortiz", "desk@harbor-therapy.example"};

}  // namespace

BOOST_AUTO_TEST_SUITE(password)

BOOST_AUTO_TEST_CASE(a_password_opens_its_own_hash_and_no_other_password_does) {
  const std::string hash = frontdesk::hash_password(secret("tall ships at dawn"));
  BOOST_TEST(frontdesk::is_password(secret("tall ships at dawn"), hash));
  BOOST_TEST(!frontdesk::is_password(secret("tall ships at dawn "), hash));
  BOOST_TEST(!frontdesk::is_password(secret(""), hash));
}

BOOST_AUTO_TEST_CASE(hashes_are_argon2id_with_64_mib_and_3_passes_and_never_the_same_twice) {
  const std::string hash = frontdesk::hash_password(secret("tall ships at dawn"));
  BOOST_TEST(hash.starts_with("$argon2id$v=19$m=65536,t=3,p=1$"));
  BOOST_TEST(hash != frontdesk::hash_password(secret("tall ships at dawn")));
  BOOST_TEST(!frontdesk::is_outdated_hash(hash));
  BOOST_TEST(frontdesk::is_outdated_hash("$argon2id$v=19$m=8192,t=2,p=1$1QXq8+ZyJO4V146TuwPJ1A$Z1OHqd7zuSdgVgQOw/bAeaVuplLEXSI406eybIJ0e14"));
}

BOOST_AUTO_TEST_CASE(what_is_no_hash_is_opened_by_nothing) {
  BOOST_TEST(!frontdesk::is_password(secret("tall ships at dawn"), ""));
  BOOST_TEST(!frontdesk::is_password(secret("tall ships at dawn"), "tall ships at dawn"));
  BOOST_TEST(!frontdesk::is_password(secret("tall ships at dawn"), std::string(500, '$')));
  BOOST_TEST(!frontdesk::is_password_of_nobody(secret("tall ships at dawn")));
}

BOOST_AUTO_TEST_CASE(a_long_password_counts_to_its_last_character) {
  const std::string base(200, 'x');
  const std::string hash = frontdesk::hash_password(secret(base + "a"));
  BOOST_TEST(!frontdesk::is_password(secret(base + "b"), hash));
}

BOOST_AUTO_TEST_CASE(length_is_counted_in_characters_from_12_to_256) {
  BOOST_TEST((problem("vK4#mq9Lw2p") == PasswordProblem::too_short));
  BOOST_TEST(!problem("vK4#mq9Lw2pZ").has_value());
  BOOST_TEST((problem("éèàùçœñßøåä") == PasswordProblem::too_short));
  std::string long_one;
  while (long_one.size() < 256) long_one += "vK4#mq9Lw2pZ8&tJ";
  BOOST_TEST(!problem(long_one).has_value());
  BOOST_TEST((problem(long_one + "x") == PasswordProblem::too_long));
}

BOOST_AUTO_TEST_CASE(the_commonest_are_refused) {
  for (const char* common : {"aaaaaaaaaaaaaaaa", "123456789012", "1234567890123456", "abcdefghijklmn", "qwertyuiop123", "QwertyUiop!!", "password1234",
                             "Password2024!", "passwordpassword", "P@ssword12345", "abcabcabcabc", "welcome12345", "letmeinletmein", "summer2024!!",
                             "iloveyou1234", "1q2w3e4r5t6y7u8i", "adminadmin123", "correcthorsebatterystaple", "987654321000", "changeme!2026", "zxcvbnmasdfghjkl"}) {
    BOOST_TEST_CONTEXT(common) { BOOST_TEST((problem(common) == PasswordProblem::too_common)); }
  }
}

BOOST_AUTO_TEST_CASE(the_names_around_an_account_alone_make_no_password) {
  for (const char* known : {"HarborTherapy1", "harbor-therapy-2026", "Harbor Therapy!!", "desk@harbor-therapy.example", "SamOrtiz1234567", "ortizortizortiz!"}) {
    BOOST_TEST_CONTEXT(known) { BOOST_TEST((problem(known, harbor) == PasswordProblem::too_common)); }
  }
}

BOOST_AUTO_TEST_CASE(good_passwords_are_taken_with_blanks_and_any_script) {
  for (const char* good : {"tall ships at dawn", "vK4#mq9Lw2pZ", "harbor lamp seven gulls", "purple monkey dishwasher", "лодка у старого причала", "flower ranger cheese orange",
                           "3 gulls, 2 boats, 1 pier"}) {
    BOOST_TEST_CONTEXT(good) { BOOST_TEST(!problem(good, harbor).has_value()); }
  }
}

BOOST_AUTO_TEST_SUITE_END()
