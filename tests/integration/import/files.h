// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <string>
#include <vector>

#include "application/export_practice.h"
#include "application/import_practice.h"
#include "storage/practice_repository.h"
#include "storage/practice_writer.h"
#include "storage/staff_repository.h"
#include "storage/transaction.h"
#include "tests/support/practices.h"
#include "time/system_zones.h"

/// Practice files for tests, imported as the command line does.
namespace frontdesk::test {

const Instant now = at("2026-11-01T12:00:00Z");

inline std::string fresh_name() {
  static std::atomic<int> count{0};
  return "import-" + std::to_string(++count);
}

/// One service (one seat), one group (six seats), two locations, two providers; nothing booked.
inline Json a_file(const std::string& link_name) {
  return Json::parse(R"({"format":"frontdesk-practice/1",
    "practice":{"link_name":")" + link_name + R"(","name":"A practice","timezone":"America/New_York"},
    "services":[{"link_name":"talk","name":"Talk","duration_minutes":50,"online":true},
                {"link_name":"circle","name":"Circle","duration_minutes":60,"seats":6}],
    "locations":[{"link_name":"room","name":"Room","session_format":"in_person","online":true},{"link_name":"video","name":"Video","session_format":"video"}],
    "providers":[{"link_name":"ann","name":"Ann","public":true,"services":["talk",{"service":"circle","duration_minutes":90}],"locations":["room","video"],
                  "blocks":[{"weekdays":["mon"],"start":"09:00","end":"12:00","locations":["room"],"services":["talk"]},
                            {"date":"2026-11-27","start":"10:00","end":"24:00","replaces":true}],
                  "time_off":[{"start":"2026-12-24T00:00:00Z","end":"2026-12-27T00:00:00Z","reason":"Holiday"}]},
                 {"link_name":"ben","name":"Ben"}],
    "appointments":[],
    "staff":[{"email":"ann@a.example","name":"Ann","role":"owner","provider":"ann"}]})");
}

inline Json an_entry(const std::string& start, const std::string& end, const std::string& provider = "ann") {
  return {{"provider", provider}, {"start", start}, {"end", end}};
}

inline Result<ImportOutcome, std::vector<FileError>> try_import(const Json& json) {
  const auto read = read_practice_file(json.dump(), SystemZones(), KnownSettings{});
  if (!read) {
    for (const FileError& error : read.error()) BOOST_TEST_MESSAGE(error.pointer << ": " << error.words);
  }
  BOOST_REQUIRE(read.has_value());
  const auto work = database().pool().begin(storage::AccessMode::read_write);
  auto outcome = import_practice(*work, read->file, now);
  if (outcome) work->commit();
  return outcome;
}

inline ImportOutcome import(const Json& json) {
  auto outcome = try_import(json);
  if (!outcome) {
    for (const FileError& error : outcome.error()) BOOST_TEST_MESSAGE(error.pointer << ": " << error.words);
  }
  BOOST_REQUIRE(outcome.has_value());
  return *outcome;
}

/// The pointers of what is refused, sorted.
inline std::vector<std::string> refused(const Json& json) {
  const auto outcome = try_import(json);
  BOOST_REQUIRE(!outcome.has_value());
  std::vector<std::string> pointers;
  for (const FileError& error : outcome.error()) pointers.push_back(error.pointer);
  std::sort(pointers.begin(), pointers.end());
  return pointers;
}

inline std::unique_ptr<storage::UnitOfWork> reading() { return database().pool().begin(storage::AccessMode::read_only); }
inline PracticeSnapshot stored(PracticeId practice) { return *reading()->practices().load(practice); }
inline Json exported(PracticeId practice) { return Json::parse(write_practice_file(*export_practice(*reading(), practice, now))); }
inline std::string number(auto id) { return std::to_string(id.value()); }

/// What only import has to do with, of a practice that was imported.
inline StoredPractice as_stored(PracticeId id) {
  const auto snapshot = stored(id);
  StoredPractice practice{.id = id, .link_name = snapshot.practice.link_name.text(), .services = {}, .locations = {}, .providers = {}};
  for (const auto& service : snapshot.services) practice.services.emplace(service.link_name.text(), service.id);
  for (const auto& location : snapshot.locations) practice.locations.emplace(location.link_name.text(), location.id);
  for (const auto& provider : snapshot.providers) practice.providers.emplace(provider.link_name.text(), provider.id);
  return practice;
}

}  // namespace frontdesk::test
