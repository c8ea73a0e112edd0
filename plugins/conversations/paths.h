// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "frontdesk/plugin.h"

namespace frontdesk::conversations {

/// "/o/harbor-therapy/staff/conversations"
[[nodiscard]] std::string inbox_path(const Practice& practice);
[[nodiscard]] std::string conversation_path(const Practice& practice, ConversationId id);

/// A positive decimal number without sign or leading zeros; nothing otherwise.
[[nodiscard]] std::optional<std::uint64_t> parse_number(std::string_view text);

/// The conversation that the route's `{id}` names.
[[nodiscard]] std::optional<ConversationId> id_in_path(const Request& request);

}  // namespace frontdesk::conversations
