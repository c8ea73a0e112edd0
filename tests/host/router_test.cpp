// SPDX-License-Identifier: AGPL-3.0-or-later
// What is decided before a plugin's code runs, and what becomes of its answer.
#include <boost/test/unit_test.hpp>

#include "base/crypto.h"
#include "storage/practice_writer.h"
#include "storage/staff_repository.h"
#include "tests/support/practices.h"
#include "tests/support/test_site.h"

using namespace frontdesk;
using test::header;

namespace {

test::TestSite& site() {
  static test::TestSite made(test::database(), {.plugin_paths = {TEST_PLUGINS}, .source = FRONTDESK_SOURCE});
  return made;
}

/// Practices `one` (formerly `first`), `two`, and `asleep`, which is suspended.
const test::StoredPractice& practice(const std::string& name) {
  static const auto made = [] {
    std::map<std::string, test::StoredPractice> all;
    for (const auto* each : {"one", "two", "asleep"}) all.emplace(each, test::PracticeBuilder().named(each).stored_in(test::database()));
    test::database().run("INSERT INTO practice_link_name (link_name, practice_id, is_present) VALUES ('first', " + std::to_string(all.at("one").id.value()) + ", NULL)");
    test::database().run("UPDATE practice SET suspended = TRUE WHERE id = " + std::to_string(all.at("asleep").id.value()));
    return all;
  }();
  return made.at(name);
}

struct Fixture {
  Fixture() { static_cast<void>(practice("one")); }
};

/// The Cookie header of a member of `practice` with that role, signed in just now.
std::string signed_in(const std::string& at, StaffRole role) {
  static int count = 0;
  const auto unit = test::database().pool().begin(storage::AccessMode::read_write);
  const Instant now = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
  storage::NewStaff member;
  member.email = "member" + std::to_string(++count) + "@example.org";
  member.name = "Member";
  member.role = role;
  const auto id = unit->staff().insert(practice(at).id, member);
  const auto token = crypto::random_token();
  storage::StaffSession session;
  session.token_hash = crypto::hash(token.reveal());
  session.staff = id;
  session.csrf_key = crypto::random_bytes();
  session.created_at = session.last_used_at = now;
  session.ends_at = now + std::chrono::hours(1);
  unit->staff().insert_session(practice(at).id, session);
  unit->commit();
  return "frontdesk_staff=" + token.reveal();
}

http::Answer as(const std::string& cookie, const std::string& target) { return site().answer({.target = target, .headers = {{"HTTP_COOKIE", cookie}}}); }

http::Answer post(const std::string& target, const std::string& body, std::vector<std::pair<std::string, std::string>> headers = {}) {
  return site().answer({.method = "POST", .target = target, .body = body, .headers = std::move(headers)});
}

std::string token_at(const std::string& practice_name) { return site().get("/o/" + practice_name + "/probe/token").body; }

}  // namespace

BOOST_FIXTURE_TEST_SUITE(router, Fixture)

BOOST_AUTO_TEST_CASE(a_handler_gets_what_was_asked) {
  const auto answer = site().get("/o/one/probe/thing/a%2fb?x=1&y=a+b");
  BOOST_TEST(answer.status == 200);
  BOOST_TEST(answer.body == "practice=one staff=nobody ?x=1 ?y=a b /practice=one /thing=a/b fresh");
}

BOOST_AUTO_TEST_CASE(absent_suspended_and_misspelt_practices_are_one_answer) {
  const auto absent = site().get("/o/nobody/probe");
  BOOST_TEST(absent.status == 404);
  for (const auto* target : {"/o/asleep/probe", "/o/ONE/probe", "/o/-/probe", "/o/one.two/probe"}) {
    const auto answer = site().get(target);
    BOOST_TEST(answer.status == 404, target);
    BOOST_TEST(answer.body == absent.body, target);
  }
}

BOOST_AUTO_TEST_CASE(slashes_and_dots_lead_nowhere) {
  for (const auto* target : {"/o/one/../probe", "/o//one/probe", "/o/one//probe", "/o/one%2fprobe", "/o/one/probe%2f", "/", "/o", "/o/", "/o/one/.", "/x"}) {
    BOOST_TEST(site().get(target).status == 404, target);
  }
}

BOOST_AUTO_TEST_CASE(previous_names_lead_to_the_present_one_with_path_and_query) {
  const auto read = site().get("/o/first/any/thing%2f?a=%20b&c");
  BOOST_TEST(read.status == 301);
  BOOST_TEST(header(read, "Location") == "/o/one/any/thing%2f?a=%20b&c");
  BOOST_TEST(header(site().get("/o/first"), "Location") == "/o/one");
  for (const auto* method : {"POST", "PUT", "DELETE"}) BOOST_TEST(site().answer({.method = method, .target = "/o/first/x"}).status == 308, method);
}

BOOST_AUTO_TEST_CASE(legacy_paths_are_led_on_and_only_to_this_host) {
  const auto answer = site().get("/old/one?x=1");
  BOOST_TEST(answer.status == 301);
  BOOST_TEST(header(answer, "Location") == "/o/one/probe?x=1");
  BOOST_TEST(site().answer({.method = "POST", .target = "/old/one"}).status == 308);
}

BOOST_AUTO_TEST_CASE(a_slash_at_the_end_of_what_is_there_is_taken_off) {
  BOOST_TEST(header(site().get("/o/one/probe/?x=1"), "Location") == "/o/one/probe?x=1");
  BOOST_TEST(site().get("/o/one/nothing/").status == 404);
  BOOST_TEST(site().get("/o/one/probe//").status == 404);
}

BOOST_AUTO_TEST_CASE(other_methods_are_told_which_there_are) {
  const auto answer = site().answer({.method = "DELETE", .target = "/o/one/probe"});
  BOOST_TEST(answer.status == 405);
  BOOST_TEST(header(answer, "Allow") == "GET, HEAD, POST");
  BOOST_TEST(header(site().answer({.method = "POST", .target = "/o/one/probe/kept"}), "Allow") == "GET, HEAD");
  BOOST_TEST(site().answer({.method = "DELETE", .target = "/o/one/never-was"}).status == 404);
}

BOOST_AUTO_TEST_CASE(head_is_get_without_the_page) {
  const auto answer = site().answer({.method = "HEAD", .target = "/o/one/probe/kept"});
  BOOST_TEST(answer.status == 200);
  BOOST_TEST(answer.body.empty());
  BOOST_TEST(header(answer, "Content-Length") == "8");
}

BOOST_AUTO_TEST_CASE(what_the_client_has_is_not_sent_again) {
  const std::string tag = header(site().get("/o/one/probe/kept"), "ETag");
  BOOST_REQUIRE(!tag.empty());
  BOOST_TEST(site().answer({.target = "/o/one/probe/kept", .headers = {{"HTTP_IF_NONE_MATCH", tag}}}).status == 304);
}

BOOST_AUTO_TEST_CASE(staff_pages_lead_to_sign_in_and_back) {
  const auto answer = site().get("/o/one/staff/probe?page=2");
  BOOST_TEST(answer.status == 303);
  BOOST_TEST(header(answer, "Location") == "/o/one/staff/sign-in?next=%2Fo%2Fone%2Fstaff%2Fprobe%3Fpage%3D2");
  BOOST_TEST(header(answer, "Cache-Control") == "no-store");
  BOOST_TEST(as("frontdesk_staff=nonsense", "/o/one/staff/probe").status == 303);
}

BOOST_AUTO_TEST_CASE(a_session_opens_its_own_practices_pages_only) {
  const auto cookie = signed_in("one", StaffRole::clinician);
  BOOST_TEST(as(cookie, "/o/one/staff/probe").status == 200);
  BOOST_TEST(as(cookie, "/o/two/staff/probe").status == 303);
  BOOST_TEST(as(cookie + "; " + signed_in("one", StaffRole::owner), "/o/one/staff/probe").status == 303);
}

BOOST_AUTO_TEST_CASE(what_a_role_may_not_open_is_not_there) {
  BOOST_TEST(as(signed_in("one", StaffRole::admin), "/o/one/staff/probe/admin").status == 200);
  BOOST_TEST(as(signed_in("one", StaffRole::clinician), "/o/one/staff/probe/admin").status == 404);
}

BOOST_AUTO_TEST_CASE(a_post_needs_the_token_of_its_form_and_practice) {
  const auto token = token_at("one");
  BOOST_TEST(post("/o/one/probe", "a=1&form_token=" + token).status == 200);
  for (const std::string& body : {std::string("a=1"), "form_token=" + token_at("two"), std::string("form_token=x"), "form_token=" + token + "A"}) {
    BOOST_TEST(post("/o/one/probe", body).status == 403, body);
  }
}

BOOST_AUTO_TEST_CASE(a_staff_form_belongs_to_the_session_that_it_was_made_for) {
  const auto mine = signed_in("one", StaffRole::owner);
  const auto yours = signed_in("one", StaffRole::owner);
  const auto token = as(mine, "/o/one/staff/probe/token").body;
  BOOST_TEST(post("/o/one/staff/probe", "form_token=" + token, {{"HTTP_COOKIE", mine}}).status == 200);
  BOOST_TEST(post("/o/one/staff/probe", "form_token=" + token, {{"HTTP_COOKIE", yours}}).status == 403);
  BOOST_TEST(post("/o/one/staff/probe", "form_token=" + token).status == 303);
  BOOST_TEST(post("/o/one/probe", "form_token=" + token).status == 403);
}

BOOST_AUTO_TEST_CASE(another_sites_post_is_refused_and_an_absent_origin_is_not) {
  const std::string body = "form_token=" + token_at("one");
  BOOST_TEST(post("/o/one/probe", body, {{"HTTP_ORIGIN", "https://portal.test"}, {"HTTP_SEC_FETCH_SITE", "same-origin"}}).status == 200);
  for (const auto* origin : {"https://evil.example", "null", "http://portal.test", "https://portal.test.evil.example"}) {
    BOOST_TEST(post("/o/one/probe", body, {{"HTTP_ORIGIN", origin}}).status == 403, origin);
  }
  BOOST_TEST(post("/o/one/probe", body, {{"HTTP_SEC_FETCH_SITE", "cross-site"}}).status == 403);
}

BOOST_AUTO_TEST_CASE(fields_twice_are_refused_where_the_route_does_not_name_them) {
  const std::string token = "&form_token=" + token_at("one");
  BOOST_TEST(post("/o/one/probe", "many=1&many=2" + token).body.find("+many=1 +many=2") != std::string::npos);
  BOOST_TEST(post("/o/one/probe", "once=1&once=2" + token).status == 400);
  BOOST_TEST(site().get("/o/one/probe?x=1&x=2").status == 400);
}

BOOST_AUTO_TEST_CASE(a_plugin_that_is_off_is_a_plugin_that_is_not_there) {
  const auto turned_off = test::PracticeBuilder().named("without").stored_in(test::database());
  BOOST_TEST(site().get("/o/without/probe").status == 200);
  const auto set = [&](bool enabled) {
    const auto unit = test::database().pool().begin(storage::AccessMode::read_write);
    unit->practice_writer().set_plugin(turned_off.id, "probe", enabled);
    unit->commit();
  };
  set(false);
  const auto off = site().get("/o/without/probe");
  BOOST_TEST(off.status == 404);
  BOOST_TEST(off.body == site().get("/o/without/never-was").body);
  BOOST_TEST(site().answer({.method = "DELETE", .target = "/o/without/probe"}).status == 404);
  set(true);
  BOOST_TEST(site().get("/o/without/probe").status == 200);
}

BOOST_AUTO_TEST_CASE(a_handler_that_fails_becomes_a_page_with_the_reference_and_without_its_words) {
  for (const auto* how : {"throw", "int", "location", "header"}) {
    const auto answer = site().answer({.target = std::string("/o/one/probe/fail?how=") + how, .headers = {{"FRONTDESK_REQUEST_ID", "00112233445566778899aabbccddeeff"}}});
    BOOST_TEST(answer.status == 500, how);
    BOOST_TEST(answer.body.find("00112233445566778899aabbccddeeff") != std::string::npos, how);
    BOOST_TEST(answer.head.find("evil") == std::string::npos);
    BOOST_TEST(answer.head.find("Set-Cookie") == std::string::npos);
    BOOST_TEST(header(answer, "Content-Security-Policy").find("default-src 'none'") == 0U);
  }
  BOOST_TEST(site().log("error.log").find("jane@") == std::string::npos);
  BOOST_TEST(site().log("error.log").find("\"plugin_failed\",\"plugin\":\"probe\",\"request_id\":\"00112233445566778899aabbccddeeff\"") != std::string::npos);
  BOOST_TEST(site().get("/o/one/probe/fail?how=own").body == "my own words");
}

BOOST_AUTO_TEST_CASE(the_access_log_holds_patterns_and_nothing_that_was_asked) {
  static_cast<void>(site().get("/o/one/probe/thing/marker-in-path?x=marker-in-query"));
  const auto log = site().log("access.log");
  BOOST_TEST(log.find("marker") == std::string::npos);
  BOOST_TEST(log.find("192.0.2.1") == std::string::npos);
  BOOST_TEST(log.find("\"route\":\"/o/{practice}/probe/thing/{thing}\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(only_what_is_meant_for_other_sites_says_so) {
  BOOST_TEST(header(site().get("/o/one/probe/open.json"), "Access-Control-Allow-Origin") == "*");
  BOOST_TEST(header(site().get("/o/one/probe"), "Access-Control-Allow-Origin").empty());
}

BOOST_AUTO_TEST_CASE(a_json_client_gets_problem_json) {
  const auto answer = site().answer({.target = "/o/one/never-was", .headers = {{"HTTP_ACCEPT", "application/json"}}});
  BOOST_TEST(answer.status == 404);
  BOOST_TEST(header(answer, "Content-Type") == "application/problem+json");
}

BOOST_AUTO_TEST_CASE(malformed_requests_get_a_page_too) {
  BOOST_TEST(site().get("/o/one/%ff").status == 400);
  BOOST_TEST(site().get("/" + std::string(9000, 'a')).status == 414);
  BOOST_TEST(site().answer({.target = "/", .headers = {{"HTTP_X", std::string(40000, 'a')}}}).status == 431);
  BOOST_TEST(post("/o/one/probe", "a=%00").status == 400);
  BOOST_TEST(!site().get("/o/one/%ff").body.empty());
}

BOOST_AUTO_TEST_CASE(health_and_metrics_name_nobody) {
  BOOST_TEST(site().get("/healthz").body == "ok\n");
  static_cast<void>(site().get("/o/one/probe"));
  const auto metrics = site().get("/metrics");
  BOOST_TEST(metrics.status == 200);
  BOOST_TEST(metrics.body.find("frontdesk_requests_total{method=\"GET\",status=\"2xx\"}") != std::string::npos);
  BOOST_TEST(metrics.body.find("frontdesk_plugin_state{plugin=\"probe\",state=\"started\"} 1") != std::string::npos);
  BOOST_TEST(metrics.body.find("/o/") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_database_that_is_away_is_a_503_that_says_when_to_come_back) {
  Config config = site().site().config;
  config.database_socket = "/nowhere/at/all.sock";
  config.access_log = config.error_log = "/dev/null";
  Site lonely(config, *Board::make_private());
  const auto ask = [&](std::string_view target) {
    return serve_one(lonely, {{"REQUEST_METHOD", "GET"}, {"REQUEST_URI", target}}, [](char*, std::size_t) { return std::size_t{0}; });
  };
  for (const auto* target : {"/o/one/probe", "/healthz"}) {
    const auto answer = ask(target);
    BOOST_TEST(answer.status == 503, target);
    BOOST_TEST(header(answer, "Retry-After") == "10");
  }
  BOOST_TEST(ask("/old/one").status == 301);
}

BOOST_AUTO_TEST_SUITE_END()
