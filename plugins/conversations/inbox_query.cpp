// SPDX-License-Identifier: AGPL-3.0-or-later
#include "inbox_query.h"

#include <array>

namespace frontdesk::conversations {
namespace {

constexpr std::size_t longest_key = 100;
constexpr std::array states{ConversationState::fresh,    ConversationState::open,     ConversationState::waiting,
                            ConversationState::accepted, ConversationState::declined, ConversationState::withdrawn};

// At most `longest` bytes, cut before a character and not inside one.
std::string_view cut(std::string_view text, std::size_t longest) {
  if (text.size() <= longest) return text;
  while (longest > 0 && (static_cast<unsigned char>(text[longest]) & 0xC0U) == 0x80U) --longest;
  return text.substr(0, longest);
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

void add(std::string& query, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  query += query.empty() ? '?' : '&';
  query.append(name).append("=").append(url_encode(value));
}

}  // namespace

bool InboxQuery::is_narrowed() const {
  return filter.state || filter.kind || filter.provider || filter.unread_only || !filter.words.empty();
}

std::string_view kind_word(RequestKind kind) { return kind == RequestKind::appointment ? "appointment" : "inquiry"; }

InboxQuery read_inbox_query(const Fields& query, const PracticeSnapshot& practice) {
  InboxQuery read;
  for (const auto state : states) {
    if (query.get("state") == to_string(state)) read.filter.state = state;
  }
  for (const auto kind : {RequestKind::inquiry, RequestKind::appointment}) {
    if (query.get("kind") == kind_word(kind)) read.filter.kind = kind;
  }
  if (const auto* provider = practice.provider(query.get("provider"))) {
    read.filter.provider = provider->id;
    read.provider = provider->link_name.text();
  }
  read.filter.archived = query.get("folder") == "archived";
  read.filter.unread_only = query.get("unread") == "1";
  read.filter.words = std::string(cut(trimmed(query.get("q")), longest_search));
  if (query.get("after").size() <= longest_key) read.filter.after_key = std::string(query.get("after"));
  return read;
}

std::string to_query_string(const InboxQuery& query, std::string_view after_key) {
  std::string text;
  if (query.filter.archived) add(text, "folder", "archived");
  if (query.filter.state) add(text, "state", to_string(*query.filter.state));
  if (query.filter.kind) add(text, "kind", kind_word(*query.filter.kind));
  add(text, "provider", query.provider);
  if (query.filter.unread_only) add(text, "unread", "1");
  add(text, "q", query.filter.words);
  add(text, "after", after_key);
  return text;
}

}  // namespace frontdesk::conversations
