// SPDX-License-Identifier: AGPL-3.0-or-later
#include <boost/test/unit_test.hpp>

#include "tests/schedule_pages/page_scope.h"

namespace frontdesk::test {
namespace {

Response practice_page(PageScope& scope) { return ::practice_page::show(scope.asks("/o/harbor-therapy/schedule")); }

BOOST_AUTO_TEST_SUITE(the_practice_page)

BOOST_AUTO_TEST_CASE(shows_who_it_is_what_to_do_in_a_crisis_and_the_inquiry) {
  PageScope scope;
  const auto page = practice_page(scope);
  BOOST_TEST(page.status == 200);
  BOOST_TEST(has(page, "<h1>Harbor Therapy</h1>"));
  BOOST_TEST(has(page, "call or text 988"));
  BOOST_TEST(has(page, "href=\"/o/harbor-therapy/inquiry\""));
}

BOOST_AUTO_TEST_CASE(shows_public_providers_with_what_they_offer_online_and_their_next_time) {
  PageScope scope;
  const auto page = practice_page(scope);
  BOOST_TEST(has(page, "Jane Smith"));
  BOOST_TEST(has(page, "she/her"));
  BOOST_TEST(has(page, "Free consultation, Individual therapy, Couples therapy"));
  BOOST_TEST(has(page, "Thu, Nov 26"));
  BOOST_TEST(has(page, "/o/harbor-therapy/schedule/priya-raman"));
}

BOOST_AUTO_TEST_CASE(shows_nothing_that_is_hidden_or_offline) {
  PageScope scope;
  const auto page = practice_page(scope);
  BOOST_TEST(!has(page, "Becker"));
  BOOST_TEST(!has(page, "assessment"));
  BOOST_TEST(!has(page, "Hill office"));
}

BOOST_AUTO_TEST_CASE(leaves_out_a_provider_without_anything_online) {
  PageScope scope;
  for (auto& service : scope.stored().services) service.online = false;
  BOOST_TEST(has(practice_page(scope), "Nobody can be booked online"));
}

BOOST_AUTO_TEST_CASE(hides_the_providers_while_scheduling_is_off) {
  PageScope scope;
  scope.stored().practice.public_scheduling = false;
  scope.closed_message = "We are moving.";
  const auto page = practice_page(scope);
  BOOST_TEST(page.status == 200);
  BOOST_TEST(has(page, "We are moving."));
  BOOST_TEST(has(page, "/o/harbor-therapy/inquiry"));
  BOOST_TEST(!has(page, "Jane"));
}

BOOST_AUTO_TEST_CASE(shows_what_was_typed_as_it_was_typed) {
  PageScope scope;
  scope.stored().practice.introduction = "<script>alert(1)</script> & {{name}}";
  const auto page = practice_page(scope);
  BOOST_TEST(has(page, "&lt;script&gt;alert(1)&lt;/script&gt; &amp; {{name}}"));
}

BOOST_AUTO_TEST_CASE(cuts_a_long_text_between_characters) {
  PageScope scope;
  std::string bio;
  for (int i = 0; i < 300; ++i) bio += "é";
  scope.stored().providers.front().bio = bio;
  const auto page = practice_page(scope);
  BOOST_TEST(has(page, "éé…"));
  BOOST_TEST(!has(page, "\xC3…"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace frontdesk::test
