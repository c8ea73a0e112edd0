// SPDX-License-Identifier: AGPL-3.0-or-later
#include <sys/stat.h>
#include <sys/wait.h>

#include <boost/test/unit_test.hpp>
#include <cstdlib>

#include "tests/integration/ctl/program.h"

using namespace frontdesk::test;

namespace {

Ran run(const std::vector<std::string>& arguments, const std::string& input = {}) { return installation().run(arguments, input); }

}  // namespace

BOOST_AUTO_TEST_CASE(help_lists_every_command_and_each_has_help_of_its_own) {
  const Ran all = run({"--help"});
  BOOST_TEST(all.status == 0);
  for (const std::string command : {"migrate", "import", "export", "practice", "setting", "staff", "times", "explain", "plugins", "mail", "doctor"}) {
    BOOST_TEST(holds(all.out, command), command);
    const Ran help = run({command, "--help"});
    BOOST_TEST(help.status == 0, command);
    BOOST_TEST(holds(help.out, "frontdeskctl " + command), command << " shows no example");
  }
  for (const std::string verb : {"list", "create", "suspend", "resume", "delete"}) BOOST_TEST(run({"practice", verb, "--help"}).status == 0);
}

BOOST_AUTO_TEST_CASE(wrong_usage_is_2_and_names_what_was_meant) {
  const Ran unknown = run({"imprt", "x"});
  BOOST_TEST(unknown.status == 2);
  BOOST_TEST(holds(unknown.err, "did you mean \"import\""));
  BOOST_TEST(run({}).status == 2);
  BOOST_TEST(run({"import"}).status == 2);
  BOOST_TEST(run({"practice"}).status == 2);
  BOOST_TEST(run({"migrate", "--nonsense"}).status == 2);
  BOOST_TEST(holds(run({"practice", "lst"}).err, "did you mean \"list\""));
  BOOST_TEST(unknown.out.empty());
}

BOOST_AUTO_TEST_CASE(a_configuration_that_is_wrong_is_1_and_names_file_and_key) {
  const Ran absent = run({"--config", "/nonexistent.conf", "practice", "list"});
  BOOST_TEST(absent.status == 1);
  BOOST_TEST(holds(absent.err, "/nonexistent.conf"));
  installation().write("broken.conf", "[site]\nbase_url = nonsense\n");
  const Ran broken = run({"--config", installation().path("broken.conf"), "practice", "list"});
  BOOST_TEST(broken.status == 1);
  BOOST_TEST(holds(broken.err, "[site] base_url must be"));
  BOOST_TEST(holds(broken.err, "[database] user is missing"));
}

BOOST_AUTO_TEST_CASE(a_database_that_is_away_is_1_and_names_it) {
  Installation away(database());
  std::string config = "[site]\nbase_url = http://127.0.0.1:1\n[database]\nsocket = nowhere.sock\nuser = u\n[paths]\nplugins = p\nsql = " FRONTDESK_SOURCE "/sql\ntemplates = t\n[security]\nsecret_file = frontdesk.secret\n";
  away.write("away.conf", config);
  away.write("a.json", practice_file("away"));
  for (const std::vector<std::string>& command : {std::vector<std::string>{"practice", "list"}, {"import", away.path("a.json")}, {"migrate", "--status"}}) {
    std::vector<std::string> words{"--config", away.path("away.conf")};
    words.insert(words.end(), command.begin(), command.end());
    const Ran ran = away.run(words);
    BOOST_TEST(ran.status == 1);
    BOOST_TEST(holds(ran.err, "nowhere.sock"));
  }
  const Ran doctor = away.run({"--config", away.path("away.conf"), "doctor"});
  BOOST_TEST(doctor.status == 1);
  BOOST_TEST(holds(doctor.out, "FAIL  database"));
}

BOOST_AUTO_TEST_CASE(an_empty_database_asks_for_migrate_and_then_serves) {
  TestDatabase fresh(TestDatabase::Schema::empty);
  const Installation own(fresh);
  const Ran early = own.run({"practice", "list"});
  BOOST_TEST(early.status == 1);
  BOOST_TEST(holds(early.err, "frontdeskctl migrate"));
  BOOST_TEST(holds(own.run({"migrate", "--status"}).out, "pending"));
  BOOST_TEST(own.run({"migrate"}).status == 0);
  BOOST_TEST(holds(own.run({"migrate", "--status"}).out, "applied"));
  BOOST_TEST(!holds(own.run({"migrate", "--status"}).out, "pending"));
  BOOST_TEST(own.run({"migrate"}).status == 0);
  BOOST_TEST(own.run({"practice", "list"}).status == 0);
}

BOOST_AUTO_TEST_CASE(output_that_cannot_be_written_is_a_failure) {
  const std::string command = "FRONTDESK_CONFIG=" + installation().config() + " " FRONTDESKCTL " --help >/dev/full 2>/dev/null";
  BOOST_TEST(WEXITSTATUS(std::system(command.c_str())) == 1);
}

BOOST_AUTO_TEST_CASE(doctor_names_what_is_wrong_and_what_to_do) {
  const Installation own(database());
  chmod(own.path("mail").c_str(), 0755);
  const Ran ran = own.run({"doctor"});
  BOOST_TEST(ran.status == 1);
  BOOST_TEST(holds(ran.out, "ok    schema"));
  BOOST_TEST(holds(ran.out, "nothing answers at http://127.0.0.1:1"));
  BOOST_TEST(holds(ran.out, "chmod o-rwx"));
  own.write("frontdesk.secret", std::string(64, 'a'), 0644);
  const Ran secret = own.run({"doctor"});
  BOOST_TEST(secret.status == 1);
  BOOST_TEST(holds(secret.out, "chmod 600"));
}

BOOST_AUTO_TEST_CASE(plugins_are_listed_and_turned_on_and_off) {
  installation().write("plugins.json", practice_file("with-plugins"));
  BOOST_REQUIRE(run({"import", installation().path("plugins.json")}).status == 0);
  const Ran before = run({"plugins", "list", "with-plugins"});
  BOOST_TEST(before.status == 0);
  BOOST_TEST(holds(before.out, "legacy_links"));
  BOOST_TEST(run({"plugins", "disable", "with-plugins", "legacy_links"}).status == 0);
  BOOST_TEST(database().number("SELECT enabled FROM practice_plugin JOIN practice_link_name USING (practice_id) WHERE link_name = 'with-plugins'") == 0);
  BOOST_TEST(run({"plugins", "enable", "with-plugins", "legacy_links"}).status == 0);
  BOOST_TEST(database().number("SELECT enabled FROM practice_plugin JOIN practice_link_name USING (practice_id) WHERE link_name = 'with-plugins'") == 1);
  BOOST_TEST(run({"plugins", "enable", "with-plugins", "nonsense"}).status == 2);
}

BOOST_AUTO_TEST_CASE(mail_is_counted_and_retried) {
  BOOST_TEST(holds(run({"mail", "status"}).out, "waiting"));
  BOOST_TEST(run({"mail", "retry"}).status == 0);
  BOOST_TEST(run({"mail", "status", "nobody"}).status == 2);
}
