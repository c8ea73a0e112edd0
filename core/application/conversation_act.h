// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "application/desk_call.h"
#include "frontdesk/conversation.h"
#include "storage/conversation_repository.h"
#include "storage/request_repository.h"

/// What acts of staff have in common: who may see what, the version that was read, and the record of it.
namespace frontdesk {

inline constexpr std::size_t most_reply_characters = 10000;

/// What the actor may see; nothing for a visitor.
[[nodiscard]] std::optional<storage::ConversationSight> sight_of(const Actor& actor);

/// The conversation as stored, where the actor may see it and nobody changed it since `version`.
[[nodiscard]] Result<storage::ConversationHead, DecisionRefusal> head_for_act(const DeskCall& call, ConversationId id,
                                                                              std::uint64_t version);

/// Text as it is stored; empty only where `may_be_empty`.
enum class EmptyText : std::uint8_t { refused = 1, allowed };
[[nodiscard]] Result<Sensitive<std::string>, DecisionRefusal> checked_text(const Sensitive<std::string>& typed, EmptyText empty);

struct ActRecord {
  std::string_view history;
  std::string_view event;
  std::string detail = {};
  std::optional<RequestId> request = {};
};

/// Stores `changed` as the next version with its record; read and last active now. False, and nothing stored, when somebody else was
/// faster. To be called before anything else of the act is written.
[[nodiscard]] bool store_act(const DeskCall& call, storage::ConversationHead changed, const ActRecord& record);

/// A message of the actor in the thread.
void add_message(const DeskCall& call, ConversationId conversation, ConversationMessage::Kind kind, const Sensitive<std::string>& text);

/// What mail_to_sender needs, of a call.
[[nodiscard]] MailDesk mail_desk(const DeskCall& call);

}  // namespace frontdesk
