// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/utf8.h"

#include <string>

#include <boost/test/unit_test.hpp>

using frontdesk::TextLines;

BOOST_AUTO_TEST_SUITE(utf8)

BOOST_AUTO_TEST_CASE(well_formed_text_of_every_length_has_no_malformed_byte) {
  BOOST_TEST(!frontdesk::first_malformed_byte("a \xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80 \xF4\x8F\xBF\xBF").has_value());
  BOOST_TEST(frontdesk::count_characters("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80") == 4U);
}

BOOST_AUTO_TEST_CASE(the_first_malformed_byte_is_named) {
  for (const char* bad : {"\x80", "\xC0\xAF", "\xC1\xBF", "\xC3", "\xC3(", "\xE0\x80\xAF", "\xED\xA0\x80", "\xE2\x82", "\xF0\x80\x80\xAF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF"}) {
    BOOST_TEST(frontdesk::first_malformed_byte(std::string("ok") + bad).value_or(99) == 2U);
  }
}

BOOST_AUTO_TEST_CASE(plain_text_holds_nothing_that_cannot_be_seen) {
  BOOST_TEST(frontdesk::is_plain_text("Zo\xC3\xAB \xD7\xA9", TextLines::one));
  for (const char* bad : {"\x01", "\x7F", "\r", "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xAE", "\xE2\x81\xA6", "\xEF\xBB\xBF", "\xC3"}) {
    BOOST_TEST(!frontdesk::is_plain_text(bad, TextLines::one));
    BOOST_TEST(!frontdesk::is_plain_text(bad, TextLines::several));
  }
  BOOST_TEST(!frontdesk::is_plain_text("a\nb", TextLines::one));
  BOOST_TEST(frontdesk::is_plain_text("a\n\tb", TextLines::several));
}

BOOST_AUTO_TEST_SUITE_END()
