// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "act.h"
#include "frontdesk/plugin.h"

namespace frontdesk::conversations {

/// The POST of one act: done and led back to the conversation, or the page again with what was typed.
[[nodiscard]] Response perform(Scope& scope, Act act);

}  // namespace frontdesk::conversations
