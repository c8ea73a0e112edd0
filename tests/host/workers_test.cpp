// SPDX-License-Identifier: AGPL-3.0-or-later
// The threads and the one that watches over them, with little patience.
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>

#include "host/fastcgi.h"
#include "host/listening_socket.h"
#include "tests/host/fastcgi_client.h"
#include "tests/support/practices.h"
#include "tests/support/test_site.h"

using namespace frontdesk;
using namespace frontdesk::test;
using std::chrono::seconds;

namespace {

struct Fixture {
  Fixture() {
    static const auto stored = PracticeBuilder().named("one").stored_in(database());
    std::string pattern = (std::filesystem::temp_directory_path() / "fdw-XXXXXX").string();
    BOOST_REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    folder = pattern;
    listening = open_listening_socket(folder + "/s");
  }
  ~Fixture() {
    ::close(listening);
    std::filesystem::remove_all(folder);
  }
  [[nodiscard]] std::string get(const std::string& target) const {
    const Connection connection(folder + "/s");
    connection.ask(target);
    return connection.answer();
  }
  TestSite site{database(), {.plugin_paths = {TEST_PLUGINS}, .source = FRONTDESK_SOURCE}};
  std::string folder;
  int listening = -1;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(workers, Fixture)

BOOST_AUTO_TEST_CASE(a_handler_that_does_not_end_is_charged_and_others_are_served) {
  FastCgiWorkers threads(site.site(), listening, {.silence = seconds(5), .wire = seconds(5), .when_all_read = seconds(1), .handler = seconds(1)});
  const std::string gate = folder + "/gate";
  const Connection stuck(folder + "/s");
  stuck.ask("/o/one/probe/wait?file=" + gate);
  BOOST_TEST(soon([&] { return threads.is_stuck(); }));
  BOOST_TEST(site.site().board.crashes_of("probe") == 1U);
  BOOST_TEST(site.site().board.wants_replacement == 1U);
  BOOST_TEST(get("/healthz").find("200 OK") != std::string::npos);
  std::ofstream(gate) << "x";
  BOOST_TEST(stuck.answer().find("waited") != std::string::npos);
  BOOST_TEST(threads.finish(seconds(10)));
}

BOOST_AUTO_TEST_CASE(finishing_takes_no_more_requests_and_says_when_one_does_not_end) {
  FastCgiWorkers threads(site.site(), listening, {});
  const std::string gate = folder + "/gate";
  const Connection waiting(folder + "/s");
  waiting.ask("/o/one/probe/wait?file=" + gate);
  BOOST_REQUIRE(soon([&] { return std::filesystem::exists(gate + ".reached"); }));
  BOOST_TEST(!threads.finish(std::chrono::milliseconds(50)));
  std::ofstream(gate) << "x";
  BOOST_TEST(threads.finish(seconds(10)));
  BOOST_TEST(waiting.answer().find("waited") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_request_that_arrives_byte_by_byte_is_answered_and_one_that_stops_is_not_waited_for) {
  FastCgiWorkers threads(site.site(), listening, {.silence = seconds(5), .wire = seconds(1), .when_all_read = seconds(1), .handler = seconds(20)});
  const Connection slow(folder + "/s");
  const std::string request = begin_request + record(4, pair("REQUEST_METHOD", "GET") + pair("REQUEST_URI", "/healthz")) + record(4, "") + record(5, "");
  for (const char byte : request) slow.send(std::string(1, byte));
  BOOST_TEST(slow.answer().find("200 OK") != std::string::npos);
  const Connection stopped(folder + "/s");
  stopped.send(request.substr(0, request.size() / 2));
  BOOST_TEST(stopped.answer().empty());
}

BOOST_AUTO_TEST_SUITE_END()
