// SPDX-License-Identifier: AGPL-3.0-or-later
#include <thread>

#include "storage/calendar_repository.h"
#include "tests/integration/import/files.h"

using namespace frontdesk;
using namespace frontdesk::test;
using Pointers = std::vector<std::string>;

namespace {

Json seated(const std::string& start, const std::string& end, int seats, const std::string& reference = {}) {
  Json json = an_entry(start, end);
  json["service"] = "circle";
  json["location"] = "room";
  json["seats_taken"] = seats;
  if (!reference.empty()) json["reference"] = reference;
  return json;
}

std::vector<storage::StoredAppointment> booked(PracticeId practice) {
  return reading()->practice_writer().appointments(practice, Instant::min(), Instant::max(), now);
}

enum class Then { held = 1, accepted };

/// A visitor's request for that time of Ann's.
void request(const StoredPractice& practice, const std::string& service, const std::string& start, const std::string& end, Then then, const std::string& hold_ends = "2026-11-04T12:00:00Z") {
  const RequestId id = a_request(database(), practice, at(start), at(end));
  storage::in_transaction(database().pool(), [&](storage::UnitOfWork& work) {
    work.calendars().lock(practice.id, practice.provider("ann"));
    work.calendars().hold_seat({.practice = practice.id,
                                .request = id,
                                .provider = practice.provider("ann"),
                                .service = practice.service(service),
                                .location = practice.location("room"),
                                .start = at(start),
                                .end = at(end),
                                .hold_ends_at = at(hold_ends)});
    if (then == Then::accepted) BOOST_REQUIRE(work.calendars().book_seat(practice.id, id));
  });
}

}  // namespace

BOOST_AUTO_TEST_CASE(appointments_match_by_reference_wherever_they_move) {
  Json file = a_file(fresh_name());
  file["appointments"].push_back(an_entry("2026-12-01T14:00:00Z", "2026-12-01T15:00:00Z"));
  file["appointments"][0]["reference"] = "one";
  const auto id = import(file).practice;
  file["appointments"][0] = an_entry("2026-12-03T14:00:00Z", "2026-12-03T15:00:00Z", "ben");
  file["appointments"][0]["reference"] = "one";
  import(file);
  BOOST_TEST(booked(id).size() == 1U);
  BOOST_TEST((booked(id).at(0).start == at("2026-12-03T14:00:00Z") && booked(id).at(0).provider == stored(id).provider("ben")->id));
}

BOOST_AUTO_TEST_CASE(appointments_without_a_reference_match_by_provider_and_start) {
  Json file = a_file(fresh_name());
  file["appointments"].push_back(an_entry("2026-12-01T14:00:00Z", "2026-12-01T15:00:00Z"));
  const auto id = import(file).practice;
  file["appointments"][0]["end"] = "2026-12-01T15:30:00Z";
  file["appointments"][0]["reference"] = "named later";
  import(file);
  BOOST_TEST(booked(id).size() == 1U);
  BOOST_TEST((booked(id).at(0).end == at("2026-12-01T15:30:00Z")));
  BOOST_TEST(booked(id).at(0).reference == "named later");
  file["appointments"][0].erase("reference");
  import(file);
  BOOST_TEST(booked(id).size() == 1U);
  BOOST_TEST(booked(id).at(0).reference == "named later");
}

BOOST_AUTO_TEST_CASE(absent_appointments_stay) {
  Json file = a_file(fresh_name());
  file["appointments"].push_back(an_entry("2026-12-01T14:00:00Z", "2026-12-01T15:00:00Z"));
  const auto id = import(file).practice;
  file["appointments"] = Json::array({an_entry("2026-12-02T14:00:00Z", "2026-12-02T15:00:00Z")});
  import(file);
  BOOST_TEST(booked(id).size() == 2U);
}

BOOST_AUTO_TEST_CASE(what_overlaps_with_what_is_stored_is_an_error_and_nothing_changes) {
  Json file = a_file(fresh_name());
  file["appointments"].push_back(an_entry("2026-12-01T14:00:00Z", "2026-12-01T15:00:00Z"));
  const auto id = import(file).practice;
  Json bad = file;
  bad["practice"]["name"] = "Changed";
  bad["appointments"] = Json::array({an_entry("2026-12-01T15:00:00Z", "2026-12-01T16:00:00Z"), an_entry("2026-12-01T14:30:00Z", "2026-12-01T15:00:00Z"),
                                     an_entry("2026-12-01T14:30:00Z", "2026-12-01T15:00:00Z", "ben"), an_entry("2026-12-01T13:00:00Z", "2026-12-01T14:00:01Z")});
  BOOST_TEST(refused(bad) == (Pointers{"/appointments/1", "/appointments/3"}), boost::test_tools::per_element());
  BOOST_TEST(booked(id).size() == 1U);
  BOOST_TEST(stored(id).practice.name == "A practice");
}

BOOST_AUTO_TEST_CASE(a_time_that_a_request_holds_is_taken_until_the_hold_ends) {
  Json file = a_file(fresh_name());
  const auto practice = as_stored(import(file).practice);
  request(practice, "talk", "2026-12-01T14:00:00Z", "2026-12-01T14:50:00Z", Then::held);
  request(practice, "talk", "2026-12-02T14:00:00Z", "2026-12-02T14:50:00Z", Then::held, "2026-11-01T11:00:00Z");
  file["appointments"] = Json::array({an_entry("2026-12-01T14:00:00Z", "2026-12-01T14:50:00Z"), an_entry("2026-12-02T14:00:00Z", "2026-12-02T14:50:00Z")});
  BOOST_TEST(refused(file) == Pointers{"/appointments/0"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_time_that_a_request_has_booked_is_the_same_appointment_not_a_second_one) {
  Json file = a_file(fresh_name());
  const auto practice = as_stored(import(file).practice);
  request(practice, "talk", "2026-12-01T14:00:00Z", "2026-12-01T14:50:00Z", Then::accepted);
  const Json export_1 = exported(practice.id);
  BOOST_TEST(export_1["appointments"].size() == 1U);
  import(export_1);
  BOOST_TEST(booked(practice.id).size() == 1U);
  BOOST_TEST(booked(practice.id).at(0).seats_taken == 0);
  BOOST_TEST(booked(practice.id).at(0).seats_booked == 1);
  BOOST_TEST(exported(practice.id) == export_1);

  Json moved = export_1;
  moved["appointments"][0]["end"] = "2026-12-01T15:30:00Z";
  BOOST_TEST(refused(moved) == Pointers{"/appointments/0"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(seats_of_one_time_share_it_while_they_last) {
  Json file = a_file(fresh_name());
  file["appointments"] = Json::array({seated("2026-12-01T14:00:00Z", "2026-12-01T15:00:00Z", 2, "a"), seated("2026-12-01T14:00:00Z", "2026-12-01T15:00:00Z", 1, "b")});
  const auto practice = as_stored(import(file).practice);
  import(file);
  BOOST_TEST(booked(practice.id).size() == 2U);
  request(practice, "circle", "2026-12-01T14:00:00Z", "2026-12-01T15:00:00Z", Then::held);
  file["appointments"].push_back(seated("2026-12-01T14:00:00Z", "2026-12-01T15:00:00Z", 2, "c"));
  import(file);
  BOOST_TEST(booked(practice.id).size() == 3U);
  file["appointments"].push_back(seated("2026-12-01T14:00:00Z", "2026-12-01T15:00:00Z", 1, "d"));
  BOOST_TEST(refused(file) == Pointers{"/appointments/3"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(seats_without_references_match_one_row_each) {
  Json file = a_file(fresh_name());
  file["appointments"] = Json::array({seated("2026-12-01T14:00:00Z", "2026-12-01T15:00:00Z", 2), seated("2026-12-01T14:00:00Z", "2026-12-01T15:00:00Z", 1)});
  const auto id = import(file).practice;
  import(file);
  BOOST_TEST(booked(id).size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_new_group_of_a_known_provider_may_be_full_at_once) {
  Json file = a_file(fresh_name());
  import(file);
  file["services"].push_back({{"link_name", "choir"}, {"name", "Choir"}, {"duration_minutes", 60}, {"seats", 4}});
  file["appointments"] = Json::array({seated("2026-12-01T14:00:00Z", "2026-12-01T15:00:00Z", 2), seated("2026-12-01T14:00:00Z", "2026-12-01T15:00:00Z", 2)});
  for (Json& one : file["appointments"]) one["service"] = "choir";
  import(file);
}

BOOST_AUTO_TEST_CASE(a_cancelled_appointment_with_a_reference_comes_back) {
  Json file = a_file(fresh_name());
  file["appointments"].push_back(an_entry("2026-12-01T14:00:00Z", "2026-12-01T15:00:00Z"));
  file["appointments"][0]["reference"] = "one";
  const auto id = import(file).practice;
  database().run("UPDATE appointment SET cancelled_at = 1 WHERE practice_id = " + number(id));
  BOOST_TEST(!exported(id).contains("appointments"));
  import(file);
  BOOST_TEST(booked(id).size() == 1U);
  BOOST_TEST(!booked(id).at(0).cancelled);
}

BOOST_AUTO_TEST_CASE(an_import_and_a_request_for_the_same_time_never_both_get_it) {
  const Json file = a_file(fresh_name());
  const auto practice = as_stored(import(file).practice);
  for (int round = 0; round < 20; ++round) {
    const std::string day = "2026-12-" + std::to_string(10 + round / 2);
    const std::string start = day + (round % 2 == 0 ? "T14:00:00Z" : "T18:00:00Z");
    const std::string end = day + (round % 2 == 0 ? "T14:50:00Z" : "T18:50:00Z");
    Json with_appointment = file;
    with_appointment["appointments"].push_back(an_entry(start, end));
    const auto read = read_practice_file(with_appointment.dump(), SystemZones(), KnownSettings{});
    const RequestId request = a_request(database(), practice, at(start), at(end));
    std::atomic<int> got_it{0};
    std::thread importer([&] {
      struct Refused {};
      try {
        storage::in_transaction(database().pool(), [&](storage::UnitOfWork& work) {
          if (!import_practice(work, read->file, now)) throw Refused();
        });
        ++got_it;
      } catch (const Refused&) {
      }
    });
    std::thread visitor([&] {
      bool was_free = false;
      storage::in_transaction(database().pool(), [&](storage::UnitOfWork& work) {
        work.calendars().lock(practice.id, practice.provider("ann"));
        const auto busy = work.calendars().load(practice.id, practice.provider("ann"), at(start)).busy;
        was_free = std::none_of(busy.begin(), busy.end(), [&](const BusyInterval& one) { return one.seats_taken > 0 && one.start < at(end) && at(start) < one.end; });
        if (!was_free) return;
        work.calendars().hold_seat({.practice = practice.id, .request = request, .provider = practice.provider("ann"), .service = practice.service("talk"),
                                    .location = practice.location("room"), .start = at(start), .end = at(end), .hold_ends_at = at("2026-11-04T12:00:00Z")});
      });
      if (was_free) ++got_it;
    });
    importer.join();
    visitor.join();
    BOOST_TEST(got_it.load() == 1, "round " << round << ": " << got_it.load());
  }
}

BOOST_AUTO_TEST_CASE(an_export_imported_elsewhere_exports_the_same) {
  Json file = a_file(fresh_name());
  file["practice"]["settings"] = {{"a.b", {1, "x"}}};
  file["practice"]["previous_link_names"] = {fresh_name()};
  file["appointments"] = Json::array({seated("2026-12-01T14:00:00Z", "2026-12-01T15:00:00Z", 2, "a"), an_entry("2026-12-03T14:00:00Z", "2026-12-03T15:00:00Z", "ben"),
                                      an_entry("2026-12-02T14:00:00.5Z", "2026-12-02T15:00:00Z")});
  const auto practice = as_stored(import(file).practice);
  request(practice, "circle", "2026-12-01T14:00:00Z", "2026-12-01T15:00:00Z", Then::accepted);
  request(practice, "talk", "2026-12-05T14:00:00Z", "2026-12-05T14:50:00Z", Then::held);
  const Json first = exported(practice.id);
  BOOST_TEST(first["appointments"].size() == 3U);
  BOOST_TEST(first["appointments"][0]["seats_taken"] == 3);

  Json elsewhere = first;
  elsewhere["practice"]["link_name"] = fresh_name();
  elsewhere["practice"].erase("previous_link_names");
  Json second = exported(import(elsewhere).practice);
  BOOST_TEST(second == elsewhere);
  BOOST_TEST(exported(import(second).practice) == second);
}

BOOST_AUTO_TEST_CASE(an_export_holds_no_password_and_no_disabled_account) {
  Json file = a_file(fresh_name());
  file["staff"].push_back({{"email", "gone@a.example"}, {"name", "Gone"}, {"role", "admin"}});
  const auto id = import(file).practice;
  storage::in_transaction(database().pool(), [&](storage::UnitOfWork& work) {
    work.staff().set_password(id, work.staff().find_by_email(id, "ann@a.example")->member.id, "$argon2id$secret");
    work.staff().disable(id, work.staff().find_by_email(id, "gone@a.example")->member.id, now);
  });
  const std::string text = exported(id).dump();
  BOOST_TEST(text.find("argon2id") == std::string::npos);
  BOOST_TEST(text.find("gone@a.example") == std::string::npos);
  BOOST_TEST(text.find("ann@a.example") != std::string::npos);
}
