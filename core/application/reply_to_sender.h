// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "application/desk_call.h"
#include "frontdesk/conversation.h"

namespace frontdesk {

/// Conversations::reply: the text waits behind a private link; the mail says only that a message waits.
[[nodiscard]] Result<Done, DecisionRefusal> reply_to_sender(const DeskCall& call, ConversationId id, std::uint64_t version,
                                                            const Sensitive<std::string>& text);

/// Conversations::add_note: for staff only.
[[nodiscard]] Result<Done, DecisionRefusal> add_staff_note(const DeskCall& call, ConversationId id, std::uint64_t version,
                                                           const Sensitive<std::string>& text);

}  // namespace frontdesk
