// SPDX-License-Identifier: AGPL-3.0-or-later
#include <thread>

#include "tests/integration/import/files.h"

using namespace frontdesk;
using namespace frontdesk::test;
using Pointers = std::vector<std::string>;

BOOST_TEST_DONT_PRINT_LOG_VALUE(ImportOutcome::Kind)

BOOST_AUTO_TEST_CASE(a_name_that_nobody_has_makes_a_practice) {
  const std::string name = fresh_name();
  const auto outcome = import(a_file(name));
  BOOST_TEST(outcome.kind == ImportOutcome::Kind::created);
  BOOST_TEST(stored(outcome.practice).practice.name == "A practice");
  BOOST_TEST(stored(outcome.practice).providers.size() == 2U);
}

BOOST_AUTO_TEST_CASE(the_same_name_again_updates_it_and_bumps_its_revision) {
  Json file = a_file(fresh_name());
  const auto first = import(file);
  const auto revision = stored(first.practice).revision;
  file["practice"]["name"] = "Another word";
  file["practice"]["rules"] = {{"min_notice_minutes", 30}};
  const auto second = import(file);
  BOOST_TEST(second.kind == ImportOutcome::Kind::updated);
  BOOST_TEST((second.practice == first.practice));
  BOOST_TEST(stored(first.practice).practice.name == "Another word");
  BOOST_TEST(stored(first.practice).practice.rules.min_notice.count() == 30);
  BOOST_TEST(stored(first.practice).revision > revision);
}

BOOST_AUTO_TEST_CASE(a_previous_name_that_is_a_present_one_renames_and_goes_on_redirecting) {
  const std::string name = fresh_name();
  const auto first = import(a_file(name));
  Json file = a_file(name + "-new");
  file["practice"]["previous_link_names"] = {name};
  const auto second = import(file);
  BOOST_TEST(second.kind == ImportOutcome::Kind::renamed);
  BOOST_TEST((second.practice == first.practice));
  BOOST_TEST(reading()->practices().resolve(name)->present_name.text() == name + "-new");

  // And back again: the name is the same practice's.
  Json back = a_file(name);
  back["practice"]["previous_link_names"] = {name + "-new"};
  BOOST_TEST((import(back).practice == first.practice));
  BOOST_TEST(reading()->practices().resolve(name + "-new")->present_name.text() == name);
}

BOOST_AUTO_TEST_CASE(previous_names_stay_when_a_file_does_not_mention_them) {
  const std::string name = fresh_name();
  Json file = a_file(name);
  file["practice"]["previous_link_names"] = {name + "-old"};
  import(file);
  import(a_file(name));
  BOOST_TEST(reading()->practices().resolve(name + "-old")->present_name.text() == name);
}

BOOST_AUTO_TEST_CASE(names_that_another_practice_has_or_had_are_errors) {
  const std::string other = fresh_name();
  Json others = a_file(other);
  others["practice"]["previous_link_names"] = {other + "-old"};
  import(others);

  BOOST_TEST(refused(a_file(other + "-old")) == Pointers{"/practice/link_name"}, boost::test_tools::per_element());

  const std::string name = fresh_name();
  import(a_file(name));
  Json file = a_file(name);
  file["practice"]["previous_link_names"] = {other, other + "-old", name + "-old"};
  BOOST_TEST(refused(file) == (Pointers{"/practice/previous_link_names/0", "/practice/previous_link_names/1"}), boost::test_tools::per_element());
  BOOST_TEST(!reading()->practices().resolve(name + "-old").has_value());

  Json fresh = a_file(fresh_name());
  fresh["practice"]["previous_link_names"] = {other + "-old"};
  BOOST_TEST(refused(fresh) == Pointers{"/practice/previous_link_names/0"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_suspended_practice_stays_suspended) {
  const std::string name = fresh_name();
  const auto outcome = import(a_file(name));
  storage::in_transaction(database().pool(), [&](storage::UnitOfWork& work) { work.practice_writer().set_suspended(outcome.practice, true); });
  import(a_file(name));
  BOOST_TEST(reading()->practices().resolve(name)->suspended);
}

BOOST_AUTO_TEST_CASE(settings_are_those_of_the_file) {
  Json file = a_file(fresh_name());
  file["practice"]["settings"] = {{"a.one", 1}, {"a.two", "two"}};
  const auto outcome = import(file);
  file["practice"]["settings"] = {{"a.two", "three"}};
  import(file);
  const auto settings = stored(outcome.practice).practice.settings;
  BOOST_TEST(settings.size() == 1U);
  BOOST_TEST(settings.at("a.two") == "\"three\"");
}

BOOST_AUTO_TEST_CASE(several_imports_of_a_new_practice_at_once_make_one_practice) {
  const std::string name = fresh_name();
  const auto read = read_practice_file(a_file(name).dump(), SystemZones(), KnownSettings{});
  std::atomic<int> stored_it{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      storage::in_transaction(database().pool(), [&](storage::UnitOfWork& work) {
        if (!import_practice(work, read->file, now)) throw std::runtime_error("refused");
      });
      ++stored_it;
    });
  }
  for (std::thread& thread : threads) thread.join();
  BOOST_TEST(stored_it.load() == 4);
  BOOST_TEST(database().number("SELECT COUNT(*) FROM practice_link_name WHERE link_name = '" + name + "'") == 1);
  BOOST_TEST(stored(reading()->practices().resolve(name)->id).providers.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_removed_practice_leaves_nothing_and_frees_its_name) {
  const std::string name = fresh_name();
  Json file = a_file(name);
  file["appointments"].push_back(an_entry("2026-12-01T14:00:00Z", "2026-12-01T15:00:00Z"));
  const auto practice = as_stored(import(file).practice);
  const RequestId request = a_request(database(), practice, at("2026-12-02T14:00:00Z"), at("2026-12-02T15:00:00Z"));
  storage::in_transaction(database().pool(), [&](storage::UnitOfWork& work) { work.practice_writer().remove(practice.id); });
  for (const char* table : {"practice_link_name", "service", "location", "provider", "availability_block", "appointment", "staff", "request", "conversation", "calendar"}) {
    BOOST_TEST(database().number(std::string("SELECT COUNT(*) FROM ") + table + " WHERE practice_id = " + number(practice.id)) == 0, table);
  }
  BOOST_TEST(request.is_set());
  BOOST_TEST(import(a_file(name)).kind == ImportOutcome::Kind::created);
}
