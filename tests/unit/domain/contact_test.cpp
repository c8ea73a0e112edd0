// SPDX-License-Identifier: AGPL-3.0-or-later
#include "domain/contact.h"

#include <boost/test/unit_test.hpp>

using namespace frontdesk;

BOOST_AUTO_TEST_CASE(an_address_is_compared_in_lower_case) {
  BOOST_TEST(canonical_email("Jo.Doe+News@Example.ORG").value() == "jo.doe+news@example.org");
  BOOST_TEST(canonical_email("o'neil@sub.example.co.uk").value() == "o'neil@sub.example.co.uk");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_mailed_to_is_no_address) {
  const char* const refused[] = {"",
                                 "jo",
                                 "jo@",
                                 "@example.org",
                                 "jo@example",
                                 "jo@@example.org",
                                 "jo@exa mple.org",
                                 "jo@-a.org",
                                 "jo@a-.org",
                                 "jo@a..org",
                                 "jo@example.org.",
                                 ".jo@example.org",
                                 "jo.@example.org",
                                 "j..o@example.org",
                                 "jo@1.2.3.4",
                                 "\"jo\"@a.org",
                                 "jo@[1.2.3.4]",
                                 "jö@example.org",
                                 "jo@exämple.org",
                                 "jo@example.org\r\n",
                                 "jo@a.org,x@b.org",
                                 "jo <jo@a.org>",
                                 "jo@a.org\nBcc: x@b.org",
                                 "jo%0aBcc@a.org:25"};
  for (const char* const typed : refused) BOOST_TEST(!canonical_email(typed).has_value(), typed << " was taken");
}

BOOST_AUTO_TEST_CASE(the_longest_address_is_taken_and_one_byte_more_is_not) {
  const std::string local(64, 'a');
  const std::string domain = std::string(63, 'b') + '.' + std::string(63, 'c') + '.' + std::string(57, 'd') + ".org";
  const std::string longest = local + '@' + domain.substr(0, 254 - 65 - 4) + ".org";
  BOOST_TEST(longest.size() == 254U);
  BOOST_TEST(canonical_email(longest).has_value());
  BOOST_TEST(!canonical_email("a" + longest).has_value());
  BOOST_TEST(!canonical_email(std::string(200000, 'a')).has_value());
}

BOOST_AUTO_TEST_CASE(a_number_is_compared_as_it_is_dialled_from_abroad) {
  for (const char* const typed : {"(207) 555-0142", "207.555.0142", "1-207-555-0142", "+1 207 555 0142", "207 555 0142 ext. 7"}) {
    BOOST_TEST(canonical_phone(typed, "US").value_or("nothing") == "+12075550142", typed);
  }
  BOOST_TEST(canonical_phone("+44 20 7946 0018", "US").value() == "+442079460018");
  BOOST_TEST(canonical_phone("020 7946 0018", "GB").value() == "+442079460018");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_dialled_is_no_number) {
  for (const char* const typed : {"", "call me", "12", "+", "++1", "0", "000000000000000000000000", "+999 123 4567 8901"}) {
    BOOST_TEST(!canonical_phone(typed, "US").has_value(), typed);
  }
  BOOST_TEST(!canonical_phone("555 0142 12", "").has_value());
  BOOST_TEST(!canonical_phone(std::string(100000, '1'), "US").has_value());
}

BOOST_AUTO_TEST_CASE(a_locale_names_its_country) {
  BOOST_TEST(country_of("en-US") == "US");
  BOOST_TEST(country_of("zh-Hant-tw") == "TW");
  BOOST_TEST(country_of("de").empty());
  BOOST_TEST(country_of("").empty());
  BOOST_TEST(country_of("en-u-ca-gregory").empty());
}
