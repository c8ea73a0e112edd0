// SPDX-License-Identifier: AGPL-3.0-or-later
#include <boost/test/unit_test.hpp>

#include "plugins/provider_page/times_json.h"
#include "tests/schedule_pages/page_scope.h"

namespace frontdesk::test {
namespace {

using Query = std::vector<std::pair<std::string, std::string>>;

Response page(PageScope& scope, const std::string& provider, const Query& query = {}) { return ::provider_page::show(scope.asks_provider(provider, query)); }
Response page(const std::string& provider, const Query& query = {}) {
  PageScope scope;
  return page(scope, provider, query);
}
Response times(PageScope& scope, const std::string& provider, const Query& query) { return ::provider_page::answer_times(scope.asks_provider(provider, query, "/times.json")); }

const Query office{{"service", "individual-therapy"}, {"location", "wharf-office"}};

Query with(Query query, const std::string& name, const std::string& value) {
  query.emplace_back(name, value);
  return query;
}

BOOST_AUTO_TEST_SUITE(the_provider_page)

BOOST_AUTO_TEST_CASE(asks_for_the_service_first) {
  const auto answer = page("jane-smith");
  BOOST_TEST(answer.status == 200);
  BOOST_TEST(has(answer, "What would you like to come for?"));
  BOOST_TEST(has(answer, "50 minutes · $160.00"));
  BOOST_TEST(has(answer, "href=\"/o/harbor-therapy/schedule/jane-smith?service=individual-therapy\""));
}

BOOST_AUTO_TEST_CASE(gives_the_providers_own_duration) { BOOST_TEST(has(page("priya-raman"), "60 minutes · $160.00")); }

BOOST_AUTO_TEST_CASE(asks_where_and_says_when_each_place_has_a_time) {
  const auto answer = page("jane-smith", {{"service", "individual-therapy"}});
  BOOST_TEST(has(answer, "Where would you like to meet?"));
  BOOST_TEST(has(answer, "Next open time: Monday, November 30, 2026"));
  BOOST_TEST(has(answer, "No open times at the moment"));
  BOOST_TEST(!has(answer, "Hill office"));
}

BOOST_AUTO_TEST_CASE(makes_and_shows_a_choice_with_one_option) {
  const auto answer = page("jane-smith", office);
  BOOST_TEST(has(answer, "One person"));
  BOOST_TEST(!has(answer, "Who is it for?"));
  BOOST_TEST(has(answer, "Choose a time"));
}

BOOST_AUTO_TEST_CASE(asks_for_the_kind_of_request_where_several_are_accepted) {
  const auto answer = page("jane-smith", {{"service", "consultation"}, {"location", "phone"}});
  BOOST_TEST(has(answer, "Who is it for?"));
  BOOST_TEST(has(answer, "client_type=family"));
}

BOOST_AUTO_TEST_CASE(opens_on_the_first_day_with_times) {
  const auto answer = page("jane-smith", office);
  BOOST_TEST(has(answer, "Mon, Nov 30 to Sun, Dec 6"));
  BOOST_TEST(has(answer, "start=2026-11-30T14%3A00%3A00Z"));
  BOOST_TEST(has(answer, "9:00 AM, Monday, November 30, 2026, Eastern Standard Time, Wharf Street office"));
}

BOOST_AUTO_TEST_CASE(leads_to_other_weeks_within_the_window_only) {
  const auto first = page("jane-smith", with(office, "from", "2026-11-25"));
  BOOST_TEST(!has(first, "← Earlier"));
  BOOST_TEST(has(first, "from=2026-12-02"));
  const auto last = page("jane-smith", with(office, "from", "2027-01-20"));
  BOOST_TEST(has(last, "← Earlier"));
  BOOST_TEST(!has(last, "Later →"));
}

BOOST_AUTO_TEST_CASE(never_shows_days_before_today) { BOOST_TEST(has(page("jane-smith", with(office, "from", "2020-01-01")), "Wed, Nov 25 to Tue, Dec 1")); }

BOOST_AUTO_TEST_CASE(leads_out_of_an_empty_week) {
  const auto answer = page("jane-smith", {{"service", "couples-therapy"}, {"location", "telehealth"}, {"from", "2026-11-27"}});
  BOOST_TEST(has(answer, "December 3, 2026"));
  const auto empty = page("jane-smith", {{"service", "individual-therapy"}, {"location", "phone"}});
  BOOST_TEST(has(empty, "No open times in these seven days."));
  BOOST_TEST(has(empty, "Wharf Street office</a>, from Monday, November 30, 2026"));
  BOOST_TEST(has(empty, "/o/harbor-therapy/inquiry?provider=jane-smith"));
}

BOOST_AUTO_TEST_CASE(tells_times_in_person_by_the_clock_of_the_place) {
  const auto answer = page("jane-smith", with(office, "tz", "America/Los_Angeles"));
  BOOST_TEST(has(answer, "Times are by the clock of the place: Eastern Standard Time."));
  BOOST_TEST(has(answer, "the time where you are, Pacific Standard Time"));
  BOOST_TEST(has(answer, "<span aria-hidden=\"true\">9:00 AM</span><span class=\"time-other\" aria-hidden=\"true\">6:00 AM</span>"));
}

BOOST_AUTO_TEST_CASE(tells_times_by_video_by_the_visitors_clock_where_it_is_known) {
  const Query video{{"service", "individual-therapy"}, {"location", "telehealth"}};
  BOOST_TEST(has(page("jane-smith", video), "Times are in the practice&#39;s time zone: Eastern Standard Time."));
  const auto answer = page("jane-smith", with(video, "tz", "America/Los_Angeles"));
  BOOST_TEST(has(answer, "Times are in your time zone: Pacific Standard Time."));
  BOOST_TEST(has(answer, "the time at the practice, Eastern Standard Time"));
  BOOST_TEST(has(answer, "<span aria-hidden=\"true\">10:00 AM</span><span class=\"time-other\" aria-hidden=\"true\">1:00 PM</span>"));
  BOOST_TEST(has(answer, "tz=America%2FLos_Angeles"));
}

BOOST_AUTO_TEST_CASE(asks_again_where_a_link_presets_what_isnt_offered) {
  BOOST_TEST(has(page("jane-smith", {{"service", "skills-group"}}), "What would you like to come for?"));
  BOOST_TEST(has(page("jane-smith", {{"service", "assessment"}}), "What would you like to come for?"));
  BOOST_TEST(has(page("jane-smith", {{"service", "individual-therapy"}, {"location", "hill-office"}}), "Where would you like to meet?"));
  BOOST_TEST(has(page("jane-smith", with(with(office, "from", "soon"), "tz", "Mars/Base")), "Mon, Nov 30 to"));
}

BOOST_AUTO_TEST_CASE(is_the_same_404_for_hidden_and_unknown_providers) {
  const auto hidden = page("tom-becker");
  const auto unknown = page("nobody");
  BOOST_TEST(hidden.status == 404);
  BOOST_TEST(hidden.body == unknown.body);
  BOOST_TEST(has(hidden, "/o/harbor-therapy/schedule"));
}

BOOST_AUTO_TEST_CASE(redirects_a_previous_name_with_the_query_kept) {
  PageScope scope;
  scope.stored().providers.front().previous_link_names.push_back(*LinkName::parse("jane-jones"));
  const auto answer = page(scope, "jane-jones", office);
  BOOST_TEST(answer.status == 301);
  BOOST_TEST(answer.headers.front().second == "/o/harbor-therapy/schedule/jane-smith?service=individual-therapy&location=wharf-office");
}

BOOST_AUTO_TEST_CASE(says_while_scheduling_is_off_and_hides_who_is_there) {
  PageScope scope;
  scope.stored().practice.public_scheduling = false;
  const auto answer = page(scope, "jane-smith", office);
  BOOST_TEST(answer.status == 200);
  BOOST_TEST(has(answer, "be requested online at the moment"));
  BOOST_TEST(has(answer, "/o/harbor-therapy/inquiry"));
  BOOST_TEST(!has(answer, "Jane Smith"));
  BOOST_TEST(!has(answer, "Choose a time"));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(times_json)

BOOST_AUTO_TEST_CASE(answers_with_the_times) {
  PageScope scope;
  const auto answer = times(scope, "jane-smith", with(office, "from", "2026-11-30"));
  BOOST_TEST(answer.status == 200);
  BOOST_TEST(answer.content_type == "application/json");
  BOOST_TEST(answer.body != "{\"times\":0}");
}

BOOST_AUTO_TEST_CASE(knows_nothing_of_hidden_and_unknown_things) {
  PageScope scope;
  for (const auto& provider : {"nobody", "tom-becker"}) BOOST_TEST(times(scope, provider, office).status == 404);
  BOOST_TEST(times(scope, "omar-haddad", {{"service", "assessment"}, {"location", "wharf-office"}}).status == 404);
  BOOST_TEST(times(scope, "omar-haddad", {{"service", "consultation"}, {"location", "hill-office"}}).status == 404);
  BOOST_TEST(times(scope, "omar-haddad", {{"service", "nothing"}, {"location", "wharf-office"}}).content_type == "application/problem+json");
}

BOOST_AUTO_TEST_CASE(says_what_is_wrong_with_a_parameter) {
  PageScope scope;
  for (const auto& query : {Query{{"location", "wharf-office"}}, Query{{"service", "consultation"}}, with(office, "from", "tomorrow"), with(office, "to", "2026-13-01"),
                            with(office, "tz", "Mars/Base"), with(office, "client_type", "dog"), with(with(office, "from", "2026-12-02"), "to", "2026-12-01"),
                            with(with(office, "from", "2026-01-01"), "to", "2027-01-06"), with(office, "to", "2038-01-01")}) {
    const auto answer = times(scope, "jane-smith", query);
    BOOST_TEST(answer.status == 400);
    BOOST_TEST(answer.content_type == "application/problem+json");
    BOOST_TEST(has(answer, "\"detail\":\""));
  }
}

BOOST_AUTO_TEST_CASE(is_empty_for_what_exists_and_isnt_offered) {
  PageScope scope;
  BOOST_TEST(times(scope, "jane-smith", {{"service", "skills-group"}, {"location", "wharf-office"}}).body == "{\"times\":0}");
  scope.stored().practice.public_scheduling = false;
  BOOST_TEST(times(scope, "jane-smith", with(office, "from", "2026-11-30")).body == "{\"times\":0}");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace frontdesk::test
