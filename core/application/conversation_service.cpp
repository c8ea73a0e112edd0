// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/conversation_service.h"

#include "application/conversation_act.h"
#include "application/decide_request.h"
#include "application/read_conversations.h"
#include "application/reply_to_sender.h"

namespace frontdesk {

using Outcome = Result<Done, DecisionRefusal>;

namespace {

enum class Shelf : std::uint8_t { inbox = 1, archive };

Outcome move_to(const DeskCall& call, ConversationId id, std::uint64_t version, Shelf shelf) {
  auto head = head_for_act(call, id, version);
  if (!head) return failure(head.error());
  const bool is_to_archive = shelf == Shelf::archive;
  if (head->archived == is_to_archive) return failure(DecisionRefusal::not_possible);
  head->archived = is_to_archive;
  const ActRecord record = is_to_archive ? ActRecord{.history = "archived", .event = "conversation_archived"}
                                         : ActRecord{.history = "brought_back", .event = "conversation_brought_back"};
  if (!store_act(call, *head, record)) return failure(DecisionRefusal::changed);
  return Done{};
}

}  // namespace

ConversationPage ConversationService::list(const ConversationFilter& filter) {
  return list_conversations(call_, filter);
}

std::optional<ConversationView> ConversationService::find(ConversationId id) {
  return find_conversation(call_, id);
}

Outcome ConversationService::mark_read(ConversationId id) {
  const auto sight = sight_of(call_.actor);
  const auto head = sight ? call_.unit.conversations().find(call_.practice, *sight, id) : std::nullopt;
  if (!head) return failure(DecisionRefusal::not_found);
  if (head->unread) call_.unit.conversations().mark_read(call_.practice, id);
  return Done{};
}

Outcome ConversationService::reply(ConversationId id, std::uint64_t version, const Sensitive<std::string>& text) {
  return reply_to_sender(call_, id, version, text);
}

Outcome ConversationService::add_note(ConversationId id, std::uint64_t version, const Sensitive<std::string>& text) {
  return add_staff_note(call_, id, version, text);
}

Outcome ConversationService::accept(ConversationId id, std::uint64_t version, const Sensitive<std::string>& text) {
  return accept_request(call_, id, version, text);
}

Outcome ConversationService::decline(ConversationId id, std::uint64_t version, const Sensitive<std::string>& text) {
  return decline_request(call_, id, version, text);
}

Outcome ConversationService::reassign(ConversationId id, std::uint64_t version, ProviderId provider) {
  auto head = head_for_act(call_, id, version);
  if (!head) return failure(head.error());
  const Provider* found = call_.scheduling.practice().find(provider);
  if (found == nullptr) return failure(DecisionRefusal::not_possible);
  head->provider = provider;
  if (!store_act(call_, *head, {.history = "reassigned", .event = "conversation_reassigned", .detail = found->name})) {
    return failure(DecisionRefusal::changed);
  }
  return Done{};
}

Outcome ConversationService::archive(ConversationId id, std::uint64_t version) {
  return move_to(call_, id, version, Shelf::archive);
}

Outcome ConversationService::bring_back(ConversationId id, std::uint64_t version) {
  return move_to(call_, id, version, Shelf::inbox);
}

}  // namespace frontdesk
