// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/answer.h"

#include <boost/test/unit_test.hpp>

#include "http/form_token.h"
#include "http/origin.h"

using namespace frontdesk;

namespace {

bool has(const http::Answer& answer, std::string_view line) { return answer.head.find(line) != std::string::npos; }

Response page(std::string body) {
  Response response;
  response.body = std::move(body);
  return response;
}

std::string tag_of(const http::Answer& answer) {
  const std::size_t at = answer.head.find("ETag: ");
  BOOST_REQUIRE(at != std::string::npos);
  return answer.head.substr(at + 6, answer.head.find("\r\n", at) - at - 6);
}

const http::FormTokens tokens{crypto::Key(crypto::hash("a key for tests"))};
const Instant noon{std::chrono::hours{480000}};

}  // namespace

BOOST_AUTO_TEST_CASE(every_answer_has_the_headers_that_protect_it) {
  const auto answer = http::answer(page("x"), {});
  for (const auto* line : {"Status: 200 OK\r\n", "default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "X-Content-Type-Options: nosniff", "Referrer-Policy: same-origin",
                           "Permissions-Policy: ", "Cross-Origin-Opener-Policy: same-origin", "Cache-Control: no-store", "X-Robots-Tag: noindex", "Content-Length: 1\r\n"}) {
    BOOST_TEST(has(answer, line), line);
  }
  BOOST_TEST(!has(answer, "unsafe-"));
  BOOST_TEST(!has(answer, "Access-Control"));
}

BOOST_AUTO_TEST_CASE(only_pages_meant_for_it_may_be_framed_and_only_by_the_practices_sites) {
  auto response = page("x");
  http::AnswerContext context;
  context.frame_sites = {"https://www.example.org", "javascript:alert(1)", "https://evil; script-src *", "http://example.org"};
  BOOST_TEST(has(http::answer(response, context), "frame-ancestors 'none'"));
  response.framing = Framing::practice_list;
  BOOST_TEST(has(http::answer(response, context), "frame-ancestors 'self' https://www.example.org\r\n"));
  context.frame_sites.clear();
  BOOST_TEST(has(http::answer(response, context), "frame-ancestors 'none'"));
}

BOOST_AUTO_TEST_CASE(a_head_has_the_length_of_the_page_and_no_body) {
  http::AnswerContext context;
  context.method = Method::head;
  const auto answer = http::answer(page("12345"), context);
  BOOST_TEST(has(answer, "Content-Length: 5\r\n"));
  BOOST_TEST(answer.body.empty());
}

BOOST_AUTO_TEST_CASE(a_page_that_the_client_has_is_answered_304) {
  auto response = page("same");
  response.caching = Caching::revalidate;
  http::AnswerContext context;
  const auto first = http::answer(response, context);
  const std::string tag = tag_of(first);
  BOOST_TEST(has(first, "Cache-Control: no-cache"));
  for (const auto& condition : {tag, "W/" + tag, "\"other\", " + tag, std::string("*")}) {
    context.if_none_match = condition;
    const auto again = http::answer(response, context);
    BOOST_TEST(again.status == 304, condition);
    BOOST_TEST(again.body.empty());
    BOOST_TEST(has(again, "Content-Security-Policy"));
  }
  response.body = "changed";
  context.if_none_match = tag;
  BOOST_TEST(http::answer(response, context).status == 200);
}

BOOST_AUTO_TEST_CASE(errors_are_never_answered_304) {
  auto response = page("gone");
  response.status = 404;
  response.caching = Caching::revalidate;
  http::AnswerContext context;
  context.if_none_match = "*";
  BOOST_TEST(http::answer(response, context).status == 404);
}

BOOST_AUTO_TEST_CASE(redirects_lead_to_this_host_only) {
  for (const auto* bad : {"//evil.example", "/\\evil.example", "https://evil.example", "", "o/x", "/o/x\r\nSet-Cookie: a=b"}) {
    BOOST_CHECK_THROW(static_cast<void>(http::answer(Response::redirect(bad), {})), std::logic_error);
  }
  BOOST_TEST(has(http::answer(Response::redirect("/o/x?y=1"), {}), "Location: /o/x?y=1\r\n"));
}

BOOST_AUTO_TEST_CASE(what_any_site_may_read_says_so) {
  http::AnswerContext context;
  context.reading = http::AnswerContext::Reading::any_site;
  const auto answer = http::answer(page("{}"), context);
  BOOST_TEST(has(answer, "Access-Control-Allow-Origin: *\r\n"));
  BOOST_TEST(!has(answer, "Allow-Credentials"));
}

BOOST_AUTO_TEST_CASE(origins_are_compared_as_browsers_write_them) {
  BOOST_TEST(http::origin_of("https://Portal.example:443/path") == "https://portal.example");
  BOOST_TEST(http::origin_of("http://127.0.0.1:8080") == "http://127.0.0.1:8080");
  const std::string own = "https://portal.example";
  BOOST_TEST(!http::is_foreign("", "", own));
  BOOST_TEST(!http::is_foreign(own, "same-origin", own));
  BOOST_TEST(!http::is_foreign("", "none", own));
  BOOST_TEST(http::is_foreign("https://evil.example", "", own));
  BOOST_TEST(http::is_foreign("null", "", own));
  BOOST_TEST(http::is_foreign("", "cross-site", own));
  BOOST_TEST(http::is_foreign("", "same-site", own));
}

BOOST_AUTO_TEST_CASE(a_form_token_opens_the_form_that_it_was_made_for) {
  const http::FormBinding binding{.form = "request", .practice = PracticeId(1), .session = ""};
  const auto token = tokens.issue(binding, noon);
  BOOST_TEST((tokens.check(token, binding, noon) == http::FormTokenState::fresh));
  BOOST_TEST((tokens.check(token, {.form = "other", .practice = PracticeId(1), .session = ""}, noon) == http::FormTokenState::not_genuine));
  BOOST_TEST((tokens.check(token, {.form = "request", .practice = PracticeId(2), .session = ""}, noon) == http::FormTokenState::not_genuine));
  BOOST_TEST((tokens.check(token, {.form = "request", .practice = PracticeId(1), .session = "s"}, noon) == http::FormTokenState::not_genuine));
  // The border between form and session can't be moved.
  BOOST_TEST((tokens.check(token, {.form = "reques", .practice = PracticeId(1), .session = "t"}, noon) == http::FormTokenState::not_genuine));
}

BOOST_AUTO_TEST_CASE(a_form_token_grows_old_after_twelve_hours) {
  const http::FormBinding binding{.form = "request", .practice = PracticeId(1), .session = ""};
  const auto token = tokens.issue(binding, noon);
  BOOST_TEST((tokens.check(token, binding, noon + std::chrono::hours{12} - std::chrono::microseconds{1}) == http::FormTokenState::fresh));
  BOOST_TEST((tokens.check(token, binding, noon + std::chrono::hours{12}) == http::FormTokenState::old));
}

BOOST_AUTO_TEST_CASE(a_form_token_with_any_character_changed_is_not_genuine) {
  const http::FormBinding binding{.form = "request", .practice = PracticeId(1), .session = ""};
  const auto token = tokens.issue(binding, noon);
  for (std::size_t i = 0; i < token.size(); ++i) {
    std::string changed = token;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    BOOST_TEST((tokens.check(changed, binding, noon) == http::FormTokenState::not_genuine), i);
  }
  for (const std::string& bad : {std::string(), std::string("x"), token + "A", std::string(100000, 'A')}) BOOST_TEST((tokens.check(bad, binding, noon) == http::FormTokenState::not_genuine));
}

BOOST_AUTO_TEST_CASE(no_two_form_tokens_are_equal) {
  const http::FormBinding binding{.form = "request", .practice = PracticeId(1), .session = ""};
  BOOST_TEST(tokens.issue(binding, noon) != tokens.issue(binding, noon));
}
