// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "frontdesk/intake.h"
#include "frontdesk/practice.h"
#include "storage/request_repository.h"

namespace frontdesk {

/// Whether it still keeps its time from others at `now`.
[[nodiscard]] HoldState hold_state(const storage::StoredRequest& request, Instant now);

/// A request as pages show it, without replies. Of a hold that ended and was released, `hold_ends_at` is the end that it had.
[[nodiscard]] RequestView view_of(const storage::StoredRequest& request, const Practice& practice, Instant now);

}  // namespace frontdesk
