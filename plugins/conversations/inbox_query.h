// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "frontdesk/plugin.h"

namespace frontdesk::conversations {

/// What the inbox's address asks for. Each choice comes from a closed list; anything else counts as not chosen.
struct InboxQuery {
  ConversationFilter filter;
  std::string provider;  ///< link name, as chosen

  /// Something narrows the list (the folder and the page don't).
  [[nodiscard]] bool is_narrowed() const;
};

inline constexpr std::size_t longest_search = 100;

[[nodiscard]] std::string_view kind_word(RequestKind kind);  ///< "inquiry", "appointment"

[[nodiscard]] InboxQuery read_inbox_query(const Fields& query, const PracticeSnapshot& practice);

/// "?state=new&after=…" for the same question from `after_key` on; empty where nothing is chosen.
[[nodiscard]] std::string to_query_string(const InboxQuery& query, std::string_view after_key);

}  // namespace frontdesk::conversations
