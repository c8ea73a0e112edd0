// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "application/desk_call.h"
#include "frontdesk/conversation.h"

namespace frontdesk {

/// Conversations::accept: under the calendar's lock, the held time becomes an appointment; one whose hold ended only if it is still free.
[[nodiscard]] Result<Done, DecisionRefusal> accept_request(const DeskCall& call, ConversationId id, std::uint64_t version,
                                                           const Sensitive<std::string>& text);

/// Conversations::decline: the time, if there is one, is free for others.
[[nodiscard]] Result<Done, DecisionRefusal> decline_request(const DeskCall& call, ConversationId id, std::uint64_t version,
                                                            const Sensitive<std::string>& text);

}  // namespace frontdesk
