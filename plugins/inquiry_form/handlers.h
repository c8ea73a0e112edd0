// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "frontdesk/plugin.h"

namespace frontdesk::inquiry_form {

/// The general inquiry: `/o/{practice}/inquiry[?provider=]`.
[[nodiscard]] Response show_inquiry(Scope& scope);
[[nodiscard]] Response take_inquiry(Scope& scope);

/// The form for a chosen time: `/o/{practice}/schedule/{provider}/request?service=&location=&start=&client_type=&tz=`.
[[nodiscard]] Response show_request(Scope& scope);
[[nodiscard]] Response take_request(Scope& scope);

}  // namespace frontdesk::inquiry_form
