// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "frontdesk/plugin.h"

/// What staff read about times, requests and reasons; everything from the catalogue.
namespace frontdesk::conversations {

/// "Mon, Nov 30, 9:00 AM" in `zone`.
[[nodiscard]] std::string short_time(Scope& scope, Instant at, std::string_view zone);
/// The time alone when `at` is today in the practice's zone, else the date.
[[nodiscard]] std::string list_time(Scope& scope, Instant at);

[[nodiscard]] std::string state_words(Scope& scope, ConversationState state);
/// "Individual therapy with Jane Smith"; "General inquiry".
[[nodiscard]] std::string asked_words(Scope& scope, const ConversationRow& row);

/// What the hold of a request that waits for a decision means now. Empty texts: nothing to say.
struct HoldWords {
  std::string text;        ///< a sentence
  std::string short_text;  ///< for a row of a list
  bool is_urgent = false;  ///< ended, or ends within a day
};
[[nodiscard]] HoldWords hold_words(Scope& scope, ConversationState state, const std::optional<Instant>& hold_ends_at);

/// One reason of a verdict, for staff.
[[nodiscard]] std::string reason_words(Scope& scope, const Reason& reason);

/// One act in the history: "Sam Ortiz accepted the request".
[[nodiscard]] std::string event_words(Scope& scope, const ConversationEvent& event);

}  // namespace frontdesk::conversations
