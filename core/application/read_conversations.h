// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "application/desk_call.h"
#include "frontdesk/conversation.h"

namespace frontdesk {

/// Conversations::list: a page and the number of unread ones, in two statements whatever is asked. At most 200 rows a page.
[[nodiscard]] ConversationPage list_conversations(const DeskCall& call, const ConversationFilter& filter);

/// Conversations::find, in a fixed number of statements. The thread begins with what the sender wrote.
[[nodiscard]] std::optional<ConversationView> find_conversation(const DeskCall& call, ConversationId id);

}  // namespace frontdesk
