// SPDX-License-Identifier: AGPL-3.0-or-later
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "tests/integration/ctl/program.h"

using namespace frontdesk::test;
using nlohmann::json;

namespace {

Ran run(const std::vector<std::string>& arguments, const std::string& input = {}) { return installation().run(arguments, input); }

std::string imported(const std::string& link_name) {
  BOOST_REQUIRE(run({"import", "-"}, practice_file(link_name)).status == 0);
  return link_name;
}

}  // namespace

BOOST_AUTO_TEST_CASE(errors_of_a_file_are_lines_with_pointers_and_other_files_still_import) {
  json bad = json::parse(practice_file("ctl-bad"));
  bad["practice"]["timezone"] = "Mars";
  bad["services"][0].erase("name");
  installation().write("bad.json", bad.dump());
  installation().write("good.json", practice_file("ctl-good"));
  installation().write("noise.json", "{nonsense");
  const Ran ran = run({"import", installation().path("bad.json"), installation().path("good.json"), installation().path("noise.json"), "/nonexistent.json"});
  BOOST_TEST(ran.status == 2);
  BOOST_TEST(holds(ran.out, "ctl-good: created"));
  BOOST_TEST(holds(ran.err, installation().path("bad.json") + ": /practice/timezone: "));
  BOOST_TEST(holds(ran.err, installation().path("bad.json") + ": /services/0/name: is missing\n"));
  BOOST_TEST(holds(ran.err, installation().path("noise.json") + ": : is not JSON"));
  BOOST_TEST(holds(ran.err, "/nonexistent.json: : can't be read"));
  const Ran list = run({"practice", "list"});
  BOOST_TEST(holds(list.out, "ctl-good"));
  BOOST_TEST(!holds(list.out, "ctl-bad"));
}

BOOST_AUTO_TEST_CASE(a_pointer_stays_on_one_line_whatever_the_key) {
  json bad = json::parse(practice_file("ctl-lines"));
  bad["practice"]["a\nb\x1b[31m"] = 1;
  const Ran ran = run({"import", "-"}, bad.dump());
  BOOST_TEST(holds(ran.err, "<standard input>: /practice/a\\u000ab\\u001b[31m: "));
}

BOOST_AUTO_TEST_CASE(conflicts_with_what_is_stored_are_reported_with_their_place) {
  imported("ctl-first");
  json second = json::parse(practice_file("ctl-second"));
  second["practice"]["previous_link_names"] = {"ctl-first"};
  run({"import", "-"}, second.dump());
  const Ran ran = run({"import", "-"}, practice_file("ctl-first"));
  BOOST_TEST(ran.status == 2);
  BOOST_TEST(holds(ran.err, "<standard input>: /practice/link_name: another practice had"));
}

BOOST_AUTO_TEST_CASE(an_export_can_be_imported_again) {
  imported("ctl-export");
  const Ran first = run({"export", "ctl-export"});
  BOOST_TEST(first.status == 0);
  BOOST_TEST(run({"import", "-"}, first.out).status == 0);
  BOOST_TEST(run({"export", "ctl-export"}).out == first.out);
  BOOST_TEST(run({"export", "nobody"}).status == 2);
}

BOOST_AUTO_TEST_CASE(practices_are_created_suspended_resumed_and_deleted) {
  BOOST_TEST(run({"practice", "create", "ctl-new", "--name", "New", "--timezone", "UTC"}).status == 0);
  BOOST_TEST(run({"practice", "create", "ctl-new", "--name", "New", "--timezone", "UTC"}).status == 2);
  const Ran wrong = run({"practice", "create", "Ctl_New", "--name", "", "--timezone", "Mars"});
  BOOST_TEST(wrong.status == 2);
  BOOST_TEST((holds(wrong.err, "link_name") && holds(wrong.err, "name: must not be empty") && holds(wrong.err, "timezone")));
  BOOST_TEST(run({"practice", "suspend", "ctl-new"}).status == 0);
  BOOST_TEST(holds(run({"practice", "list"}).out, "suspended"));
  BOOST_TEST(run({"practice", "resume", "ctl-new"}).status == 0);
  BOOST_TEST(run({"practice", "delete", "ctl-new"}).status == 2);
  BOOST_TEST(holds(run({"practice", "list"}).out, "ctl-new"));
  BOOST_TEST(run({"practice", "delete", "ctl-new", "--yes"}).status == 0);
  BOOST_TEST(!holds(run({"practice", "list"}).out, "ctl-new"));
  BOOST_TEST(run({"practice", "delete", "ctl-new", "--yes"}).status == 2);
}

BOOST_AUTO_TEST_CASE(settings_are_read_and_changed_as_in_the_file) {
  imported("ctl-settings");
  const auto get = [](const char* name) { return run({"setting", "get", "ctl-settings", name}).out; };
  BOOST_TEST(get("rules.advance_days") == "60\n");
  BOOST_TEST(run({"setting", "set", "ctl-settings", "rules.advance_days", "30"}).status == 0);
  BOOST_TEST(get("rules.advance_days") == "30\n");
  BOOST_TEST(run({"setting", "set", "ctl-settings", "public_scheduling", "false"}).status == 0);
  BOOST_TEST(get("public_scheduling") == "false\n");
  BOOST_TEST(run({"setting", "set", "ctl-settings", "practice.name", "2024"}).status == 0);
  BOOST_TEST(get("practice.name") == "2024\n");
  BOOST_TEST(run({"setting", "set", "ctl-settings", "client_types", "couple,group"}).status == 0);
  BOOST_TEST(get("client_types") == "[\"couple\",\"group\"]\n");
  BOOST_TEST(run({"setting", "set", "ctl-settings", "rules.slot_interval_minutes", "duration"}).status == 0);
  BOOST_TEST(get("rules.slot_interval_minutes") == "duration\n");
  BOOST_TEST(run({"setting", "set", "ctl-settings", "rules.slot_interval_minutes", "null"}).status == 0);

  const Ran range = run({"setting", "set", "ctl-settings", "rules.advance_days", "731"});
  BOOST_TEST(range.status == 2);
  BOOST_TEST(holds(range.err, "rules.advance_days: must be from 0 to 730"));
  BOOST_TEST(get("rules.advance_days") == "30\n");
  const Ran unknown = run({"setting", "set", "ctl-settings", "rules.advance_day", "3"});
  BOOST_TEST(unknown.status == 2);
  BOOST_TEST(holds(unknown.err, "did you mean \"rules.advance_days\""));
}

BOOST_AUTO_TEST_CASE(a_practice_that_is_renamed_by_its_setting_keeps_redirecting) {
  imported("ctl-old-name");
  BOOST_TEST(run({"setting", "set", "ctl-old-name", "link_name", "ctl-new-name"}).status == 0);
  BOOST_TEST(run({"setting", "get", "ctl-old-name", "link_name"}).out == "ctl-new-name\n");
  BOOST_TEST(run({"setting", "get", "ctl-new-name", "previous_link_names"}).out == "[\"ctl-old-name\"]\n");
  BOOST_TEST(run({"setting", "set", "ctl-new-name", "link_name", "ctl-old-name"}).status == 0);
  imported("ctl-other-name");
  BOOST_TEST(run({"setting", "set", "ctl-other-name", "link_name", "ctl-new-name"}).status == 2);
}

BOOST_AUTO_TEST_CASE(staff_logins_are_made_listed_and_disabled) {
  imported("ctl-staff");
  const std::string owner = "owner@ctl-staff.example";
  BOOST_TEST(holds(run({"staff", "list", "ctl-staff"}).out, "no password yet"));
  BOOST_TEST(run({"staff", "password", "ctl-staff", owner}, "short\n").status == 2);
  BOOST_TEST(run({"staff", "password", "ctl-staff", owner}, "").status == 2);
  BOOST_TEST(run({"staff", "password", "ctl-staff", "nobody@x.example"}, "Lantern-quiet-88-zx\n").status == 2);
  BOOST_TEST(run({"staff", "password", "--practice", "ctl-staff", "--email", "OWNER@ctl-staff.example"}, "Lantern-quiet-88-zx\n").status == 0);
  BOOST_TEST(!holds(run({"staff", "list", "ctl-staff"}).out, "no password yet"));
  BOOST_TEST(run({"staff", "add", "ctl-staff", "new@ctl-staff.example", "--name", "New", "--role", "boss"}).status == 2);
  BOOST_TEST(run({"staff", "add", "ctl-staff", "new@ctl-staff.example", "--name", "New", "--role", "clinician", "--provider", "nobody"}).status == 2);
  BOOST_TEST(run({"staff", "add", "ctl-staff", "New@ctl-staff.example", "--name", "New", "--role", "clinician", "--provider", "ann"}).status == 0);
  BOOST_TEST(run({"staff", "add", "ctl-staff", "new@ctl-staff.example", "--name", "New", "--role", "clinician"}).status == 2);
  BOOST_TEST(run({"staff", "disable", "ctl-staff", "new@ctl-staff.example"}).status == 0);
  BOOST_TEST(holds(run({"staff", "list", "ctl-staff"}).out, "disabled"));
  BOOST_TEST(run({"staff", "enable", "ctl-staff", "new@ctl-staff.example"}).status == 0);
  BOOST_TEST(!holds(run({"staff", "list", "ctl-staff"}).out, "disabled"));
  BOOST_TEST(run({"staff", "reset-second-factor", "ctl-staff", owner}).status == 0);
}

BOOST_AUTO_TEST_CASE(times_are_printed_as_the_contract_says) {
  imported("ctl-times");
  const std::vector<std::string> question{"--practice", "ctl-times", "--provider", "ann", "--service", "talk", "--location", "room", "--now", "2026-11-20T12:00:00Z"};
  const auto ask = [&](const std::string& command, const std::vector<std::string>& more) {
    std::vector<std::string> words{command};
    words.insert(words.end(), question.begin(), question.end());
    words.insert(words.end(), more.begin(), more.end());
    return run(words);
  };
  const Ran ran = ask("times", {"--from", "2026-11-23", "--to", "2026-11-23", "--json"});
  BOOST_TEST(ran.status == 0);
  const json answer = json::parse(ran.out);
  BOOST_TEST(answer["practice"] == "ctl-times");
  BOOST_TEST(answer["duration_minutes"] == 50);
  BOOST_REQUIRE(!answer["times"].empty());
  // 09:00 by the location's own clock, in Los Angeles.
  BOOST_TEST(answer["times"][0]["start"] == "2026-11-23T17:00:00Z");
  BOOST_TEST(answer["times"][0]["local"] == "2026-11-23T12:00:00-05:00");
  BOOST_TEST(holds(ask("times", {"--from", "2026-11-23"}).out, "2026-11-23  12:00"));

  const Ran explained = ask("explain", {"--at", "2026-11-23T17:10:00Z", "--json"});
  BOOST_TEST(explained.status == 0);
  BOOST_TEST(json::parse(explained.out)["offered"] == false);
  BOOST_TEST(json::parse(explained.out)["reasons"][0]["code"] == "off_grid");
  BOOST_TEST(json::parse(ask("explain", {"--at", "2026-11-23T17:00:00Z", "--json"}).out)["offered"] == true);

  for (const std::vector<std::string>& wrong : {std::vector<std::string>{"--from", "2026-02-30"}, {"--to", "2038-01-01"}, {"--from", "2026-11-23", "--to", "2026-11-22"},
                                                {"--from", "2026-01-01", "--to", "2027-01-06"}, {"--tz", "Mars"}, {"--audience", "nobody"}, {"--client-type", "dog"}}) {
    BOOST_TEST(ask("times", wrong).status == 2, wrong.back());
  }
  BOOST_TEST(ask("times", {"--from", "2026-01-01", "--to", "2027-01-05"}).status == 0);
  BOOST_TEST(ask("explain", {}).status == 2);
  BOOST_TEST(ask("explain", {"--at", "tomorrow"}).status == 2);
}

BOOST_AUTO_TEST_CASE(what_does_not_exist_is_2_and_what_is_not_offered_is_an_empty_list) {
  imported("ctl-unknown");
  const auto ask = [](const std::string& practice, const std::string& provider, const std::string& service, const std::string& location) {
    return run({"times", "--practice", practice, "--provider", provider, "--service", service, "--location", location, "--now", "2026-11-20T12:00:00Z", "--json"});
  };
  BOOST_TEST(ask("nobody", "ann", "talk", "room").status == 2);
  BOOST_TEST(ask("ctl-unknown", "nobody", "talk", "room").status == 2);
  BOOST_TEST(ask("ctl-unknown", "ann", "nothing", "room").status == 2);
  BOOST_TEST(ask("ctl-unknown", "ann", "talk", "nowhere").status == 2);
  const Ran none = ask("ctl-unknown", "ben", "talk", "room");
  BOOST_TEST(none.status == 0);
  BOOST_TEST(json::parse(none.out)["times"].empty());
}
