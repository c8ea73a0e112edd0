// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/request_view.h"

#include <algorithm>

#include "application/desk_call.h"

namespace frontdesk {

HoldState hold_state(const storage::StoredRequest& request, Instant now) {
  if (!request.seat_state) return HoldState::none;
  switch (*request.seat_state) {
    case storage::SeatState::held: return request.hold_ends_at && now < *request.hold_ends_at ? HoldState::held : HoldState::ended;
    case storage::SeatState::booked: return HoldState::booked;
    case storage::SeatState::released: break;
  }
  return request.state == RequestState::requested ? HoldState::ended : HoldState::released;
}

RequestView view_of(const storage::StoredRequest& request, const Practice& practice, Instant now) {
  RequestView view{.id = request.id,
                   .conversation = request.conversation,
                   .kind = request.kind,
                   .state = request.state,
                   .hold = hold_state(request, now),
                   .hold_ends_at = request.hold_ends_at,
                   .start = request.start,
                   .end = request.end,
                   .provider_name = request.provider_name,
                   .service_name = request.service_name,
                   .location_name = request.location_name,
                   .session_format = request.session_format,
                   .location_address = request.location_address,
                   .location_instructions = request.location_instructions,
                   .zone = request.location_zone.empty() ? practice.timezone : request.location_zone,
                   .visitor_zone = request.visitor_zone,
                   .client_name = request.client.name,
                   .can_be_mailed = !request.client.email.reveal().empty(),
                   .message = request.message,
                   .sent_at = request.created_at,
                   .replies = {}};
  if (view.hold == HoldState::ended && !view.hold_ends_at && request.start) {
    view.hold_ends_at = std::min({request.created_at + hold_length(practice), *request.start, now});
  }
  return view;
}

}  // namespace frontdesk
