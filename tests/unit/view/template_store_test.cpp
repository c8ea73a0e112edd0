// SPDX-License-Identifier: AGPL-3.0-or-later
#include "view/template_store.h"

#include <boost/test/unit_test.hpp>

#include "tests/unit/view/template_folder.h"
#include "view/core_shapes.h"

namespace frontdesk::view {
namespace {

const std::vector<PageTemplate> pages{{.name = "p/page", .shape = {{"name"}, {"items", {{"price"}}}}}};

/// A small installation: the shipped core and one plugin.
struct Installation {
  Installation() : store(shipped_templates(), "/assets") {
    BOOST_REQUIRE(store.load_core().empty());
    folder.write("p/page.mustache", "default {{name}}");
    folder.write("p/_part.mustache", "part {{name}}");
    folder.write("p/messages/en.json", R"({"p.hello": "Hello"})");
  }
  ViewProblems load_plugin() { return store.load_plugin("p", folder.at("p"), pages); }
  ViewProblems load_overrides() { return store.load_overrides(folder.at("overrides")); }
  std::string rendered(const std::string& practice) const {
    ViewModel model;
    model.set("name", "Ann").set("items", ViewModel::List{});
    return store.find("en-US", practice, "p/page")->render(model);
  }
  TemplateFolder folder;
  TemplateStore store;
};

BOOST_AUTO_TEST_SUITE(a_template_store)

BOOST_AUTO_TEST_CASE(loads_what_is_shipped_without_a_problem) {
  TemplateStore store(shipped_templates(), "/assets");
  const auto problems = store.load_core();
  BOOST_TEST(problems.empty(), (problems.empty() ? "" : problems.front().file + ": " + problems.front().problem));
  for (const auto& page : core_shapes()) BOOST_TEST((store.find("en", "", page.name) != nullptr), page.name);
}

BOOST_AUTO_TEST_CASE(says_when_the_core_is_not_there) {
  TemplateStore store("/nowhere", "/assets");
  BOOST_TEST(!store.load_core().empty());
}

BOOST_FIXTURE_TEST_CASE(renders_a_plugins_page, Installation) {
  BOOST_REQUIRE(load_plugin().empty());
  BOOST_TEST(rendered("") == "default Ann");
  BOOST_TEST((store.find("en", "", "p/other") == nullptr));
}

BOOST_FIXTURE_TEST_CASE(refuses_a_plugin_with_a_broken_page_whole, Installation) {
  for (const auto* text : {"{{{name}}}", "{{nmae}}", "{{#items}}{{name}}{{/items}}", "{{t.p.missing}}", "{{> q/_x}}", "<p onclick=\"x\">"}) {
    folder.write("p/page.mustache", text);
    const auto problems = load_plugin();
    BOOST_TEST(problems.size() == 1U, text);
    BOOST_TEST(problems.front().file.find("page.mustache") != std::string::npos);
    BOOST_TEST((store.find("en", "", "p/page") == nullptr));
  }
}

BOOST_FIXTURE_TEST_CASE(refuses_a_page_whose_file_is_missing_or_whose_name_is_foreign, Installation) {
  BOOST_TEST(store.load_plugin("p", folder.at("p"), {{.name = "p/absent", .shape = {}}}).size() == 1U);
  BOOST_TEST(store.load_plugin("p", folder.at("p"), {{.name = "q/page", .shape = {}}}).size() == 1U);
  BOOST_TEST(store.load_plugin("p", folder.at("p"), {{.name = "p/../secret", .shape = {}}}).size() == 1U);
}

BOOST_FIXTURE_TEST_CASE(serves_a_practices_own_page_to_that_practice_only, Installation) {
  BOOST_REQUIRE(load_plugin().empty());
  folder.write("overrides/harbor/p/page.mustache", "harbor {{name}} {{> p/_part}} {{t.p.hello}}");
  BOOST_TEST(load_overrides().empty());
  BOOST_TEST(rendered("harbor") == "harbor Ann part Ann Hello");
  BOOST_TEST(rendered("other") == "default Ann");
}

BOOST_FIXTURE_TEST_CASE(T13_refuses_a_broken_override_and_serves_the_default, Installation) {
  BOOST_REQUIRE(load_plugin().empty());
  std::string deep;
  for (int i = 0; i < 30000; ++i) deep += "{{#items}}";
  for (const auto& text : {std::string("{{{name}}}"), std::string("{{> ../../p/_part}}"), std::string("{{> p/page}}"), std::string("{{> q/_part}}"), deep, std::string("{{#items}}"),
                           std::string("{{address}}"), std::string("{{#items}}{{name}}{{/items}}"), std::string("<script src=\"/assets/x.js\"></script>"), std::string("<p title={{name}}>")}) {
    folder.write("overrides/harbor/p/page.mustache", text);
    const auto problems = load_overrides();
    BOOST_TEST(problems.size() == 1U, text.substr(0, 60));
    BOOST_TEST(rendered("harbor") == "default Ann");
    BOOST_TEST(rendered("other") == "default Ann");
  }
}

BOOST_FIXTURE_TEST_CASE(names_an_override_of_nothing, Installation) {
  folder.write("overrides/harbor/p/nothing.mustache", "x");
  folder.write("overrides/harbor/mail/received.mustache", "x");
  BOOST_TEST(load_overrides().size() == 2U);
}

BOOST_AUTO_TEST_CASE(takes_asset_names_from_the_installation) {
  const TemplateFolder folder;
  folder.write("assets.json", R"({"a.css": "a.12.css"})");
  folder.write("messages/en/core.json", "{}");
  TemplateStore store(folder.at(), "/assets");
  (void)store.load_core();
  BOOST_TEST(store.asset_url("a.css").value() == "/assets/a.12.css");
  BOOST_TEST(!store.asset_url("b.css").has_value());
}

BOOST_AUTO_TEST_CASE(names_assets_plainly_where_nothing_is_installed) {
  const TemplateStore store(shipped_templates(), "/static");
  BOOST_TEST(store.asset_url("frontdesk.css").value() == "/static/frontdesk.css");
  BOOST_TEST(!store.asset_url("../README.md").has_value());
  BOOST_TEST(!store.asset_url("absent.css").has_value());
}

/// What any plugin folder holds can be flattened, is safe markup and parses; shapes are checked where the plugins are loaded.
BOOST_AUTO_TEST_CASE(finds_nothing_wrong_in_any_shipped_template) {
  namespace fs = std::filesystem;
  const std::string top = shipped_templates();
  Catalogues words;
  BOOST_REQUIRE(words.load_core(top + "/messages").empty());
  int seen = 0;
  for (const auto& room : fs::directory_iterator(top)) {
    const std::string name = room.path().filename().string();
    if (!room.is_directory() || name == "messages" || name == "assets" || name == "mail") continue;
    const auto problems = words.load_plugin(name, room.path().string() + "/messages");
    BOOST_TEST(problems.empty(), (problems.empty() ? "" : problems.front().file + ": " + problems.front().problem));
    const auto file = [&](std::string_view partial) -> std::optional<std::string> {
      std::ifstream stream(top + '/' + std::string(partial) + ".mustache");
      if (!stream) return std::nullopt;
      return std::string(std::istreambuf_iterator<char>(stream), {});
    };
    const TemplateStore assets(top, "/assets");
    const SourceParts parts{.partial = file,
                            .words = [&](std::string_view key) { const auto* text = words.find("en", key); return text == nullptr || text->takes_arguments ? std::nullopt : std::optional(text->raw); },
                            .asset = [&](std::string_view asset) { return assets.asset_url(asset); }};
    for (const auto& entry : fs::directory_iterator(room.path())) {
      if (entry.path().extension() != ".mustache" || entry.path().filename().string().starts_with('_')) continue;
      const auto shown = name + '/' + entry.path().stem().string();
      const auto flat = flatten(file(shown).value(), TemplateKind::page, parts);
      BOOST_REQUIRE_MESSAGE(flat.has_value(), shown + ": " + (flat ? "" : flat.error()));
      const auto unsafe = unsafe_markup(*flat, TemplateOwner::shipped);
      BOOST_TEST(!unsafe, shown + ": " + unsafe.value_or(""));
      BOOST_TEST(Template::parse(shown, *flat, TemplateKind::page).has_value(), shown);
      ++seen;
    }
  }
  BOOST_TEST(seen >= 6);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace frontdesk::view
