// SPDX-License-Identifier: AGPL-3.0-or-later
#include "view/catalogue.h"

#include <boost/test/unit_test.hpp>
#include <stdexcept>

#include "tests/unit/view/template_folder.h"

namespace frontdesk::view {
namespace {

struct TwoLanguages {
  TwoLanguages() {
    folder.write("messages/en/core.json",
                 R"({"days": "{count, plural, one {# day} other {# days}}", "year": "In {year}", "who": "It's {name}", "page": "Call {{phone}}", "only_en": "English"})");
    folder.write("messages/de/core.json", R"({"days": "{count, plural, one {# Tag} other {# Tage}}"})");
    BOOST_REQUIRE(words.load_core(folder.at("messages")).empty());
  }
  TemplateFolder folder;
  Catalogues words;
};

BOOST_AUTO_TEST_SUITE(catalogues)

BOOST_FIXTURE_TEST_CASE(count, TwoLanguages) {
  BOOST_TEST(words.format("en-US", "days", {{"count", "1"}}) == "1 day");
  BOOST_TEST(words.format("en-US", "days", {{"count", "1200"}}) == "1,200 days");
  BOOST_TEST(words.format("de-DE", "days", {{"count", "1200"}}) == "1.200 Tage");
}

BOOST_FIXTURE_TEST_CASE(leave_numbers_that_arent_counted_as_they_are, TwoLanguages) { BOOST_TEST(words.format("en-US", "year", {{"year", "2026"}}) == "In 2026"); }

BOOST_FIXTURE_TEST_CASE(take_arguments_for_data, TwoLanguages) { BOOST_TEST(words.format("en", "who", {{"name", "{count} 'x' <b>"}}) == "It's {count} 'x' <b>"); }

BOOST_AUTO_TEST_CASE(read_quotes_as_icu_does) {
  const TemplateFolder folder;
  folder.write("en/core.json", R"({"plain": "don't", "quoted": "write '{'name'}' and {name}", "twice": "{a}{b}{a}", "choice": "{kind, select, a {it''s A} other {it's {kind}}}", "empty": ""})");
  Catalogues words;
  BOOST_REQUIRE(words.load_core(folder.at()).empty());
  BOOST_TEST(words.format("en", "plain", {}) == "don't");
  BOOST_TEST(words.format("en", "quoted", {{"name", "Ann"}}) == "write {name} and Ann");
  BOOST_TEST(words.format("en", "twice", {{"a", "1"}, {"b", "{a}"}}) == "1{a}1");
  BOOST_TEST(words.format("en", "choice", {{"kind", "b"}}) == "it's b");
  BOOST_TEST(words.format("en", "choice", {{"kind", "a"}}) == "it's A");
  BOOST_TEST(words.format("en", "empty", {}) == "");
}

BOOST_FIXTURE_TEST_CASE(fall_back_to_english, TwoLanguages) { BOOST_TEST(words.format("de-DE", "only_en", {}) == "English"); }

BOOST_FIXTURE_TEST_CASE(throw_for_what_isnt_there, TwoLanguages) {
  BOOST_CHECK_THROW((void)words.format("en", "nothing", {}), std::logic_error);
  BOOST_CHECK_THROW((void)words.format("en", "page", {}), std::logic_error);
  BOOST_TEST(words.find("fr", "only_en") != nullptr);
}

BOOST_AUTO_TEST_CASE(name_what_is_wrong_with_a_file) {
  const TemplateFolder folder;
  folder.write("en/core.json", R"({"broken": "{count, plural, one {x}", "date": "{d, date}", "no_text": 3, "good": "yes"})");
  Catalogues words;
  BOOST_TEST(words.load_core(folder.at()).size() == 3U);
  Catalogues none;
  BOOST_TEST(none.load_core(folder.at("en")).size() == 1U);
}

BOOST_FIXTURE_TEST_CASE(take_a_plugins_keys_only_under_its_name, TwoLanguages) {
  folder.write("p/en.json", R"({"p.a": "A", "q.b": "B"})");
  BOOST_TEST(words.load_plugin("p", folder.at("p")).size() == 1U);
  BOOST_TEST((words.find("en", "p.a") == nullptr));
  folder.write("p/en.json", R"({"p.a": "A"})");
  BOOST_TEST(words.load_plugin("p", folder.at("p")).empty());
  BOOST_TEST(words.format("de", "p.a", {}) == "A");
}

BOOST_AUTO_TEST_CASE(are_chosen_by_visitor_then_practice) {
  const std::vector<std::string> languages{"en", "de"};
  BOOST_TEST(choose_locale("", "", "en-US", languages) == "en-US");
  BOOST_TEST(choose_locale("de", "", "en-US", languages) == "de");
  BOOST_TEST(choose_locale("fr", "", "en-US", languages) == "en-US");
  BOOST_TEST(choose_locale("", "fr-FR, de-AT;q=0.8, en;q=0.5", "en-US", languages) == "de-AT");
  BOOST_TEST(choose_locale("", "en-GB,en;q=0.9", "en-US", languages) == "en-US");
  BOOST_TEST(choose_locale("", "de;q=0, en;q=0.1", "de-DE", languages) == "en");
  BOOST_TEST(choose_locale("", "", "fr-CA", languages) == "en-CA");
  BOOST_TEST(choose_locale("de\"><b>", "*;q=x,,;;=", "en-US", languages) == "en-US");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace frontdesk::view
