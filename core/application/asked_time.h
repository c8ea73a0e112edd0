// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "application/desk_call.h"
#include "storage/request_repository.h"

namespace frontdesk {

/// What the engine says of a request's own time, asked as staff, its own seat left aside. A provider, service or location that the practice
/// no longer has is a reason too. Empty for an inquiry.
[[nodiscard]] Verdict verdict_on(const DeskCall& call, const storage::StoredRequest& request);

/// Whether staff may book it: only an overlap, or seats that are all taken, stand against that. To be asked under the calendar's lock.
[[nodiscard]] bool is_time_free(const DeskCall& call, const storage::StoredRequest& request);

}  // namespace frontdesk
