// SPDX-License-Identifier: AGPL-3.0-or-later
#include "plugin/declarations.h"

#include <boost/test/unit_test.hpp>

#include "plugin/practice_settings.h"
#include "plugin/route_pattern.h"

using namespace frontdesk;

namespace {

Response nothing(Scope&) { return {}; }
Route a_route(std::string pattern) { return {.method = Method::get, .pattern = std::move(pattern), .handler = nothing}; }

std::string mistake(const Route& route) {
  Declarations declared;
  declared.routes.push_back(route);
  return mistake_in(declared, "p", {}).value_or("");
}

using Segments = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_CASE(patterns_match_segment_by_segment) {
  const RoutePattern pattern("/o/{practice}/schedule/{provider}");
  const auto found = pattern.match({"o", "a", "schedule", "b"});
  BOOST_REQUIRE(found);
  BOOST_TEST(found->at("practice") == "a");
  BOOST_TEST(found->at("provider") == "b");
  for (const Segments& other : {Segments{"o", "a", "schedule"}, Segments{"o", "a", "schedule", ""}, Segments{"o", "a", "Schedule", "b"}, Segments{"o", "a", "schedule", "b", ""}}) {
    BOOST_TEST(!pattern.match(other));
  }
}

BOOST_AUTO_TEST_CASE(a_fixed_word_is_closer_than_a_name) {
  BOOST_TEST(RoutePattern("/o/{p}/requests/new").is_closer_than(RoutePattern("/o/{p}/requests/{token}")));
  BOOST_TEST(!RoutePattern("/o/{p}/requests/{token}").is_closer_than(RoutePattern("/o/{p}/requests/new")));
  BOOST_TEST(!RoutePattern("/o/{p}/requests/new").overlaps(RoutePattern("/o/{p}/requests/{token}")));
  BOOST_TEST(RoutePattern("/o/{p}/x").overlaps(RoutePattern("/o/{other}/x")));
}

BOOST_AUTO_TEST_CASE(patterns_that_are_none_are_told) {
  for (const auto* bad : {"o/x", "/o//x", "/o/{}", "/o/{A}", "/o/{a}/{a}", "/o/x y", "/o/../x", "/o/x/"}) BOOST_TEST(RoutePattern::problem_in(bad).has_value(), bad);
  BOOST_TEST(!RoutePattern::problem_in("/o/{practice}/schedule/{provider}/times.json").has_value());
}

BOOST_AUTO_TEST_CASE(routes_lie_in_a_practice_and_staff_ones_below_its_staff_pages) {
  BOOST_TEST(mistake(a_route("/o/{practice}/x")).empty());
  BOOST_TEST(!mistake(a_route("/x")).empty());
  auto staff = a_route("/o/{practice}/x");
  staff.access = Access::staff;
  BOOST_TEST(!mistake(staff).empty());
  staff.pattern = "/o/{practice}/staff/x";
  BOOST_TEST(mistake(staff).empty());
}

BOOST_AUTO_TEST_CASE(a_post_names_its_form_and_only_a_public_get_is_for_other_sites) {
  auto route = a_route("/o/{practice}/x");
  route.method = Method::post;
  BOOST_TEST(!mistake(route).empty());
  route.form = "x";
  BOOST_TEST(mistake(route).empty());
  route.cross_site_read = true;
  BOOST_TEST(!mistake(route).empty());
}

BOOST_AUTO_TEST_CASE(a_form_is_for_everyone_or_for_staff_and_of_one_plugin) {
  Declarations declared;
  declared.routes.push_back({.method = Method::post, .pattern = "/o/{practice}/x", .handler = nothing, .form = "f"});
  Declarations other;
  other.routes.push_back({.method = Method::post, .pattern = "/o/{practice}/y", .handler = nothing, .form = "f"});
  BOOST_TEST(mistake_in(declared, "p", {&other}).value_or("").find("belongs to another plugin") != std::string::npos);
  declared.routes.push_back({.method = Method::post, .pattern = "/o/{practice}/staff/x", .access = Access::staff, .handler = nothing, .form = "f"});
  BOOST_TEST(mistake_in(declared, "p", {}).value_or("").find("both") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(legacy_routes_stay_out_of_the_present_ones) {
  for (const auto* bad : {"/o/{practice}/x", "/{any}/x", "/{any}"}) {
    Declarations declared;
    declared.legacy_routes.push_back({.pattern = bad, .target = [](const auto&) { return std::string("/o/x"); }});
    BOOST_TEST(mistake_in(declared, "p", {}).has_value(), bad);
  }
}

BOOST_AUTO_TEST_CASE(a_value_is_stored_only_if_its_setting_allows_it) {
  const SettingSpec days{.id = "p.days", .type = SettingSpec::Type::number, .default_value = "3", .minimum = 1, .maximum = 9, .help_key = "h"};
  for (const auto* good : {"1", "9"}) BOOST_TEST(!problem_with(days, good).has_value(), good);
  for (const auto* bad : {"0", "10", "1.5", "\"3\"", "true", "", "[", "18446744073709551615", "1e3"}) BOOST_TEST(problem_with(days, bad).has_value(), bad);
  const SettingSpec word{.id = "p.word", .type = SettingSpec::Type::text, .default_value = "\"\"", .minimum = 0, .maximum = 3, .help_key = "h"};
  BOOST_TEST(!problem_with(word, "\"J\xC3\xB6r\"").has_value());
  for (const auto* bad : {"\"four\"", "3", "\"\\u0000\"", "\"\\u202e\""}) BOOST_TEST(problem_with(word, bad).has_value(), bad);
  const SettingSpec choice{.id = "p.c", .type = SettingSpec::Type::choice, .default_value = "\"a\"", .choices = {"a", "b"}, .help_key = "h"};
  BOOST_TEST(!problem_with(choice, "\"b\"").has_value());
  BOOST_TEST(problem_with(choice, "\"c\"").has_value());
}
