// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/end_hold.h"

#include "application/visitor_mail.h"
#include "storage/conversation_repository.h"
#include "storage/event_repository.h"

namespace frontdesk {

bool end_hold(const MailDesk& desk, const storage::EndedHold& hold) {
  auto& unit = desk.unit;
  unit.calendars().lock(hold.practice, hold.provider);
  const auto seat = unit.calendars().seat(hold.practice, hold.request);
  const bool has_ended = seat && seat->state == storage::SeatState::held && seat->hold_ends_at && *seat->hold_ends_at <= desk.now;
  if (!has_ended || !unit.calendars().release_seat(hold.practice, hold.request)) return false;
  const auto request = unit.requests().find(hold.practice, hold.request);
  if (!request) return true;
  unit.conversations().bring_up(hold.practice, request->conversation, std::nullopt, desk.now);
  unit.conversations().add_history(
      hold.practice, {.conversation = request->conversation, .kind = "hold_ended", .staff = {}, .detail = {}, .at = desk.now});
  unit.events().insert(
      {.practice = hold.practice, .kind = "hold_ended", .conversation = request->conversation, .request = hold.request, .at = desk.now});
  mail_to_sender(desk, *request, MailKind::hold_ended);
  return true;
}

}  // namespace frontdesk
