// SPDX-License-Identifier: AGPL-3.0-or-later
#include "domain/folded_text.h"

#include <boost/test/unit_test.hpp>

using namespace frontdesk;

BOOST_AUTO_TEST_CASE(a_name_typed_another_way_is_the_same) {
  BOOST_TEST(folded("  José   Ñandú ") == "jose nandu");
  BOOST_TEST(folded("JOSE NANDU") == "jose nandu");
  BOOST_TEST(folded("Jose\u0301 N\u0303andu\u0301") == "jose nandu");
  BOOST_TEST(folded("Nguyễn Thị") == "nguyen thi");
  BOOST_TEST(folded("Siobhán O’Neil-Smith") == folded("siobhan oneil smith"));
  BOOST_TEST(folded("J. R. Weiß") == folded("j r weiss"));
  BOOST_TEST(folded("ИВАН Йотов") == folded("иван йотов"));
  BOOST_TEST(folded("\u3000Ｊｏ\u00A0Doe\t") == "jo doe");
}

BOOST_AUTO_TEST_CASE(different_names_stay_different) {
  BOOST_TEST(folded("Jo Doe") != folded("Jo Dow"));
  BOOST_TEST(folded("JoDoe") != folded("Jo Doe"));
  BOOST_TEST(folded("山田") != folded("山本"));
}

BOOST_AUTO_TEST_CASE(what_is_no_text_folds_to_nothing) {
  BOOST_TEST(folded("").empty());
  BOOST_TEST(folded(" \t ").empty());
  BOOST_TEST(folded("\xC3\x28").empty());
}
