// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/typed_text.h"

#include <boost/test/unit_test.hpp>

using namespace frontdesk;

BOOST_AUTO_TEST_CASE(lines_end_alike_and_blanks_around_are_dropped) {
  BOOST_TEST(cleaned(" \r\n a\r\nb\rc\nd \t", TextLines::several) == "a\nb\nc\nd");
  BOOST_TEST(cleaned("a\r\n\r\nb", TextLines::several) == "a\n\nb");
  BOOST_TEST(cleaned(" a\r\nb\tc ", TextLines::one) == "a b c");
  BOOST_TEST(cleaned("", TextLines::one).empty());
  BOOST_TEST(cleaned(" \n\t ", TextLines::several).empty());
}

BOOST_AUTO_TEST_CASE(what_cannot_be_seen_is_dropped) {
  BOOST_TEST(cleaned("a\u202Eb\u2066c\u2069d", TextLines::one) == "abcd");
  BOOST_TEST(cleaned(std::string_view("a\0b\x1B[0mc\x7F", 9), TextLines::one) == "ab[0mc");
  BOOST_TEST(cleaned("\uFEFFa\u2028b", TextLines::several) == "ab");
}

BOOST_AUTO_TEST_CASE(what_people_write_stays) {
  const std::string text = "José O’Neil 山田 مرحبا שלום 👩‍👩‍👧 e\u0301";
  BOOST_TEST(cleaned(text, TextLines::one) == text);
}

BOOST_AUTO_TEST_CASE(malformed_text_is_left_for_the_check) {
  BOOST_TEST(cleaned(" \xFF ", TextLines::one) == " \xFF ");
}
