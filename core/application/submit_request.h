// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "application/desk_call.h"

namespace frontdesk {

/// Intake::submit. The time is checked by the same engine twice: before the calendar is locked (what can't be had anyway keeps nobody
/// waiting), and again on what is stored under the lock. What is refused stores nothing.
[[nodiscard]] Result<Submitted, SubmitRefusal> submit_request(const DeskCall& call, const RequestGuard& guard, const RequestDraft& draft);

}  // namespace frontdesk
