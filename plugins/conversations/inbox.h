// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "frontdesk/plugin.h"

namespace frontdesk::conversations {

[[nodiscard]] PageTemplate inbox_template();
[[nodiscard]] Response show_inbox(Scope& scope);

}  // namespace frontdesk::conversations
