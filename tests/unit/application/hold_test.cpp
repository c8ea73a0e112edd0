// SPDX-License-Identifier: AGPL-3.0-or-later
#include <boost/test/unit_test.hpp>

#include "application/desk_call.h"
#include "application/request_view.h"
#include "frontdesk/time_text.h"

using namespace frontdesk;
using namespace std::chrono_literals;
using storage::SeatState;

namespace {

const Instant now = *parse_instant("2026-11-24T12:00:00Z");

Practice a_practice(std::string hold_hours) {
  Practice practice{.link_name = LinkName::parse("a").value(), .timezone = "UTC"};
  practice.settings["core.hold_hours"] = std::move(hold_hours);
  return practice;
}

storage::StoredRequest a_request(std::optional<SeatState> seat, std::optional<Instant> hold_ends_at = {}) {
  storage::StoredRequest request;
  request.kind = RequestKind::appointment;
  request.created_at = now - 80h;
  request.start = now + 100h;
  request.end = now + 101h;
  request.seat_state = seat;
  request.hold_ends_at = hold_ends_at;
  return request;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_hold_lasts_as_long_as_the_practice_says) {
  BOOST_TEST((hold_length(a_practice("5")) == 5h));
  for (const char* const unsound : {"0", "-1", "1000", "\"5\"", "5.5", "[", "", "99999999999999999999999"}) {
    BOOST_TEST((hold_length(a_practice(unsound)) == 72h), unsound);
  }
}

BOOST_AUTO_TEST_CASE(a_seat_says_how_a_hold_stands) {
  BOOST_TEST((hold_state(a_request({}), now) == HoldState::none));
  BOOST_TEST((hold_state(a_request(SeatState::held, now + 1us), now) == HoldState::held));
  BOOST_TEST((hold_state(a_request(SeatState::held, now), now) == HoldState::ended));
  BOOST_TEST((hold_state(a_request(SeatState::booked), now) == HoldState::booked));
  BOOST_TEST((hold_state(a_request(SeatState::released), now) == HoldState::ended));
  auto declined = a_request(SeatState::released);
  declined.state = RequestState::declined;
  BOOST_TEST((hold_state(declined, now) == HoldState::released));
}

BOOST_AUTO_TEST_CASE(an_ended_hold_is_told_by_the_end_that_it_had) {
  const auto practice = a_practice("72");
  BOOST_TEST((view_of(a_request(SeatState::released), practice, now).hold_ends_at == now - 8h));
  auto soon = a_request(SeatState::released);
  soon.start = now - 50h;
  BOOST_TEST((view_of(soon, practice, now).hold_ends_at == now - 50h));
  BOOST_TEST((view_of(a_request(SeatState::released), a_practice("300"), now).hold_ends_at == now));
  BOOST_TEST((view_of(a_request(SeatState::booked), practice, now).hold_ends_at == std::nullopt));
}
