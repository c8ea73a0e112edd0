// SPDX-License-Identifier: AGPL-3.0-or-later
#include "view/page_views.h"

#include <boost/test/unit_test.hpp>
#include <stdexcept>

#include "tests/unit/view/fixed_zones.h"
#include "tests/unit/view/template_folder.h"
#include "view/fragment_door.h"

namespace frontdesk::view {
namespace {

struct OneCall {
  OneCall() : store(shipped_templates(), "/assets"), room(store, zones), practice{.id = PracticeId{1}, .link_name = *LinkName::parse("harbor"), .previous_link_names = {}, .name = "Harbor <&> Co", .timezone = "Etc/UTC"} {
    BOOST_REQUIRE(store.load_core().empty());
    practice.phone = "+1 207 555 0142";
    request.path = "/o/harbor/schedule";
  }
  PageViews views(const Practice* of) {
    return PageViews(room, {.request = &request,
                            .practice = of,
                            .actor = &actor,
                            .locale = "en-US",
                            .menu = [] { return std::vector<MenuEntry>{{"/o/harbor/staff/conversations", "layout.menu", true}, {"/o/harbor/staff/account", "layout.account", false}}; },
                            .form_token = [](std::string_view form) { return "token-of-" + std::string(form); },
                            .panels = [](std::string_view, std::string_view) { return std::vector<Fragment>{FragmentDoor::make("<i>a</i>"), Fragment(), FragmentDoor::make("<i>b</i>")}; },
                            .override_failed = [this](std::string_view name) { failed = name; }});
  }
  FixedZones zones;
  TemplateStore store;
  ViewRoom room;
  Practice practice;
  Request request;
  Actor actor;
  std::string failed;
};

bool has(const Response& response, std::string_view text) { return response.body.find(text) != std::string::npos; }

BOOST_AUTO_TEST_SUITE(page_views)

BOOST_FIXTURE_TEST_CASE(put_a_page_into_the_public_layout, OneCall) {
  const auto page = views(&practice).page({.title = "Times", .content = FragmentDoor::make("<p>inner</p>"), .status = 201, .caching = Caching::revalidate, .framing = Framing::practice_list});
  BOOST_TEST(page.status == 201);
  BOOST_TEST(has(page, "<title>Times · Harbor &lt;&amp;&gt; Co</title>"));
  BOOST_TEST(has(page, "<html lang=\"en-US\" dir=\"ltr\">"));
  BOOST_TEST(has(page, "<p>inner</p>"));
  BOOST_TEST(has(page, "href=\"tel:+12075550142\""));
  BOOST_TEST(has(page, "noindex"));
  BOOST_TEST((page.caching == Caching::revalidate && page.framing == Framing::practice_list));
}

BOOST_FIXTURE_TEST_CASE(link_no_website_that_isnt_one, OneCall) {
  practice.website = "javascript:alert(1)";
  BOOST_TEST(!has(views(&practice).page({.title = "x", .content = {}}), "javascript:"));
  practice.website = "https://harbor.example/";
  BOOST_TEST(has(views(&practice).page({.title = "x", .content = {}}), "href=\"https://harbor.example/\""));
}

BOOST_FIXTURE_TEST_CASE(put_a_page_into_the_staff_layout_for_staff, OneCall) {
  actor.staff = StaffMember{.id = StaffId{1}, .name = "Sam", .email = "sam@harbor.example", .provider = {}};
  const auto page = views(&practice).page({.title = "Inbox", .content = {}});
  BOOST_TEST(has(page, "<a href=\"/o/harbor/staff/conversations\" aria-current=\"page\">"));
  BOOST_TEST(has(page, "name=\"form_token\" value=\"token-of-sign_out\""));
  BOOST_TEST(has(page, "Sam"));
}

BOOST_FIXTURE_TEST_CASE(join_the_panels_of_a_slot, OneCall) { BOOST_TEST(FragmentDoor::html(views(&practice).panels("slot", "1")) == "<i>a</i><i>b</i>"); }

BOOST_FIXTURE_TEST_CASE(refuse_a_template_that_nobody_declared, OneCall) { BOOST_CHECK_THROW((void)views(&practice).render("p/page", ViewModel()), std::logic_error); }

BOOST_FIXTURE_TEST_CASE(help_on_a_page_that_isnt_there, OneCall) {
  const auto page = views(&practice).not_found();
  BOOST_TEST(page.status == 404);
  BOOST_TEST(has(page, "href=\"/o/harbor/schedule\""));
  BOOST_TEST(has(page, "Call +1 207 555 0142"));
  const auto outside = views(nullptr).not_found();
  BOOST_TEST(outside.status == 404);
  BOOST_TEST(!has(outside, "/o/"));
}

BOOST_FIXTURE_TEST_CASE(answer_a_json_client_with_a_problem, OneCall) {
  request.path = "/o/harbor/schedule/x/times.json";
  const auto page = views(&practice).not_found();
  BOOST_TEST(page.content_type == "application/problem+json");
  BOOST_TEST(has(page, "\"status\":404"));
  request.path = "/o/harbor/schedule";
  request.accept = "application/json";
  BOOST_TEST(views(&practice).error(503, "ref").content_type == "application/problem+json");
  request.accept = "text/html,application/json;q=0.5";
  BOOST_TEST(views(&practice).error(503, "ref").content_type.starts_with("text/html"));
}

BOOST_FIXTURE_TEST_CASE(give_a_reference_where_the_fault_is_ours, OneCall) {
  BOOST_TEST(has(views(&practice).error(500, "ab12"), "ab12"));
  BOOST_TEST(!has(views(&practice).error(403, "ab12"), "ab12"));
  const auto odd = views(nullptr).error(418, "ab12");
  BOOST_TEST(odd.status == 418);
  BOOST_TEST(has(odd, "went wrong"));
}

BOOST_FIXTURE_TEST_CASE(serve_the_default_where_an_override_fails_on_a_model, OneCall) {
  const TemplateFolder folder;
  folder.write("overrides/harbor/errors/not_found.mustache", "ours{{#practice_name}}{{inquiry_url}}{{/practice_name}}");
  BOOST_REQUIRE(store.load_overrides(folder.at("overrides")).empty());
  BOOST_TEST(has(views(&practice).not_found(), "ours/o/harbor/inquiry"));
  folder.write("p/page.mustache", "default");
  BOOST_REQUIRE(store.load_plugin("p", folder.at("p"), {{.name = "p/page", .shape = {{"name"}}}}).empty());
  folder.write("overrides/harbor/p/page.mustache", "{{name}}");
  BOOST_REQUIRE(store.load_overrides(folder.at("overrides")).empty());
  BOOST_TEST(FragmentDoor::html(views(&practice).render("p/page", ViewModel())) == "default");
  BOOST_TEST(failed == "p/page");
}

BOOST_FIXTURE_TEST_CASE(keep_formats_for_a_bounded_number_of_locales, OneCall) {
  for (char a = 'A'; a <= 'Z'; ++a) {
    for (char b = 'A'; b <= 'D'; ++b) (void)room.formats("en-" + std::string{a, b});
  }
  BOOST_TEST(room.formats("en-QQ").long_date(LocalDate{std::chrono::year{2026} / 11 / 30}) == "Monday, November 30, 2026");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace frontdesk::view
