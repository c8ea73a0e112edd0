// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

#include "act.h"
#include "frontdesk/plugin.h"

namespace frontdesk::conversations {

/// What `?done=…` says was done: words only where the conversation as it is now shows it, and shows it as done just now.
[[nodiscard]] std::string notice(Scope& scope, const ConversationView& view);

/// Why the act wasn't done: title, text (who changed what), kept (that the typed text is still there).
[[nodiscard]] ViewModel problem(Scope& scope, const ConversationView& view, const RefusedAct& refused);

}  // namespace frontdesk::conversations
