// SPDX-License-Identifier: AGPL-3.0-or-later
#include <boost/test/unit_test.hpp>

#include "storage/calendar_repository.h"
#include "storage/errors.h"
#include "tests/support/practices.h"

using namespace frontdesk;
using namespace frontdesk::test;
using storage::AccessMode;
using storage::SeatState;

namespace {

const Instant nine = at("2026-12-01T14:00:00Z");
const Instant ten = at("2026-12-01T15:00:00Z");
const Instant long_ago = at("2020-01-01T00:00:00Z");
const Instant hold_end = at("2026-11-28T12:00:00Z");

storage::SeatHold a_hold(const StoredPractice& practice, RequestId request, Instant start = nine, Instant end = ten) {
  return {.practice = practice.id,
          .request = request,
          .provider = practice.provider(),
          .service = practice.service(),
          .location = practice.location(),
          .start = start,
          .end = end,
          .hold_ends_at = hold_end};
}

AppointmentId held(const StoredPractice& practice, RequestId request) {
  const auto work = database().pool().begin(AccessMode::read_write);
  work->calendars().lock(practice.id, practice.provider());
  const auto appointment = work->calendars().hold_seat(a_hold(practice, request));
  work->commit();
  return appointment;
}

CalendarSnapshot calendar(const StoredPractice& practice, Instant from = long_ago, std::optional<RequestId> aside = {}) {
  return database().pool().begin(AccessMode::read_only)->calendars().load(practice.id, practice.provider(), from, aside);
}

template <class Change>
bool changed(const StoredPractice& practice, const Change& change) {
  const auto work = database().pool().begin(AccessMode::read_write);
  work->calendars().lock(practice.id, practice.provider());
  const bool answer = change(work->calendars());
  work->commit();
  return answer;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_held_seat_is_busy_until_it_is_released) {
  const auto practice = a_practice().stored_in(database());
  const auto request = a_request(database(), practice, nine, ten);
  held(practice, request);

  const auto snapshot = calendar(practice);
  BOOST_REQUIRE(snapshot.busy.size() == 1U);
  const BusyInterval& busy = snapshot.busy.front();
  BOOST_TEST((busy.source == BusySource::hold));
  BOOST_TEST((busy.start == nine && busy.end == ten));
  BOOST_TEST((busy.service == practice.service() && busy.location == practice.location()));
  BOOST_TEST(busy.seats_taken == 1);
  BOOST_TEST((busy.hold_ends_at == hold_end));
  BOOST_TEST(snapshot.version == 1U);

  BOOST_TEST(changed(practice, [&](auto& calendars) { return calendars.release_seat(practice.id, request); }));
  BOOST_TEST(calendar(practice).busy.empty());
  BOOST_TEST(!changed(practice, [&](auto& calendars) { return calendars.release_seat(practice.id, request); }));
}

BOOST_AUTO_TEST_CASE(a_booked_seat_is_an_appointment_without_an_end_of_hold) {
  const auto practice = a_practice().stored_in(database());
  const auto request = a_request(database(), practice, nine, ten);
  held(practice, request);
  BOOST_TEST(changed(practice, [&](auto& calendars) { return calendars.book_seat(practice.id, request); }));
  const auto snapshot = calendar(practice);
  BOOST_REQUIRE(snapshot.busy.size() == 1U);
  BOOST_TEST((snapshot.busy.front().source == BusySource::appointment));
  BOOST_TEST(!snapshot.busy.front().hold_ends_at.has_value());
  BOOST_TEST(snapshot.version == 2U);
  const auto seat = database().pool().begin(AccessMode::read_only)->calendars().seat(practice.id, request);
  BOOST_REQUIRE(seat.has_value());
  BOOST_TEST((seat->state == SeatState::booked && !seat->hold_ends_at));
}

BOOST_AUTO_TEST_CASE(seats_of_one_group_time_share_a_row) {
  const auto practice = a_practice().with_service({.link_name = "consultation", .seats = 8}).stored_in(database());
  const auto imported = an_appointment(database(), practice, nine, ten, 2);
  const auto one = a_request(database(), practice, nine, ten);
  const auto two = a_request(database(), practice, nine, ten);
  BOOST_TEST((held(practice, one) == imported));
  BOOST_TEST((held(practice, two) == imported));
  BOOST_TEST(changed(practice, [&](auto& calendars) { return calendars.book_seat(practice.id, one); }));
  int taken = 0;
  for (const auto& busy : calendar(practice).busy) taken += busy.seats_taken;
  BOOST_TEST(taken == 4);
  BOOST_TEST(calendar(practice).busy.size() == 2U);
}

BOOST_AUTO_TEST_CASE(the_seat_of_one_request_can_be_left_aside) {
  const auto practice = a_practice().stored_in(database());
  const auto request = a_request(database(), practice, nine, ten);
  held(practice, request);
  BOOST_TEST(calendar(practice, long_ago, request).busy.empty());
  BOOST_TEST(changed(practice, [&](auto& calendars) { return calendars.book_seat(practice.id, request); }));
  BOOST_TEST(calendar(practice, long_ago, request).busy.empty());
}

BOOST_AUTO_TEST_CASE(a_request_holds_one_seat_at_a_time_and_may_hold_again) {
  const auto practice = a_practice().stored_in(database());
  const auto request = a_request(database(), practice, nine, ten);
  held(practice, request);
  BOOST_CHECK_THROW(held(practice, request), std::logic_error);
  BOOST_TEST(changed(practice, [&](auto& calendars) { return calendars.release_seat(practice.id, request); }));
  held(practice, request);
  BOOST_TEST(calendar(practice).busy.size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_ended_before_is_not_read_and_cancelled_takes_nothing) {
  const auto practice = a_practice().stored_in(database());
  an_appointment(database(), practice, nine, ten);
  a_time_off(database(), practice, nine, ten);
  BOOST_TEST(calendar(practice, ten).busy.empty());
  BOOST_TEST(calendar(practice, ten).time_off.empty());
  const auto snapshot = calendar(practice, ten - std::chrono::microseconds{1});
  BOOST_TEST(snapshot.busy.size() == 1U);
  BOOST_REQUIRE(snapshot.time_off.size() == 1U);
  BOOST_TEST(snapshot.time_off.front().reason == "away");
  database().run("UPDATE appointment SET cancelled_at = 1 WHERE practice_id = " + std::to_string(practice.id.value()));
  BOOST_TEST(calendar(practice).busy.empty());
}

BOOST_AUTO_TEST_CASE(ended_holds_are_found_in_the_order_of_their_ends) {
  const auto practice = a_practice().stored_in(database());
  const auto request = a_request(database(), practice, nine, ten);
  held(practice, request);
  const auto ended_at = [&](Instant now) {
    const auto all = database().pool().begin(AccessMode::read_only)->calendars().ended_holds(now, 1000);
    return std::count_if(all.begin(), all.end(), [&](const auto& one) { return one.practice == practice.id && one.request == request; });
  };
  BOOST_TEST(ended_at(hold_end - std::chrono::microseconds{1}) == 0);
  BOOST_TEST(ended_at(hold_end) == 1);
}

BOOST_AUTO_TEST_CASE(a_lock_makes_the_next_writer_wait_and_then_see_what_was_stored) {
  const auto practice = a_practice().stored_in(database());
  const auto request = a_request(database(), practice, nine, ten);
  held(practice, request);
  const auto first = database().pool().begin(AccessMode::read_write);
  const auto second = database().pool().begin(AccessMode::read_write);
  // Both have read before either locks.
  BOOST_TEST(first->calendars().load(practice.id, practice.provider(), long_ago).busy.size() == 1U);
  BOOST_TEST(second->calendars().load(practice.id, practice.provider(), long_ago).busy.size() == 1U);
  first->calendars().lock(practice.id, practice.provider());
  BOOST_TEST(first->calendars().release_seat(practice.id, request));
  first->commit();
  second->calendars().lock(practice.id, practice.provider());
  const auto seen = second->calendars().load(practice.id, practice.provider(), long_ago);
  BOOST_TEST(seen.busy.empty());
  BOOST_TEST(seen.version == 3U);
}

BOOST_AUTO_TEST_CASE(nothing_attaches_across_practices) {
  const auto mine = a_practice().stored_in(database());
  const auto theirs = a_practice().stored_in(database());
  const auto request = a_request(database(), mine, nine, ten);
  const auto attempt = [&](auto change) {
    auto hold = a_hold(mine, request);
    change(hold);
    const auto work = database().pool().begin(AccessMode::read_write);
    work->calendars().hold_seat(hold);
    work->commit();
  };
  BOOST_CHECK_THROW(attempt([&](auto& hold) { hold.provider = theirs.provider(); }), storage::ConstraintViolation);
  BOOST_CHECK_THROW(attempt([&](auto& hold) { hold.service = theirs.service(); }), storage::ConstraintViolation);
  BOOST_CHECK_THROW(attempt([&](auto& hold) { hold.location = theirs.location(); }), storage::ConstraintViolation);
  BOOST_CHECK_THROW(attempt([&](auto& hold) { hold.practice = theirs.id; }), storage::ConstraintViolation);
  const auto work = database().pool().begin(AccessMode::read_write);
  BOOST_CHECK_THROW(work->calendars().lock(mine.id, theirs.provider()), storage::ConstraintViolation);
  BOOST_TEST(!work->calendars().seat(theirs.id, request).has_value());
}
