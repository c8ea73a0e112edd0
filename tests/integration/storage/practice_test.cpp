// SPDX-License-Identifier: AGPL-3.0-or-later
#include <boost/test/unit_test.hpp>

#include "frontdesk/time_text.h"
#include "storage/practice_repository.h"
#include "tests/support/practices.h"

using namespace frontdesk;
using namespace frontdesk::test;
using storage::AccessMode;

namespace {

std::unique_ptr<storage::UnitOfWork> reading() { return database().pool().begin(AccessMode::read_only); }
std::string number(auto id) { return std::to_string(id.value()); }

}  // namespace

BOOST_AUTO_TEST_CASE(a_previous_name_leads_to_the_present_one) {
  const auto practice = a_practice().stored_in(database());
  database().run("INSERT INTO practice_link_name VALUES ('old-" + practice.link_name + "', " + number(practice.id) + ", NULL)");
  const auto found = reading()->practices().resolve("old-" + practice.link_name);
  BOOST_REQUIRE(found.has_value());
  BOOST_TEST((found->id == practice.id));
  BOOST_TEST(found->present_name.text() == practice.link_name);
  BOOST_TEST(!found->suspended);
  BOOST_TEST(found->revision == 1U);
  BOOST_TEST(!reading()->practices().resolve("nobody").has_value());
}

BOOST_AUTO_TEST_CASE(a_practice_comes_back_whole) {
  const auto stored = a_practice()
                          .in_zone("Europe/Berlin")
                          .with_notice(90)
                          .with_window(30)
                          .with_buffers(5, 10)
                          .with_service({.link_name = "consultation", .duration_minutes = 20})
                          .with_service({.link_name = "group", .online = false, .seats = 8})
                          .with_location({.link_name = "phone"})
                          .with_location({.link_name = "office", .session_format = SessionFormat::in_person, .timezone = "Europe/Paris"})
                          .with_provider({.link_name = "jane-smith", .blocks = {{.start = "22:00", .end = "24:00"}, {.date = "2026-12-24"}}})
                          .stored_in(database());
  const std::string of_practice = " WHERE practice_id = " + number(stored.id);
  database().run("UPDATE practice SET client_types = 3, slot_interval = 0, second_factor = 2 WHERE id = " + number(stored.id));
  database().run("UPDATE service SET price_amount = '160.00', price_currency = 'USD', slot_interval = 15, client_types = 2" + of_practice +
                 " AND link_name = 'group'");
  database().run("UPDATE provider SET min_notice_minutes = 0, advance_days = 7, buffer_after_minutes = 20" + of_practice);
  database().run("UPDATE provider_service SET duration_minutes = 25" + of_practice + " AND service_id = " + number(stored.service()));
  database().run("UPDATE availability_block SET from_on = '2026-12-01', session_formats = 5, audience = 2, timezone = 'Asia/Tokyo'" + of_practice +
                 " AND weekdays <> 0");
  database().run("INSERT INTO provider_link_name VALUES (" + number(stored.id) + ", 'jane', " + number(stored.provider()) + ")");
  database().run("INSERT INTO practice_setting (practice_id, setting_id, value) VALUES (" + number(stored.id) + ", 'a.b', '{\"x\": 1}')");

  const auto loaded = reading()->practices().load(stored.id);
  BOOST_REQUIRE(loaded.has_value());
  const Practice& practice = loaded->practice;
  BOOST_TEST(practice.link_name.text() == stored.link_name);
  BOOST_TEST(practice.timezone == "Europe/Berlin");
  BOOST_TEST((practice.client_types == ClientTypes{ClientType::individual, ClientType::couple}));
  BOOST_TEST((practice.second_factor == SecondFactor::optional));
  BOOST_TEST((practice.rules.min_notice == Minutes{90} && practice.rules.advance_days == 30));
  BOOST_TEST((practice.rules.buffer_before == Minutes{5} && practice.rules.buffer_after == Minutes{10}));
  BOOST_TEST((practice.rules.slot_interval.kind == SlotInterval::Kind::duration));
  BOOST_TEST(practice.settings.at("a.b") == "{\"x\": 1}");

  BOOST_REQUIRE(loaded->services.size() == 2U);
  const Service* group = loaded->service("group");
  BOOST_REQUIRE(group != nullptr);
  BOOST_TEST((group->seats == 8 && !group->online));
  BOOST_TEST((group->client_types == ClientTypes{ClientType::couple}));
  BOOST_TEST((group->price && group->price->amount == "160.00" && group->price->currency == "USD"));
  BOOST_TEST((group->slot_interval == SlotInterval{.kind = SlotInterval::Kind::minutes, .minutes = Minutes{15}}));
  BOOST_TEST(!loaded->service("consultation")->client_types.has_value());
  BOOST_TEST((loaded->location("office")->session_format == SessionFormat::in_person));
  BOOST_TEST(loaded->location("office")->timezone == "Europe/Paris");

  const Provider* jane = loaded->provider("jane-smith");
  BOOST_REQUIRE(jane != nullptr);
  BOOST_TEST(jane->previous_link_names.at(0).text() == "jane");
  BOOST_TEST((jane->rules.min_notice == Minutes{0} && jane->rules.advance_days == 7));
  BOOST_TEST((!jane->rules.buffer_before && jane->rules.buffer_after == Minutes{20}));
  BOOST_TEST((jane->services.at(0).duration == Minutes{25} && !jane->services.at(1).duration));
  BOOST_TEST(jane->locations.size() == 2U);
  BOOST_REQUIRE(jane->blocks.size() == 2U);
  const AvailabilityBlock& weekly = jane->blocks.at(0);
  BOOST_TEST((weekly.weekdays.contains(Weekday::mon) && !weekly.weekdays.contains(Weekday::sat) && !weekly.date));
  BOOST_TEST((weekly.from_date == parse_date("2026-12-01") && !weekly.until_date));
  BOOST_TEST((weekly.end == WallTime::from_minutes(1440) && weekly.start == WallTime::from_minutes(1320)));
  BOOST_TEST((weekly.session_formats == SessionFormats{SessionFormat::in_person, SessionFormat::phone}));
  BOOST_TEST((weekly.audience == BlockAudience::existing_clients && weekly.timezone == "Asia/Tokyo"));
  BOOST_TEST((jane->blocks.at(1).date == parse_date("2026-12-24") && jane->blocks.at(1).weekdays.is_empty()));
}

BOOST_AUTO_TEST_CASE(what_is_retired_is_left_out_but_still_limits_a_block) {
  const auto stored = a_practice().with_location({.link_name = "phone"}).with_location({.link_name = "office"}).stored_in(database());
  const std::string of_practice = " WHERE practice_id = " + number(stored.id);
  database().run("INSERT INTO availability_block_location SELECT practice_id, id, " + number(stored.location("office")) +
                 " FROM availability_block" + of_practice);
  database().run("UPDATE location SET retired = TRUE" + of_practice + " AND link_name = 'office'");
  const auto loaded = reading()->practices().load(stored.id);
  BOOST_REQUIRE(loaded.has_value());
  BOOST_TEST(loaded->locations.size() == 1U);
  const Provider& jane = loaded->providers.at(0);
  BOOST_TEST(jane.locations.size() == 1U);
  BOOST_TEST((jane.blocks.at(0).locations == std::vector<LocationId>{stored.location("office")}));
  database().run("UPDATE provider SET retired = TRUE" + of_practice);
  BOOST_TEST(reading()->practices().load(stored.id)->providers.empty());
}

BOOST_AUTO_TEST_CASE(practices_are_listed_by_name_and_their_plugin_switches_read) {
  const auto stored = a_practice().stored_in(database());
  database().run("UPDATE practice SET suspended = TRUE WHERE id = " + number(stored.id));
  database().run("INSERT INTO practice_plugin VALUES (" + number(stored.id) + ", 'example', TRUE)");
  const auto all = reading()->practices().list();
  BOOST_TEST(std::is_sorted(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.link_name < b.link_name; }));
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == stored.id; });
  BOOST_REQUIRE((found != all.end()));
  BOOST_TEST(found->suspended);
  const auto switches = reading()->practices().plugin_switches(stored.id);
  BOOST_REQUIRE(switches.size() == 1U);
  BOOST_TEST((switches[0].plugin_id == "example" && switches[0].enabled));
}
