// SPDX-License-Identifier: AGPL-3.0-or-later
// Every case of tests/cases/availability is a test named by its file and line.
#define BOOST_TEST_NO_MAIN
#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "scheduling/engine.h"
#include "tests/cases/case_file.h"

namespace {

using namespace frontdesk;
using test::Case;
using test::Expectation;

std::string offered(const Case& one, const std::string& on) {
  const scheduling::PreparedCalendar calendar(one.world.calendar);
  const auto zone = find_zone(one.zone.empty() ? one.world.practice.practice.timezone : one.zone);
  BOOST_REQUIRE(zone.has_value());
  const LocalDate day = test::date(on);
  std::string text;
  for (const OfferedTime& time : scheduling::offers({one.world.practice, calendar, one.world.now}, one.world.question, day, day, *zone)) {
    text += (text.empty() ? "" : " ") + zone->local_text(time.start).substr(11, 5);
  }
  return text;
}

std::string against(const Case& one, const std::string& at) {
  const scheduling::PreparedCalendar calendar(one.world.calendar);
  std::string text;
  for (const Reason& reason :
       scheduling::explain({one.world.practice, calendar, one.world.now}, one.world.question, test::instant(at)).reasons) {
    text += (text.empty() ? "" : " ") + std::string(to_string(reason.code));
  }
  return text;
}

void check(const Case& one) {
  BOOST_TEST(!one.expectations.empty(), one.title << ": nothing is expected");
  for (const Expectation& expectation : one.expectations) {
    const bool is_offer = expectation.kind == Expectation::Kind::offered;
    const std::string found = is_offer ? offered(one, expectation.when) : against(one, expectation.when);
    BOOST_TEST(found == expectation.expected, one.title << " (line " << expectation.line << ", " << expectation.when << "): expected \""
                                                        << expectation.expected << "\", found \"" << found << '"');
  }
}

bool add_all() {
  for (const auto& entry : std::filesystem::directory_iterator(FRONTDESK_CASES)) {
    if (entry.path().extension() != ".cases") continue;
    const std::string file = entry.path().filename().string();
    for (const Case& one : test::read_cases(entry.path().string())) {
      boost::unit_test::framework::master_test_suite().add(boost::unit_test::make_test_case(
          [one] { check(one); }, file + '_' + std::to_string(one.line), entry.path().string(), static_cast<std::size_t>(one.line)));
    }
  }
  return true;
}

}  // namespace

int main(int count, char** arguments) {
  return boost::unit_test::unit_test_main(add_all, count, arguments);
}
