// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/reply_to_sender.h"

#include "application/conversation_act.h"
#include "application/visitor_mail.h"

namespace frontdesk {
namespace {

bool is_decided(ConversationState state) {
  return state == ConversationState::accepted || state == ConversationState::declined || state == ConversationState::withdrawn;
}

struct Writing {
  storage::ConversationHead head;
  Sensitive<std::string> text;
};

Result<Writing, DecisionRefusal> writing(const DeskCall& call, ConversationId id, std::uint64_t version,
                                         const Sensitive<std::string>& typed) {
  auto head = head_for_act(call, id, version);
  if (!head) return failure(head.error());
  auto text = checked_text(typed, EmptyText::refused);
  if (!text) return failure(text.error());
  return Writing{.head = *head, .text = *text};
}

}  // namespace

Result<Done, DecisionRefusal> reply_to_sender(const DeskCall& call, ConversationId id, std::uint64_t version,
                                              const Sensitive<std::string>& text) {
  auto found = writing(call, id, version, text);
  if (!found) return failure(found.error());
  const auto request = call.unit.requests().find_latest(call.practice, id);
  if (!request) return failure(DecisionRefusal::not_possible);
  if (!is_decided(found->head.state)) found->head.state = ConversationState::waiting;
  if (!store_act(call, found->head, {.history = "replied", .event = "message_sent", .request = request->id})) {
    return failure(DecisionRefusal::changed);
  }
  add_message(call, id, ConversationMessage::Kind::to_visitor, found->text);
  mail_to_sender(mail_desk(call), *request, MailKind::message_waiting);
  return Done{};
}

Result<Done, DecisionRefusal> add_staff_note(const DeskCall& call, ConversationId id, std::uint64_t version,
                                             const Sensitive<std::string>& text) {
  auto found = writing(call, id, version, text);
  if (!found) return failure(found.error());
  if (found->head.state == ConversationState::fresh) found->head.state = ConversationState::open;
  if (!store_act(call, found->head, {.history = "noted", .event = "conversation_noted"})) return failure(DecisionRefusal::changed);
  add_message(call, id, ConversationMessage::Kind::note, found->text);
  return Done{};
}

}  // namespace frontdesk
