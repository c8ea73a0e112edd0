// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "frontdesk/plugin.h"

namespace frontdesk::conversations {

/// What a member can do to a conversation; each is one POST route.
enum class Act : std::uint8_t { reply = 1, note, accept, decline, reassign, archive, bring_back, read };

/// The route's last part: "bring-back".
[[nodiscard]] std::string_view to_string(Act act);
/// The name of the act's form: "conversations.bring-back".
[[nodiscard]] std::string form_name(Act act);

/// A refused act with what was typed for it, so that the page can show both again.
struct RefusedAct {
  Act act = Act::reply;
  DecisionRefusal refusal = DecisionRefusal::changed;
  std::string text;
  std::string provider;  ///< link name, as chosen for reassign
};

}  // namespace frontdesk::conversations
