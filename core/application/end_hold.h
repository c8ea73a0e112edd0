// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "frontdesk/time.h"
#include "storage/calendar_repository.h"
#include "storage/database.h"

namespace frontdesk {

/// What the worker does with each of CalendarRepository::ended_holds, in a unit of work of its own: the seat is released, the request stays, the
/// conversation comes up unread, history and event say `hold_ended`. False when it was decided or ended meanwhile. The caller commits.
[[nodiscard]] bool end_hold(storage::UnitOfWork& unit, const storage::EndedHold& hold, Instant now);

}  // namespace frontdesk
