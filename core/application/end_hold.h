// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "application/desk_call.h"
#include "storage/calendar_repository.h"

namespace frontdesk {

/// What the worker does with each of CalendarRepository::ended_holds, in a unit of work of its own, where `desk` is of the hold's practice:
/// the seat is released, the request stays, the conversation comes up unread, history and event say `hold_ended`, and the sender gets mail.
/// False when it was decided or ended meanwhile. The caller commits.
[[nodiscard]] bool end_hold(const MailDesk& desk, const storage::EndedHold& hold);

}  // namespace frontdesk
