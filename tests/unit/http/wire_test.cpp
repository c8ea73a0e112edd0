// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/wire.h"

#include <boost/test/unit_test.hpp>
#include <cstring>

using namespace frontdesk;
using http::Limits;
using http::Parameters;

namespace {

Parameters get(std::string_view target) { return {{"REQUEST_METHOD", "GET"}, {"REQUEST_URI", target}, {"REMOTE_ADDR", "192.0.2.7"}}; }

Parameters with(Parameters parameters, std::string_view name, std::string_view value) {
  parameters.emplace_back(name, value);
  return parameters;
}

http::Incoming parsed(const Parameters& parameters) {
  auto incoming = http::parse_head(parameters, {});
  BOOST_REQUIRE_MESSAGE(incoming, "refused: " << (incoming ? "" : incoming.error().code));
  return std::move(incoming).value();
}

int status_of(const Parameters& parameters, const Limits& limits = {}) {
  const auto incoming = http::parse_head(parameters, {}, limits);
  return incoming ? 200 : incoming.error().status;
}

http::BodyReader reader(std::string text) {
  return [text = std::move(text), at = std::size_t{0}](char* into, std::size_t most) mutable {
    const std::size_t count = std::min(most, text.size() - at);
    std::memcpy(into, text.data() + at, count);
    at += count;
    return count;
  };
}

struct Posted {
  Request request;
  int status = 200;
};

Posted post(const std::string& body, std::string_view type = "application/x-www-form-urlencoded", const Limits& limits = {}) {
  const std::string length = std::to_string(body.size());
  Posted posted;
  const auto read = http::read_form(posted.request, {{"CONTENT_LENGTH", length}, {"CONTENT_TYPE", type}}, reader(body), limits);
  if (!read) posted.status = read.error().status;
  return posted;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_path_is_decoded_once_and_segment_by_segment) {
  const auto incoming = parsed(get("/o/a%2fb/x%2520y?q=1"));
  BOOST_TEST(incoming.segments == (std::vector<std::string>{"o", "a/b", "x%20y"}), boost::test_tools::per_element());
  BOOST_TEST(incoming.request.raw_path == "/o/a%2fb/x%2520y");
  BOOST_TEST(incoming.request.raw_query == "q=1");
}

BOOST_AUTO_TEST_CASE(a_plus_in_a_path_stays_one_and_in_a_query_is_a_space) {
  const auto incoming = parsed(get("/a+b?x=a+b"));
  BOOST_TEST(incoming.request.path == "/a+b");
  BOOST_TEST(incoming.request.query.get("x") == "a b");
}

BOOST_AUTO_TEST_CASE(paths_that_hold_what_no_path_may_are_refused) {
  for (const auto* path : {"/o/%00", "/o/%0a", "/o/%zz", "/o/%4", "/o/%ff", "/o/%e2%80%ae", "o/x", "", "/a#b"}) {
    BOOST_TEST(status_of(get(path)) == 400, path);
  }
}

BOOST_AUTO_TEST_CASE(two_slashes_are_an_empty_segment_and_dots_stay_words) {
  BOOST_TEST(parsed(get("/o//x")).segments == (std::vector<std::string>{"o", "", "x"}), boost::test_tools::per_element());
  BOOST_TEST(parsed(get("/o/../x")).segments == (std::vector<std::string>{"o", "..", "x"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(only_get_head_and_post_are_known) {
  BOOST_TEST(parsed(get("/")).is_known_method);
  auto parameters = get("/");
  parameters[0].second = "DELETE";
  BOOST_TEST(!parsed(parameters).is_known_method);
  BOOST_TEST(parsed(parameters).method == "DELETE");
  parameters[0].second = "HEAD";
  BOOST_TEST((parsed(parameters).request.method == Method::head));
}

BOOST_AUTO_TEST_CASE(head_and_target_are_limited_to_the_byte) {
  Limits limits;
  limits.target = 10;
  BOOST_TEST(status_of(get("/123456789"), limits) == 200);
  BOOST_TEST(status_of(get("/1234567890"), limits) == 414);
  std::size_t size = 0;
  const auto parameters = get("/");
  for (const auto& [name, value] : parameters) size += name.size() + value.size() + 2;
  limits.head = size;
  BOOST_TEST(status_of(parameters, limits) == 200);
  limits.head = size - 1;
  BOOST_TEST(status_of(parameters, limits) == 431);
}

BOOST_AUTO_TEST_CASE(query_fields_are_limited_in_number_and_length) {
  Limits limits;
  limits.fields = 2;
  limits.name = 3;
  limits.value = 4;
  BOOST_TEST(status_of(get("/?a=1&b=2"), limits) == 200);
  BOOST_TEST(status_of(get("/?a=1&b=2&c=3"), limits) == 400);
  BOOST_TEST(status_of(get("/?abc=1"), limits) == 200);
  BOOST_TEST(status_of(get("/?abcd=1"), limits) == 400);
  BOOST_TEST(status_of(get("/?a=1234"), limits) == 200);
  BOOST_TEST(status_of(get("/?a=12345"), limits) == 413);
}

BOOST_AUTO_TEST_CASE(a_cookie_that_comes_twice_is_not_believed) {
  auto parameters = with(get("/"), "HTTP_COOKIE", "one=1; two=2");
  parameters = with(parameters, "HTTP_COOKIE", "two=3");
  const auto incoming = parsed(parameters);
  BOOST_TEST(incoming.request.cookies.get("one") == "1");
  BOOST_TEST(!incoming.request.cookies.has("two"));
}

BOOST_AUTO_TEST_CASE(the_address_that_counts_is_the_web_servers_peer) {
  BOOST_TEST(http::peer_address("192.0.2.7", "198.51.100.1", {}) == "192.0.2.7");
  BOOST_TEST(http::peer_address("10.0.0.1", "198.51.100.1, 203.0.113.9", {"10.0.0.0/8"}) == "203.0.113.9");
  BOOST_TEST(http::peer_address("10.0.0.1", "203.0.113.9, 10.0.0.2", {"10.0.0.0/8"}) == "203.0.113.9");
  BOOST_TEST(http::peer_address("10.0.0.1", "nonsense", {"10.0.0.1"}) == "10.0.0.1");
  BOOST_TEST(http::peer_address("2001:db8::1", "2001:db8:1::9", {"2001:db8::/64"}) == "2001:db8:1::9");
}

BOOST_AUTO_TEST_CASE(only_a_request_id_of_the_web_servers_shape_is_taken) {
  BOOST_TEST(parsed(with(get("/"), "FRONTDESK_REQUEST_ID", "0123456789abcdef0123456789abcdef")).request.id == "0123456789abcdef0123456789abcdef");
  BOOST_TEST(parsed(with(get("/"), "FRONTDESK_REQUEST_ID", "<script>0123456789")).request.id == "");
}

BOOST_AUTO_TEST_CASE(a_form_is_read_with_its_line_ends_made_alike) {
  const auto posted = post("a=1&b=x%0D%0Ay&c=J%C3%B6rg&d");
  BOOST_TEST(posted.status == 200);
  BOOST_TEST(posted.request.form.get("b") == "x\ny");
  BOOST_TEST(posted.request.form.get("c") == "J\xC3\xB6rg");
  BOOST_TEST(posted.request.form.has("d"));
}

BOOST_AUTO_TEST_CASE(text_that_hides_something_is_refused_in_any_field) {
  for (const auto* bad : {"a=%00", "a=%01", "a=%7f", "a=%ff", "a=%c0%80", "a=%ed%a0%80", "a=%e2%80%ae", "%0a=1", "a=%"}) BOOST_TEST(post(bad).status == 400, bad);
}

BOOST_AUTO_TEST_CASE(separators_that_word_processors_leave_become_line_ends) {
  BOOST_TEST(post("a=x%E2%80%A8y%C2%85z%EF%BB%BF").request.form.get("a") == "x\ny\nz");
}

BOOST_AUTO_TEST_CASE(a_body_shorter_or_longer_than_announced_is_refused) {
  Request request;
  for (const auto* length : {"2", "4"}) {
    const auto read = http::read_form(request, {{"CONTENT_LENGTH", length}, {"CONTENT_TYPE", "application/x-www-form-urlencoded"}}, reader("a=1"));
    BOOST_REQUIRE(!read);
    BOOST_TEST(read.error().status == 400);
  }
}

BOOST_AUTO_TEST_CASE(a_body_beyond_the_limit_is_not_even_read) {
  Request request;
  Limits limits;
  limits.body = 10;
  bool was_read = false;
  const http::BodyReader body = [&](char*, std::size_t) {
    was_read = true;
    return std::size_t{0};
  };
  for (const auto* length : {"11", "99999999999999999999999"}) {
    const auto read = http::read_form(request, {{"CONTENT_LENGTH", length}}, body, limits);
    BOOST_REQUIRE(!read);
    BOOST_TEST(read.error().status == 413);
  }
  BOOST_TEST(!was_read);
  BOOST_TEST(post("a=34567890", "application/x-www-form-urlencoded", limits).status == 200);
}

BOOST_AUTO_TEST_CASE(a_length_that_is_no_number_is_refused) {
  Request request;
  for (const auto* length : {"-1", "3x", "0x3", " 3", "+3"}) BOOST_TEST(!http::read_form(request, {{"CONTENT_LENGTH", length}}, reader("a=1")).has_value(), length);
}

BOOST_AUTO_TEST_CASE(ten_thousand_fields_are_refused) {
  std::string body;
  for (int i = 0; i < 10000; ++i) body += "f" + std::to_string(i) + "=1&";
  BOOST_TEST(post(body).status == 400);
}

BOOST_AUTO_TEST_CASE(a_name_of_a_megabyte_is_refused) { BOOST_TEST(post(std::string(1000 * 1000, 'n') + "=1").status == 400); }

BOOST_AUTO_TEST_CASE(what_is_no_form_is_refused) { BOOST_TEST(post("{}", "application/json").status == 415); }

BOOST_AUTO_TEST_CASE(a_field_that_comes_twice_is_told_unless_it_may) {
  const auto posted = post("a=1&b=2&a=3");
  BOOST_TEST(http::first_doubled(posted.request.form, {}) == "a");
  BOOST_TEST(http::first_doubled(posted.request.form, {"a"}) == "");
}

BOOST_AUTO_TEST_CASE(multipart_text_fields_are_read) {
  const std::string body = "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\ntwo\r\n--B\r\nContent-Disposition: form-data; name=b\r\n\r\n\r\n--B--\r\n";
  const auto posted = post(body, "multipart/form-data; boundary=B");
  BOOST_TEST(posted.status == 200);
  BOOST_TEST(posted.request.form.get("a") == "one\ntwo");
  BOOST_TEST(posted.request.form.has("b"));
}

BOOST_AUTO_TEST_CASE(multipart_bodies_that_are_broken_or_bring_files_are_refused) {
  const std::string part = "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\n";
  for (const std::string& body : {part, std::string("junk"), std::string("--B\r\n\r\none\r\n--B--"), part + "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\nbytes\r\n--B--"}) {
    BOOST_TEST(post(body, "multipart/form-data; boundary=B").status == 400, body);
  }
  BOOST_TEST(post(part + "--B--", "multipart/form-data").status == 400);
  BOOST_TEST(post(part + "--B--", "multipart/form-data; boundary=" + std::string(71, 'B')).status == 400);
}

BOOST_AUTO_TEST_CASE(multipart_parts_are_limited_in_number) {
  std::string body;
  for (int i = 0; i < 501; ++i) body += "--B\r\nContent-Disposition: form-data; name=\"f" + std::to_string(i) + "\"\r\n\r\n1\r\n";
  BOOST_TEST(post(body + "--B--", "multipart/form-data; boundary=B").status == 400);
}
