// SPDX-License-Identifier: AGPL-3.0-or-later
#include "view/template_source.h"

#include <boost/test/unit_test.hpp>
#include <map>

#include "view/markup_check.h"

namespace frontdesk::view {
namespace {

const std::map<std::string, std::string, std::less<>> partials{{"p/_plain", "<b>{{name}}</b>"},
                                                               {"p/_self", "x{{> p/_self}}"},
                                                               {"p/_there", "{{> p/_back}}"},
                                                               {"p/_back", "{{> p/_there}}"},
                                                               {"p/_open", "{{#a}}"},
                                                               {"p/_broken", "{{#a}}{{/b}}"}};
const std::map<std::string, std::string, std::less<>> words{{"p.hello", "Hello <you> & {{name}}"}, {"p.section", "{{#a}}x{{/a}}"}};

std::optional<std::string> found(const std::map<std::string, std::string, std::less<>>& in, std::string_view key) {
  const auto at = in.find(key);
  return at == in.end() ? std::nullopt : std::optional(at->second);
}

const SourceParts parts{.partial = [](std::string_view name) { return found(partials, name); },
                        .words = [](std::string_view key) { return found(words, key); },
                        .asset = [](std::string_view file) { return file == "a.css" ? std::optional<std::string>("/assets/a.1.css") : std::nullopt; }};

Result<std::string, std::string> flat(std::string_view text) { return flatten(text, TemplateKind::page, parts); }
bool is_refused(std::string_view text) { return !flat(text); }

std::string times(std::string_view text, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += text;
  return out;
}

BOOST_AUTO_TEST_SUITE(a_template_source)

BOOST_AUTO_TEST_CASE(holds_its_partials_words_and_assets_after_flattening) {
  BOOST_TEST(*flat("{{! note }}<i>{{> p/_plain}}</i> {{t.p.hello}} {{asset.a.css}}") == "<i><b>{{name}}</b></i> Hello &lt;you&gt; &amp; {{name}} /assets/a.1.css");
}

BOOST_AUTO_TEST_CASE(keeps_mail_as_it_is) { BOOST_TEST(*flatten("a\n\n  b {{t.p.hello}}", TemplateKind::plain_text, parts) == "a\n\n  b Hello <you> & {{name}}"); }

BOOST_AUTO_TEST_CASE(drops_indentation_of_pages) { BOOST_TEST(*flat("<p>\n\n   {{a}}\n</p>\n") == "<p>\n{{a}}\n</p>\n"); }

BOOST_AUTO_TEST_CASE(may_not_hold_raw_output_or_other_delimiters) {
  for (const auto text : {"{{{a}}}", "{{&a}}", "{{ & a}}", "{{=<% %>=}}", "{{", "{{}}", "{{a b}}", "{{A}}", "{{a.b}}", "{{.}}"}) BOOST_TEST(is_refused(text), text);
}

BOOST_AUTO_TEST_CASE(must_close_its_sections_in_order) {
  for (const auto text : {"{{#a}}", "{{/a}}", "{{#a}}{{#b}}{{/a}}{{/b}}", "{{#a}}{{/b}}", "{{> p/_open}}{{/a}}", "{{#b}}{{> p/_broken}}{{/b}}"}) BOOST_TEST(is_refused(text), text);
}

BOOST_AUTO_TEST_CASE(may_not_include_itself_or_what_isnt_its_own) {
  for (const auto text : {"{{> p/_self}}", "{{> p/_there}}", "{{> q/_other}}", "{{> ../../etc/passwd}}"}) BOOST_TEST(is_refused(text), text);
}

BOOST_AUTO_TEST_CASE(names_the_key_or_asset_that_is_missing) {
  BOOST_TEST(flat("{{t.p.bye}}").error().find("p.bye") != std::string::npos);
  BOOST_TEST(flat("{{asset.b.css}}").error().find("b.css") != std::string::npos);
  BOOST_TEST(is_refused("{{t.p.section}}"));
}

BOOST_AUTO_TEST_CASE(has_limits) {
  BOOST_TEST(!is_refused(times("{{#a}}", 16) + times("{{/a}}", 16)));
  BOOST_TEST(is_refused(times("{{#a}}", 17) + times("{{/a}}", 17)));
  BOOST_TEST(is_refused(times("{{#a}}", 30000)));
  BOOST_TEST(is_refused(times("{{a}}", 4001)));
  BOOST_TEST(is_refused(times("x", 128 * 1024 + 1)));
}

BOOST_AUTO_TEST_CASE(is_held_against_its_shape) {
  const std::vector<ViewShape> shape{{"title"}, {"has_items"}, {"items", {{"name"}}}};
  BOOST_TEST(names_outside("{{title}}{{#has_items}}{{title}}{{#items}}{{name}}{{/items}}{{/has_items}}", shape).empty());
  const auto missing = names_outside("{{titel}}{{#items}}{{title}}{{/items}}", shape);
  BOOST_TEST(missing == (std::vector<std::string>{"titel", "items › title"}), boost::test_tools::per_element());
  BOOST_TEST(names_outside("{{^items}}{{title}}{{/items}}", shape).empty());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(markup)

BOOST_AUTO_TEST_CASE(is_sound_where_names_stand_in_text_and_quotes) {
  for (const auto text : {"<p class=\"a {{b}}\">{{c}}</p>", "<input{{#x}} checked{{/x}} value='{{v}}'>", "<br/><a href=\"{{url}}\">x</a>", "a < b {{c}}",
                          "<script type=\"module\" src=\"/assets/a.js\"></script>", "<!-- note --><option value=\"{{v}}\"{{#x}} selected{{/x}}>"}) {
    BOOST_TEST(!unsafe_markup(text, TemplateOwner::shipped), text);
  }
}

BOOST_AUTO_TEST_CASE(is_unsafe_where_escaping_doesnt_help) {
  for (const auto text :
       {"<p class={{a}}>", "<{{tag}}>", "<p {{attributes}}>", "<a onclick=\"{{a}}\">", "<a ONCLICK='x'>", "<p style=\"{{a}}\">", "<script>{{a}}</script>", "<script>alert(1)</script>",
        "<style>p{}</style>", "<iframe src=\"x\"></iframe>", "<!-- {{a}} -->", "<a href=\"javascript:x\">", "<a href=\" JavaScript:{{x}}\">", "<img src=\"https://other.example/x\">",
        "<meta http-equiv=\"refresh\" content=\"0\">", "<base href=\"/\">", "<p title=\"{{a}}", "<!-- x"}) {
    BOOST_TEST(unsafe_markup(text, TemplateOwner::shipped).has_value(), text);
  }
}

BOOST_AUTO_TEST_CASE(of_a_practice_loads_no_code) { BOOST_TEST(unsafe_markup("<script src=\"/assets/a.js\"></script>", TemplateOwner::practice).has_value()); }

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace frontdesk::view
