// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "tests/pages/scope.h"

namespace frontdesk::test {

/// Conversation 5, version 7: Maya asks Jane for 9:00 on Monday, December 7, 2026 in New York; sent an hour before `now`.
[[nodiscard]] ConversationView a_request_for_a_time(Instant now);

}  // namespace frontdesk::test
