// SPDX-License-Identifier: AGPL-3.0-or-later
// What is shown is what is stored, whatever is kept in the process.
#include <boost/test/unit_test.hpp>
#include <thread>

#include "application/scheduling_service.h"
#include "frontdesk/time_text.h"
#include "tests/support/practices.h"

using namespace frontdesk;
using namespace frontdesk::test;
using storage::AccessMode;

namespace {

const Instant now = at("2026-11-30T12:00:00Z");  // a Monday, 07:00 in New York
const Instant nine = at("2026-12-01T14:00:00Z");
const LocalDate tuesday = *parse_date("2026-12-01");
constexpr std::string_view new_york = "America/New_York";

OfferQuestion question_of(const StoredPractice& practice) {
  return {.provider = practice.provider(), .service = practice.service(), .location = practice.location(), .client_type = {}};
}

struct Asking {
  Asking(const StoredPractice& of, SnapshotCache& cache, AccessMode mode = AccessMode::read_only)
      : practice(of), work(database().pool().begin(mode)), scheduling(*work, mode, of.id, now, cache) {}
  [[nodiscard]] std::vector<OfferedTime> times() { return scheduling.times(question_of(practice), tuesday, tuesday, new_york); }
  [[nodiscard]] bool offers(Instant start) { return scheduling.explain(question_of(practice), start).is_offered(); }

  const StoredPractice& practice;
  std::unique_ptr<storage::UnitOfWork> work;
  SchedulingService scheduling;
};

StoredPractice a_practice_of_hours() {
  return a_practice().with_service({.link_name = "consultation", .duration_minutes = 60}).with_provider({.blocks = {{.start = "09:00", .end = "12:00"}}}).stored_in(database());
}

/// Holds 09:00 of Tuesday for a new request, committed.
RequestId hold_nine(const StoredPractice& practice) {
  const auto request = a_request(database(), practice, nine, nine + std::chrono::hours{1});
  const auto work = database().pool().begin(AccessMode::read_write);
  work->calendars().lock(practice.id, practice.provider());
  work->calendars().hold_seat({.practice = practice.id,
                               .request = request,
                               .provider = practice.provider(),
                               .service = practice.service(),
                               .location = practice.location(),
                               .start = nine,
                               .end = nine + std::chrono::hours{1},
                               .hold_ends_at = now + std::chrono::hours{72}});
  work->commit();
  return request;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_committed_hold_is_gone_from_the_next_answer_of_every_cache) {
  const auto practice = a_practice_of_hours();
  SnapshotCache one_host;
  SnapshotCache other_host;
  for (auto* cache : {&one_host, &other_host}) BOOST_TEST(Asking(practice, *cache).times().size() == 3U);
  hold_nine(practice);
  for (auto* cache : {&one_host, &other_host}) {
    const auto times = Asking(practice, *cache).times();
    BOOST_REQUIRE(times.size() == 2U);
    BOOST_TEST((times.front().start == nine + std::chrono::hours{1}));
  }
}

BOOST_AUTO_TEST_CASE(a_changed_practice_is_read_again_and_an_unchanged_one_is_not) {
  const auto practice = a_practice_of_hours();
  SnapshotCache cache;
  BOOST_TEST(Asking(practice, cache).scheduling.practice().practice.name == "Practice " + practice.link_name);
  const std::string where = " WHERE id = " + std::to_string(practice.id.value());
  database().run("UPDATE practice SET name = 'Unannounced'" + where);
  BOOST_TEST(Asking(practice, cache).scheduling.practice().practice.name == "Practice " + practice.link_name);
  database().run("UPDATE practice SET revision = revision + 1" + where);
  BOOST_TEST(Asking(practice, cache).scheduling.practice().practice.name == "Unannounced");
}

BOOST_AUTO_TEST_CASE(what_was_rolled_back_leaves_no_trace_in_the_cache) {
  const auto practice = a_practice_of_hours();
  SnapshotCache cache;
  {
    Asking writing(practice, cache, AccessMode::read_write);
    writing.work->calendars().lock(practice.id, practice.provider());
    BOOST_TEST(writing.offers(nine));  // version 1, never committed, would be kept as free
  }
  hold_nine(practice);  // commits version 1
  BOOST_TEST(!Asking(practice, cache).offers(nine));
}

BOOST_AUTO_TEST_CASE(under_the_lock_the_answer_is_of_what_others_committed_before) {
  const auto practice = a_practice_of_hours();
  SnapshotCache cache;
  Asking late(practice, cache, AccessMode::read_write);
  BOOST_TEST(late.offers(nine));
  hold_nine(practice);
  late.work->calendars().lock(practice.id, practice.provider());
  BOOST_TEST(!late.offers(nine));
  const auto near = late.scheduling.nearest_times(question_of(practice), nine);
  BOOST_REQUIRE(!near.empty());
  BOOST_TEST((near.back().start == nine + std::chrono::hours{1}));
}

BOOST_AUTO_TEST_CASE(a_writer_sees_what_it_has_itself_changed) {
  const auto practice = a_practice_of_hours();
  SnapshotCache cache;
  const auto request = hold_nine(practice);
  BOOST_TEST(!Asking(practice, cache).offers(nine));
  Asking writing(practice, cache, AccessMode::read_write);
  writing.work->calendars().lock(practice.id, practice.provider());
  BOOST_TEST(!writing.offers(nine));
  BOOST_TEST(writing.work->calendars().release_seat(practice.id, request));
  BOOST_TEST(writing.offers(nine));
}

BOOST_AUTO_TEST_CASE(the_verdict_for_staff_leaves_the_requests_own_hold_aside) {
  const auto practice = a_practice_of_hours();
  SnapshotCache cache;
  const auto request = hold_nine(practice);
  Asking asking(practice, cache);
  BOOST_TEST(!asking.offers(nine));
  BOOST_TEST(asking.scheduling.explain_without(request, question_of(practice), nine).is_offered());
  an_appointment(database(), practice, nine, nine + std::chrono::minutes{30});
  Asking again(practice, cache);
  const auto verdict = again.scheduling.explain_without(request, question_of(practice), nine);
  BOOST_REQUIRE(verdict.reasons.size() == 1U);
  BOOST_TEST((verdict.reasons[0].code == ReasonCode::conflict));
}

BOOST_AUTO_TEST_CASE(seats_are_counted_over_booked_held_and_imported_ones) {
  const auto practice = a_practice()
                            .with_service({.link_name = "consultation", .duration_minutes = 60, .seats = 3})
                            .with_provider({.blocks = {{.start = "09:00", .end = "12:00"}}})
                            .stored_in(database());
  SnapshotCache cache;
  an_appointment(database(), practice, nine, nine + std::chrono::hours{1});
  hold_nine(practice);
  BOOST_TEST(Asking(practice, cache).offers(nine));
  hold_nine(practice);
  BOOST_TEST(!Asking(practice, cache).offers(nine));
}

BOOST_AUTO_TEST_CASE(an_earlier_question_reads_more_of_the_past) {
  const auto practice = a_practice_of_hours();
  const Instant past = at("2026-11-02T14:00:00Z");
  an_appointment(database(), practice, past, past + std::chrono::hours{1});
  SnapshotCache cache;
  BOOST_TEST(Asking(practice, cache).times().size() == 3U);
  const auto verdict = Asking(practice, cache).scheduling.explain(question_of(practice), past);
  BOOST_TEST(std::any_of(verdict.reasons.begin(), verdict.reasons.end(), [](const Reason& one) { return one.code == ReasonCode::conflict; }));
}

BOOST_AUTO_TEST_CASE(another_practices_provider_is_refused_and_not_kept) {
  const auto mine = a_practice_of_hours();
  const auto theirs = a_practice_of_hours();
  an_appointment(database(), theirs, nine, nine + std::chrono::hours{1});
  SnapshotCache cache;
  OfferQuestion question = question_of(mine);
  question.provider = theirs.provider();
  BOOST_CHECK_THROW((void)Asking(mine, cache).scheduling.times(question, tuesday, tuesday, new_york), std::invalid_argument);
  BOOST_TEST(Asking(theirs, cache).times().size() == 2U);
  BOOST_CHECK_THROW((void)Asking(mine, cache).scheduling.times(question_of(mine), tuesday, tuesday, "Mars/Olympus"), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(times_as_json_are_the_contracts_document) {
  const auto practice = a_practice_of_hours();
  hold_nine(practice);
  SnapshotCache cache;
  Asking asking(practice, cache);
  BOOST_TEST(asking.scheduling.times_as_json(question_of(practice), tuesday, tuesday, "Europe/Berlin") ==
             R"({"practice":")" + practice.link_name +
                 R"(","provider":"jane-smith","service":"consultation","location":"phone","timezone":"Europe/Berlin","duration_minutes":60,"times":[)"
                 R"({"start":"2026-12-01T15:00:00Z","end":"2026-12-01T16:00:00Z","local":"2026-12-01T16:00:00+01:00"},)"
                 R"({"start":"2026-12-01T16:00:00Z","end":"2026-12-01T17:00:00Z","local":"2026-12-01T17:00:00+01:00"}]})");
  BOOST_TEST((asking.scheduling.duration(practice.provider(), practice.service()) == Minutes{60}));
  BOOST_TEST((asking.scheduling.next_time(question_of(practice), nine)->start == nine + std::chrono::hours{1}));
}

BOOST_AUTO_TEST_CASE(a_full_cache_forgets_what_was_unused_longest_and_still_answers_truly) {
  SnapshotCache small(1, 1);
  const auto one = a_practice_of_hours();
  const auto two = a_practice_of_hours();
  hold_nine(two);
  for (int round = 0; round < 2; ++round) {
    BOOST_TEST(Asking(one, small).times().size() == 3U);
    BOOST_TEST(Asking(two, small).times().size() == 2U);
  }
}

BOOST_AUTO_TEST_CASE(many_visitors_and_one_time_give_one_hold) {
  const auto practice = a_practice_of_hours();
  SnapshotCache cache;
  std::vector<RequestId> requests;
  for (int i = 0; i < 16; ++i) requests.push_back(a_request(database(), practice, nine, nine + std::chrono::hours{1}));
  std::atomic<int> held = 0;
  {
    std::vector<std::jthread> visitors;
    for (const RequestId request : requests) {
      visitors.emplace_back([&, request] {
        Asking visitor(practice, cache, AccessMode::read_write);
        visitor.work->calendars().lock(practice.id, practice.provider());
        if (!visitor.offers(nine)) return;
        visitor.work->calendars().hold_seat({.practice = practice.id,
                                             .request = request,
                                             .provider = practice.provider(),
                                             .service = practice.service(),
                                             .location = practice.location(),
                                             .start = nine,
                                             .end = nine + std::chrono::hours{1},
                                             .hold_ends_at = now + std::chrono::hours{72}});
        visitor.work->commit();
        ++held;
      });
    }
  }
  BOOST_TEST(held == 1);
  BOOST_TEST(database().number("SELECT COUNT(*) FROM seat WHERE practice_id = " + std::to_string(practice.id.value())) == 1);
}
