// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "frontdesk/plugin.h"

namespace frontdesk::request_page {

/// `/o/{practice}/requests/{token}`: the page just after sending, or the question of a link from mail.
[[nodiscard]] Response show_by_token(Scope& scope);
[[nodiscard]] Response act_by_token(Scope& scope);

/// `/o/{practice}/requests`: the page of a session that a right answer opened.
[[nodiscard]] Response show_by_session(Scope& scope);
[[nodiscard]] Response act_by_session(Scope& scope);

}  // namespace frontdesk::request_page
