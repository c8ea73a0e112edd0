// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/withdraw_request.h"

#include "storage/conversation_repository.h"
#include "storage/event_repository.h"
#include "storage/request_repository.h"

namespace frontdesk {

bool withdraw_request(const DeskCall& call, RequestId request) {
  auto& unit = call.unit;
  const auto stored = unit.requests().find(call.practice, request);
  if (!stored || stored->state != RequestState::requested) return false;
  const bool has_time = stored->kind == RequestKind::appointment;
  if (has_time) unit.calendars().lock(call.practice, *stored->provider);
  if (!unit.requests().decide(call.practice, request, RequestState::withdrawn, call.now)) return false;
  // Nothing to release where the hold ended before.
  if (has_time) static_cast<void>(unit.calendars().release_seat(call.practice, request));
  unit.conversations().bring_up(call.practice, stored->conversation, ConversationState::withdrawn, call.now);
  unit.conversations().add_history(call.practice,
                                   {.conversation = stored->conversation, .kind = "withdrawn", .staff = {}, .detail = {}, .at = call.now});
  unit.events().insert(
      {.practice = call.practice, .kind = "request_withdrawn", .conversation = stored->conversation, .request = request, .at = call.now});
  return true;
}

}  // namespace frontdesk
