// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "application/desk_call.h"
#include "frontdesk/conversation.h"

namespace frontdesk {

/// Conversations in a call's unit of work, as far as the call's actor may see them: owners and admins all of the practice, clinicians
/// those of their own provider and those that belong to none, visitors nothing. One thread, as long as the call.
///
/// Kinds in the history: received, replied, noted, accepted, declined, withdrawn, hold_ended, reassigned (detail: the provider's name),
/// archived, brought_back. Reading isn't in it. Events: request_accepted, request_declined, message_sent, conversation_noted,
/// conversation_reassigned, conversation_archived, conversation_brought_back.
class ConversationService final : public Conversations {
 public:
  explicit ConversationService(const DeskCall& call) : call_(call) {}

  [[nodiscard]] ConversationPage list(const ConversationFilter& filter) override;
  [[nodiscard]] std::optional<ConversationView> find(ConversationId id) override;
  [[nodiscard]] Result<Done, DecisionRefusal> mark_read(ConversationId id) override;
  [[nodiscard]] Result<Done, DecisionRefusal> reply(ConversationId id, std::uint64_t version, const Sensitive<std::string>& text) override;
  [[nodiscard]] Result<Done, DecisionRefusal> add_note(ConversationId id, std::uint64_t version,
                                                       const Sensitive<std::string>& text) override;
  [[nodiscard]] Result<Done, DecisionRefusal> accept(ConversationId id, std::uint64_t version, const Sensitive<std::string>& text) override;
  [[nodiscard]] Result<Done, DecisionRefusal> decline(ConversationId id, std::uint64_t version,
                                                      const Sensitive<std::string>& text) override;
  [[nodiscard]] Result<Done, DecisionRefusal> reassign(ConversationId id, std::uint64_t version, ProviderId provider) override;
  [[nodiscard]] Result<Done, DecisionRefusal> archive(ConversationId id, std::uint64_t version) override;
  [[nodiscard]] Result<Done, DecisionRefusal> bring_back(ConversationId id, std::uint64_t version) override;

 private:
  DeskCall call_;
};

}  // namespace frontdesk
