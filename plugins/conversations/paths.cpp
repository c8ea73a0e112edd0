// SPDX-License-Identifier: AGPL-3.0-or-later
#include "paths.h"

#include <charconv>

namespace frontdesk::conversations {

std::string inbox_path(const Practice& practice) { return "/o/" + practice.link_name.text() + "/staff/conversations"; }

std::string conversation_path(const Practice& practice, ConversationId id) { return inbox_path(practice) + '/' + std::to_string(id.value()); }

std::optional<std::uint64_t> parse_number(std::string_view text) {
  if (text.empty() || text.front() == '0') return std::nullopt;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<ConversationId> id_in_path(const Request& request) {
  const auto found = request.path_parameters.find("id");
  if (found == request.path_parameters.end()) return std::nullopt;
  const auto number = parse_number(found->second);
  if (!number) return std::nullopt;
  return ConversationId(*number);
}

}  // namespace frontdesk::conversations
