// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/read_conversations.h"

#include <algorithm>
#include <charconv>

#include "application/asked_time.h"
#include "application/conversation_act.h"
#include "application/request_view.h"
#include "application/typed_text.h"

namespace frontdesk {
namespace {

constexpr int most_rows = 200;
constexpr std::size_t most_word_characters = 200;

std::string key_of(const ConversationRow& row) {
  return std::to_string(row.last_activity_at.time_since_epoch().count()) + '-' + std::to_string(row.id.value());
}

template <class Number>
std::optional<Number> number_in(std::string_view text) {
  Number value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// A key that isn't one begins at the top.
std::optional<storage::InboxPlace> place_of(std::string_view key) {
  const auto dash = key.find('-', 1);
  if (dash == std::string_view::npos) return std::nullopt;
  const auto at = number_in<std::int64_t>(key.substr(0, dash));
  const auto id = number_in<std::uint64_t>(key.substr(dash + 1));
  if (!at || !id) return std::nullopt;
  return storage::InboxPlace{.last_activity_at = Instant{std::chrono::microseconds{*at}}, .id = ConversationId(*id)};
}

std::string words_of(const std::string& typed) {
  std::string words = cleaned(typed, TextLines::one);
  if (first_malformed_byte(words) || count_characters(words) > most_word_characters) words.clear();
  return words;
}

ConversationRow row_of(const storage::ConversationHead& head, const storage::StoredRequest& request, const RequestView& view) {
  return {.id = head.id,
          .state = head.state,
          .unread = head.unread,
          .archived = head.archived,
          .kind = request.kind,
          .client_name = request.client.name,
          .provider_name = request.provider_name.empty() ? head.provider_name : request.provider_name,
          .service_name = request.service_name,
          .asked_start = request.start,
          .hold_ends_at = view.hold_ends_at,
          .can_be_mailed = !request.client.email.reveal().empty(),
          .last_activity_at = head.last_activity_at,
          .key = {}};
}

}  // namespace

ConversationPage list_conversations(const DeskCall& call, const ConversationFilter& filter) {
  const auto sight = sight_of(call.actor);
  if (!sight) return {};
  const int page_size = std::clamp(filter.page_size, 1, most_rows);
  ConversationPage page;
  page.rows = call.unit.conversations().list({.practice = call.practice,
                                              .sight = *sight,
                                              .state = filter.state,
                                              .kind = filter.kind,
                                              .provider = filter.provider,
                                              .archived = filter.archived,
                                              .unread_only = filter.unread_only,
                                              .words = words_of(filter.words),
                                              .below = place_of(filter.after_key),
                                              .most = page_size + 1,
                                              .now = call.now,
                                              .hold_length = hold_length(call.scheduling.practice().practice)});
  page.has_more = page.rows.size() > static_cast<std::size_t>(page_size);
  if (page.has_more) page.rows.pop_back();
  for (ConversationRow& row : page.rows) row.key = key_of(row);
  page.unread = call.unit.conversations().count_unread(call.practice, *sight);
  return page;
}

std::optional<ConversationView> find_conversation(const DeskCall& call, ConversationId id) {
  const auto sight = sight_of(call.actor);
  const auto head = sight ? call.unit.conversations().find(call.practice, *sight, id) : std::nullopt;
  const auto request = head ? call.unit.requests().find_latest(call.practice, id) : std::nullopt;
  if (!request) return std::nullopt;
  ConversationView view;
  view.request = view_of(*request, call.scheduling.practice().practice, call.now);
  view.row = row_of(*head, *request, view.request);
  view.row.key = key_of(view.row);
  view.version = head->version;
  view.provider = head->provider;
  view.client_type = request->client_type;
  view.people = call.unit.requests().people(call.practice, request->id);
  if (!request->message.reveal().empty()) {
    view.messages.push_back(
        {.kind = ConversationMessage::Kind::from_visitor, .author = {}, .text = request->message, .at = request->created_at});
  }
  for (auto& message : call.unit.conversations().messages(call.practice, id)) view.messages.push_back(std::move(message));
  view.history = call.unit.conversations().history(call.practice, id);
  view.verdict_now = verdict_on(call, *request);
  return view;
}

}  // namespace frontdesk
