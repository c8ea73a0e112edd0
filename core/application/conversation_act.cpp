// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/conversation_act.h"

#include "application/typed_text.h"
#include "storage/event_repository.h"

namespace frontdesk {
namespace {

std::optional<StaffId> staff_of(const Actor& actor) {
  if (!actor.staff) return std::nullopt;
  return actor.staff->id;
}

}  // namespace

std::optional<storage::ConversationSight> sight_of(const Actor& actor) {
  using Reach = storage::ConversationSight::Reach;
  if (!actor.staff) return std::nullopt;
  switch (actor.staff->role) {
    case StaffRole::owner:
    case StaffRole::admin: return storage::ConversationSight{.reach = Reach::whole_practice, .own_provider = {}};
    case StaffRole::clinician: break;
  }
  return storage::ConversationSight{.reach = Reach::own_and_open, .own_provider = actor.staff->provider};
}

Result<storage::ConversationHead, DecisionRefusal> head_for_act(const DeskCall& call, ConversationId id, std::uint64_t version) {
  const auto sight = sight_of(call.actor);
  const auto head = sight ? call.unit.conversations().find(call.practice, *sight, id) : std::nullopt;
  if (!head) return failure(DecisionRefusal::not_found);
  if (head->version != version) return failure(DecisionRefusal::changed);
  return *head;
}

Result<Sensitive<std::string>, DecisionRefusal> checked_text(const Sensitive<std::string>& typed, EmptyText empty) {
  std::string text = cleaned(typed.reveal(), TextLines::several);
  if (text.empty() && empty == EmptyText::refused) return failure(DecisionRefusal::empty_text);
  if (count_characters(text) > most_reply_characters) return failure(DecisionRefusal::text_too_long);
  return Sensitive<std::string>(std::move(text));
}

bool store_act(const DeskCall& call, storage::ConversationHead changed, const ActRecord& record) {
  changed.unread = false;
  changed.last_activity_at = call.now;
  if (!call.unit.conversations().change(call.practice, changed)) return false;
  call.unit.conversations().add_history(
      call.practice,
      {.conversation = changed.id, .kind = record.history, .staff = staff_of(call.actor), .detail = record.detail, .at = call.now});
  call.unit.events().insert(
      {.practice = call.practice, .kind = record.event, .conversation = changed.id, .request = record.request, .at = call.now});
  return true;
}

void add_message(const DeskCall& call, ConversationId conversation, ConversationMessage::Kind kind, const Sensitive<std::string>& text) {
  call.unit.conversations().add_message(
      call.practice, {.conversation = conversation, .kind = kind, .staff = staff_of(call.actor), .text = text, .at = call.now});
}

MailDesk mail_desk(const DeskCall& call) {
  return {.unit = call.unit, .rules = call.rules, .practice = call.scheduling.practice().practice, .now = call.now};
}

}  // namespace frontdesk
