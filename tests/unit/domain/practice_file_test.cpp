// SPDX-License-Identifier: AGPL-3.0-or-later
#include "domain/practice_file.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <boost/test/unit_test.hpp>

#include "tests/support/fixed_zones.h"

using frontdesk::FileError;
using frontdesk::Json;
using frontdesk::PracticeFile;

namespace {

std::string text_of(const std::string& name) {
  std::ifstream in(std::string(FRONTDESK_SOURCE) + "/" + name);
  BOOST_REQUIRE_MESSAGE(in, name);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

Json cases(const std::string& name) { return Json::parse(text_of("tests/cases/practice_files/" + name)); }

const frontdesk::KnownSettings known{
    .specs = {{.id = "inquiry_form.answer_days", .type = frontdesk::SettingSpec::Type::number, .default_value = "2", .minimum = 1, .maximum = 14, .help_key = {}}},
    .owners = {"core", "inquiry_form"}};

auto read(const std::string& text) { return frontdesk::read_practice_file(text, frontdesk::test::FixedZones(), known); }

PracticeFile sound(const std::string& text) {
  auto result = read(text);
  if (!result) {
    for (const FileError& error : result.error()) BOOST_TEST_MESSAGE(error.pointer << ": " << error.words);
  }
  BOOST_REQUIRE(result.has_value());
  return result->file;
}

Json changed(const Json& change) {
  Json file = cases("base.json");
  if (change.contains("set")) {
    for (const auto& [pointer, value] : change["set"].items()) file[Json::json_pointer(pointer)] = value;
  }
  if (change.contains("remove")) {
    for (const auto& pointer : change["remove"]) {
      const Json::json_pointer at(pointer.get<std::string>());
      file[at.parent_pointer()].erase(at.back());
    }
  }
  return file;
}

std::vector<std::string> pointers_of(const std::vector<FileError>& errors) {
  std::vector<std::string> pointers;
  for (const FileError& error : errors) pointers.push_back(error.pointer);
  std::sort(pointers.begin(), pointers.end());
  return pointers;
}

FileError only_error(const std::string& text) {
  const auto result = read(text);
  BOOST_REQUIRE(!result.has_value());
  BOOST_REQUIRE(result.error().size() == 1U);
  return result.error().front();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(practice_file)

BOOST_AUTO_TEST_CASE(each_mistake_is_reported_at_its_place_and_nothing_else_is) {
  for (const Json& one : cases("mistakes.json")) {
    BOOST_TEST_CONTEXT(one["case"].get<std::string>()) {
      const auto result = read(changed(one).dump());
      BOOST_TEST(!result.has_value());
      if (result) continue;
      auto expected = one["errors"].get<std::vector<std::string>>();
      std::sort(expected.begin(), expected.end());
      BOOST_TEST(pointers_of(result.error()) == expected, boost::test_tools::per_element());
      for (const FileError& error : result.error()) BOOST_TEST(!error.words.empty());
    }
  }
}

BOOST_AUTO_TEST_CASE(what_the_format_allows_is_read) {
  for (const Json& one : cases("sound.json")) {
    BOOST_TEST_CONTEXT(one["case"].get<std::string>()) { static_cast<void>(sound(changed(one).dump())); }
  }
}

BOOST_AUTO_TEST_CASE(defaults_are_those_of_the_contract) {
  const PracticeFile file = sound(R"({"format":"frontdesk-practice/1","practice":{"link_name":"a","name":"A","timezone":"UTC"},
    "services":[{"link_name":"s","name":"S","duration_minutes":30}],"locations":[{"link_name":"l","name":"L","session_format":"phone"}],
    "providers":[{"link_name":"p","name":"P","blocks":[{"weekdays":["sun"],"start":"10:00","end":"11:00"}]}],
    "appointments":[{"provider":"p","start":"2026-01-01T00:00:00Z","end":"2026-01-01T01:00:00Z"}]})");
  const auto& practice = file.content.practice;
  BOOST_TEST(practice.locale == "en-US");
  BOOST_TEST(practice.public_scheduling);
  BOOST_TEST((practice.client_types == frontdesk::ClientTypes{frontdesk::ClientType::individual}));
  BOOST_TEST((practice.second_factor == frontdesk::SecondFactor::required));
  BOOST_TEST((!practice.accepts_representatives && !practice.accepts_helpers));
  BOOST_TEST(practice.rules.min_notice.count() == 1440);
  BOOST_TEST(practice.rules.advance_days == 60);
  BOOST_TEST(practice.rules.buffer_after.count() == 0);
  const auto& service = file.content.services.at(0);
  BOOST_TEST((!service.online && service.seats == 1 && !service.client_types && !service.price));
  BOOST_TEST(!file.content.locations.at(0).online);
  const auto& provider = file.content.providers.at(0);
  BOOST_TEST((!provider.is_public && !provider.rules.advance_days));
  BOOST_TEST((provider.blocks.at(0).audience == frontdesk::BlockAudience::everyone && !provider.blocks.at(0).replaces));
  BOOST_TEST(file.appointments.at(0).seats_taken == 1);
}

BOOST_AUTO_TEST_CASE(names_are_resolved_to_places_in_the_file) {
  const PracticeFile file = sound(text_of("tests/cases/practice_files/base.json"));
  const auto& ann = file.content.providers.at(0);
  BOOST_TEST(file.content.find(ann.services.at(1).service)->link_name.text() == "circle");
  BOOST_TEST(ann.services.at(1).duration->count() == 90);
  BOOST_TEST(file.content.find(ann.blocks.at(1).locations.at(0))->link_name.text() == "room");
  BOOST_TEST(file.content.find(*file.staff.at(0).provider)->link_name.text() == "ann");
  BOOST_TEST(file.staff.at(0).email == "owner@quiet-room.example");
  BOOST_TEST(file.time_off.at(0).provider.value() == 1U);
}

BOOST_AUTO_TEST_CASE(what_is_written_reads_back_and_is_written_the_same) {
  for (const char* name : {"tests/cases/practice_files/base.json", "packaging/demo/harbor-therapy.json"}) {
    const std::string written = frontdesk::write_practice_file(sound(text_of(name)));
    BOOST_TEST(frontdesk::write_practice_file(sound(written)) == written);
  }
}

BOOST_AUTO_TEST_CASE(writing_loses_nothing_that_the_demo_practice_says) {
  const Json original = Json::parse(text_of("packaging/demo/harbor-therapy.json"));
  const Json written = Json::parse(frontdesk::write_practice_file(sound(original.dump())));
  BOOST_TEST(original["practice"] == written["practice"]);
  BOOST_TEST(original["services"] == written["services"]);
  BOOST_TEST(original["locations"] == written["locations"]);
  BOOST_TEST(original["providers"] == written["providers"]);
  BOOST_TEST(original["staff"] == written["staff"]);
}

BOOST_AUTO_TEST_CASE(a_block_that_only_a_retired_service_limited_is_not_written) {
  PracticeFile file = sound(text_of("tests/cases/practice_files/base.json"));
  file.content.providers.at(0).blocks.at(1).services = {frontdesk::ServiceId{99}};
  const Json written = Json::parse(frontdesk::write_practice_file(file));
  BOOST_TEST(written["providers"][0]["blocks"].size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_repeated_key_is_an_error_at_any_depth) {
  const std::string text = R"({"format":"frontdesk-practice/1","practice":{"link_name":"a","name":"A","timezone":"UTC","rules":{"advance_days":1,"advance_days":2}},)"
                           R"("services":[],"staff":[{"email":"a@b.example","name":"A","role":"owner","name":"B"}],"services":[{"link_name":"x"}]})";
  const auto result = read(text);
  BOOST_REQUIRE(!result.has_value());
  BOOST_TEST(pointers_of(result.error()) == (std::vector<std::string>{"/practice/rules/advance_days", "/services", "/staff/0/name"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_is_no_json_is_one_error_of_the_whole_file) {
  for (const char* bad : {"", "{", "[1,]", "{\"a\":1}}", "nul", "{'a':1}", "{\"a\":\"\\ud800\"}", "{\"a\":1e999}", "// x\n{}", "{\"a\":\"\n\"}"}) {
    const FileError error = only_error(bad);
    BOOST_TEST(error.pointer.empty());
    BOOST_TEST(error.words.find("is not JSON") == 0U);
    BOOST_TEST(error.words.find('\n') == std::string::npos);
  }
  for (const char* bad : {"[]", "1", "null", "\"x\""}) BOOST_TEST(only_error(bad).pointer.empty());
}

BOOST_AUTO_TEST_CASE(malformed_utf_8_is_named_with_its_line) {
  const FileError error = only_error("{\n\"format\": \"\xC3(\"}");
  BOOST_TEST(error.pointer.empty());
  BOOST_TEST(error.words.find("line 2") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_file_nested_too_deep_is_refused_where_it_goes_too_deep) {
  const auto nested = [](int depth) {
    std::string text = "{\"format\":\"frontdesk-practice/1\",\"practice\":{\"link_name\":\"a\",\"name\":\"A\",\"timezone\":\"UTC\",\"settings\":{\"a.b\":";
    for (int i = 0; i < depth; ++i) text += "[";
    for (int i = 0; i < depth; ++i) text += "]";
    return text + "}}}";
  };
  BOOST_TEST(read(nested(29)).has_value());
  BOOST_TEST(only_error(nested(30)).words.find("deeper than 32") != std::string::npos);
  BOOST_TEST(only_error(nested(200000)).pointer.find("/practice/settings/a.b/0/0") == 0U);
}

BOOST_AUTO_TEST_CASE(a_file_that_is_too_large_is_refused_unread) {
  BOOST_TEST(only_error(std::string(17 * 1024 * 1024, ' ')).words.find("16 MiB") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_byte_order_mark_does_no_harm) { static_cast<void>(sound("\xEF\xBB\xBF" + text_of("tests/cases/practice_files/base.json"))); }

BOOST_AUTO_TEST_CASE(a_setting_of_a_plugin_that_is_not_loaded_is_kept_and_mentioned) {
  const auto result = read(changed({{"set", {{"/practice/settings", {{"somebodys.own", {{"a", 1}}}}}}}}).dump());
  BOOST_REQUIRE(result.has_value());
  BOOST_TEST(result->warnings.at(0).pointer == "/practice/settings/somebodys.own");
  BOOST_TEST(result->file.content.practice.settings.at("somebodys.own") == "{\"a\":1}");
}

BOOST_AUTO_TEST_SUITE_END()
