// SPDX-License-Identifier: AGPL-3.0-or-later
#include "view/template.h"

#include <boost/test/unit_test.hpp>
#include <stdexcept>
#include <thread>

#include "view/fragment_door.h"

namespace frontdesk::view {
namespace {

Template page(const std::string& text) { return Template::parse("test/page", text, TemplateKind::page).value(); }

ViewModel with(std::string name, ViewModel value) {
  ViewModel model;
  model.set(std::move(name), std::move(value));
  return model;
}

BOOST_AUTO_TEST_SUITE(a_template)

BOOST_AUTO_TEST_CASE(escapes_what_was_typed) {
  BOOST_TEST(page("<p title=\"{{a}}\">{{a}}</p>").render(with("a", "<b>&\"'")) == "<p title=\"&lt;b&gt;&amp;&quot;&#39;\">&lt;b&gt;&amp;&quot;&#39;</p>");
}

BOOST_AUTO_TEST_CASE(puts_a_fragment_in_as_it_is_and_typed_text_never) {
  ViewModel model = with("inner", FragmentDoor::make("<b>ours</b>"));
  model.set("typed", "<b>theirs</b> \x01 0;");
  BOOST_TEST(page("{{inner}}|{{typed}}|{{inner}}").render(model) == "<b>ours</b>|&lt;b&gt;theirs&lt;/b&gt; \x01 0;|<b>ours</b>");
}

BOOST_AUTO_TEST_CASE(says_which_name_its_model_lacks) {
  const auto one = page("{{there}} {{absent}}");
  BOOST_CHECK_EXCEPTION(one.render(with("there", "x")), std::logic_error,
                        [](const auto& e) { return std::string(e.what()).find("'absent'") != std::string::npos; });
}

BOOST_AUTO_TEST_CASE(renders_again_after_an_error) {
  const auto one = page("[{{a}}]");
  BOOST_CHECK_THROW(one.render(ViewModel()), std::logic_error);
  BOOST_TEST(one.render(with("a", "x")) == "[x]");
}

BOOST_AUTO_TEST_CASE(never_looks_a_name_up_further_out) {
  ViewModel model = with("address", "the owner's");
  model.set("items", ViewModel::List{with("name", "one")});
  BOOST_CHECK_THROW(page("{{#items}}{{name}}{{address}}{{/items}}").render(model), std::logic_error);
}

BOOST_AUTO_TEST_CASE(keeps_the_scope_inside_yes_and_text) {
  ViewModel model = with("price", "$5");
  model.set("has_price", true);
  BOOST_TEST(page("{{#has_price}}{{#price}}{{price}}{{/price}}{{/has_price}}").render(model) == "$5");
}

BOOST_AUTO_TEST_CASE(takes_an_empty_text_for_no) {
  BOOST_TEST(page("{{#a}}yes{{/a}}{{^a}}no{{/a}}{{a}}").render(with("a", "")) == "no");
}

BOOST_AUTO_TEST_CASE(takes_zero_for_a_text) { BOOST_TEST(page("{{#a}}{{a}}{{/a}}").render(with("a", "0")) == "0"); }

BOOST_AUTO_TEST_CASE(repeats_a_section_over_a_list_of_texts) {
  BOOST_TEST(page("{{#a}}<{{.}}>{{/a}}").render(with("a", ViewModel::List{"x", "&"})) == "<x><&amp;>");
}

BOOST_AUTO_TEST_CASE(shows_the_opposite_section_for_an_empty_list) {
  BOOST_TEST(page("{{#a}}x{{/a}}{{^a}}none{{/a}}").render(with("a", ViewModel::List{})) == "none");
}

BOOST_AUTO_TEST_CASE(takes_no_braces_from_typed_text) { BOOST_TEST(page("{{a}}").render(with("a", "{{b}} {{{c}}}")) == "{{b}} {{{c}}}"); }

BOOST_AUTO_TEST_CASE(of_plain_text_escapes_nothing_and_refuses_fragments) {
  const auto mail = Template::parse("mail/x", "{{a}}", TemplateKind::plain_text).value();
  BOOST_TEST(mail.render(with("a", "A & B's")) == "A & B's");
  BOOST_CHECK_THROW(mail.render(with("a", FragmentDoor::make("<b>"))), std::logic_error);
}

BOOST_AUTO_TEST_CASE(renders_in_many_threads_at_once) {
  const auto one = page("{{#items}}{{name}},{{/items}}");
  std::vector<int> wrong(4, 0);
  {
    std::vector<std::jthread> threads;
    for (std::size_t t = 0; t < wrong.size(); ++t) {
      threads.emplace_back([&, t] {
        const auto text = std::to_string(t);
        for (int i = 0; i < 200; ++i) {
          if (one.render(with("items", ViewModel::List{with("name", text), with("name", text)})) != text + ',' + text + ',') ++wrong[t];
        }
      });
    }
  }
  for (const int count : wrong) BOOST_TEST(count == 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace frontdesk::view
