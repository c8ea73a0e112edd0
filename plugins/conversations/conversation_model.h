// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "act.h"
#include "frontdesk/plugin.h"

namespace frontdesk::conversations {

[[nodiscard]] PageTemplate conversation_template();

/// Everything that the page shows. `refused` may be null.
[[nodiscard]] ViewModel conversation_model(Scope& scope, const ConversationView& view, const Fragment& panels, const RefusedAct* refused);

}  // namespace frontdesk::conversations
