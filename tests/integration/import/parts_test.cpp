// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/integration/import/files.h"

using namespace frontdesk;
using namespace frontdesk::test;
using Pointers = std::vector<std::string>;

namespace {

std::uint64_t calendar_version(PracticeId practice, const std::string& provider) {
  return static_cast<std::uint64_t>(database().number("SELECT c.version FROM calendar c JOIN provider p ON p.id = c.provider_id WHERE p.practice_id = " + number(practice) +
                                                      " AND p.link_name = '" + provider + "'"));
}

}  // namespace

BOOST_AUTO_TEST_CASE(everything_that_a_file_says_is_stored) {
  const auto id = import(a_file(fresh_name())).practice;
  const auto content = stored(id);
  const Provider& ann = *content.provider("ann");
  BOOST_TEST(ann.is_public);
  BOOST_TEST(ann.services.size() == 2U);
  BOOST_TEST((ann.services.at(0).service == content.service("talk")->id && !ann.services.at(0).duration));
  BOOST_TEST(ann.services.at(1).duration->count() == 90);
  BOOST_TEST((ann.locations == std::vector{content.location("room")->id, content.location("video")->id}));
  BOOST_TEST((ann.blocks.at(0).locations == std::vector{content.location("room")->id}));
  BOOST_TEST((ann.blocks.at(0).services == std::vector{content.service("talk")->id}));
  BOOST_TEST((ann.blocks.at(1).replaces && ann.blocks.at(1).date.has_value()));
  const auto time_off = reading()->practice_writer().time_off(id);
  BOOST_TEST(time_off.size() == 1U);
  BOOST_TEST(time_off.at(0).time_off.reason == "Holiday");
  const auto member = reading()->staff().find_by_email(id, "ann@a.example");
  BOOST_REQUIRE(member.has_value());
  BOOST_TEST((member->member.provider == ann.id && !member->password_hash));
}

BOOST_AUTO_TEST_CASE(what_a_file_lacks_is_retired_and_comes_back_as_the_same) {
  Json file = a_file(fresh_name());
  const auto id = import(file).practice;
  const auto before = stored(id);
  Json less = file;
  less["services"].erase(1);
  less["locations"].erase(1);
  less["providers"].erase(1);
  less["providers"][0]["services"] = {"talk"};
  less["providers"][0]["locations"] = {"room"};
  BOOST_TEST(import(less).retired == 3);
  BOOST_TEST((stored(id).service("circle") == nullptr && stored(id).location("video") == nullptr && stored(id).provider("ben") == nullptr));
  BOOST_TEST(import(less).retired == 0);
  import(file);
  BOOST_TEST((stored(id).service("circle")->id == before.service("circle")->id));
  BOOST_TEST((stored(id).location("video")->id == before.location("video")->id));
  BOOST_TEST((stored(id).provider("ben")->id == before.provider("ben")->id));
}

BOOST_AUTO_TEST_CASE(blocks_and_time_off_are_replaced_and_calendars_get_a_new_version) {
  Json file = a_file(fresh_name());
  const auto id = import(file).practice;
  const auto version = calendar_version(id, "ann");
  file["providers"][0]["blocks"] = Json::array({{{"weekdays", {"tue"}}, {"start", "08:00"}, {"end", "09:00"}}});
  file["providers"][0]["time_off"] = Json::array();
  import(file);
  BOOST_TEST(stored(id).provider("ann")->blocks.size() == 1U);
  BOOST_TEST(reading()->practice_writer().time_off(id).empty());
  BOOST_TEST(calendar_version(id, "ann") > version);
}

BOOST_AUTO_TEST_CASE(the_order_of_a_file_is_the_practices_order) {
  Json file = a_file(fresh_name());
  const auto id = import(file).practice;
  std::swap(file["providers"][0], file["providers"][1]);
  std::swap(file["services"][0], file["services"][1]);
  import(file);
  BOOST_TEST(stored(id).providers.front().link_name.text() == "ben");
  BOOST_TEST(stored(id).services.front().link_name.text() == "circle");
}

BOOST_AUTO_TEST_CASE(a_provider_is_renamed_by_a_previous_name_and_back) {
  Json file = a_file(fresh_name());
  const auto id = import(file).practice;
  const auto ann = stored(id).provider("ann")->id;
  file["providers"][0]["link_name"] = "anna";
  file["providers"][0]["previous_link_names"] = {"ann"};
  file["staff"][0]["provider"] = "anna";
  BOOST_TEST(import(file).retired == 0);
  BOOST_TEST((stored(id).provider("anna")->id == ann));
  BOOST_TEST(stored(id).provider("anna")->previous_link_names.at(0).text() == "ann");
  file["providers"][0]["link_name"] = "ann";
  file["providers"][0]["previous_link_names"] = {"anna"};
  file["staff"][0]["provider"] = "ann";
  import(file);
  BOOST_TEST((stored(id).provider("ann")->id == ann));
  BOOST_TEST(stored(id).provider("ann")->previous_link_names.at(0).text() == "anna");
  BOOST_TEST(stored(id).provider("ann")->previous_link_names.size() == 1U);
}

BOOST_AUTO_TEST_CASE(names_that_another_provider_has_or_had_are_errors) {
  Json file = a_file(fresh_name());
  file["providers"][1]["previous_link_names"] = {"benjamin"};
  import(file);
  Json bad = file;
  bad["providers"].erase(1);
  bad["providers"][0]["previous_link_names"] = {"ben", "benjamin"};
  BOOST_TEST(refused(bad) == (Pointers{"/providers/0/previous_link_names/0", "/providers/0/previous_link_names/1"}), boost::test_tools::per_element());
  bad = file;
  bad["providers"][1].erase("previous_link_names");
  bad["providers"].push_back({{"link_name", "benjamin"}, {"name", "Benjamin"}});
  BOOST_TEST(refused(bad) == Pointers{"/providers/2/link_name"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(staff_match_by_address_and_keep_password_and_absence) {
  Json file = a_file(fresh_name());
  const auto id = import(file).practice;
  const auto ann = reading()->staff().find_by_email(id, "ann@a.example")->member.id;
  storage::in_transaction(database().pool(), [&](storage::UnitOfWork& work) { work.staff().set_password(id, ann, "$argon2id$x"); });
  file["staff"] = Json::array({{{"email", "ANN@a.example"}, {"name", "Ann B."}, {"role", "admin"}}, {{"email", "new@a.example"}, {"name", "New"}, {"role", "clinician"}}});
  import(file);
  const auto changed = reading()->staff().find_by_email(id, "ann@a.example");
  BOOST_TEST((changed->member.id == ann && changed->member.role == StaffRole::admin && !changed->member.provider));
  BOOST_TEST(changed->member.name == "Ann B.");
  BOOST_TEST(changed->password_hash.value_or("") == "$argon2id$x");
  file["staff"] = Json::array();
  import(file);
  BOOST_TEST(reading()->staff().list(id).size() == 2U);
}

BOOST_AUTO_TEST_CASE(an_account_of_another_practice_with_the_same_address_is_another_account) {
  const auto first = import(a_file(fresh_name())).practice;
  const auto second = import(a_file(fresh_name())).practice;
  BOOST_TEST((reading()->staff().find_by_email(first, "ann@a.example")->member.id != reading()->staff().find_by_email(second, "ann@a.example")->member.id));
}
