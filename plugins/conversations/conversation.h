// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "act.h"
#include "frontdesk/plugin.h"

namespace frontdesk::conversations {

[[nodiscard]] Response show_conversation(Scope& scope);

/// The page with a refused act: what stands in its way, and what was typed.
[[nodiscard]] Response show_refused(Scope& scope, ConversationId id, const RefusedAct& refused);

}  // namespace frontdesk::conversations
