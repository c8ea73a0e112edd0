// SPDX-License-Identifier: AGPL-3.0-or-later
#include "conversation.h"

#include "conversation_model.h"
#include "paths.h"

namespace frontdesk::conversations {
namespace {

int status_of(const RefusedAct& refused) {
  switch (refused.refusal) {
    case DecisionRefusal::empty_text:
    case DecisionRefusal::text_too_long: return 422;
    default: return 409;
  }
}

Response show(Scope& scope, ConversationId id, const RefusedAct* refused) {
  const auto view = scope.conversations().find(id);
  if (!view) return scope.views().not_found();
  auto& views = scope.views();
  const auto panels = views.panels("conversations.conversation", std::to_string(id.value()));
  return views.page({.title = views.text("conversations.conversation_title"),
                     .content = views.render("conversations/conversation", conversation_model(scope, *view, panels, refused)),
                     .status = refused == nullptr ? 200 : status_of(*refused)});
}

}  // namespace

Response show_conversation(Scope& scope) {
  const auto id = id_in_path(scope.request());
  return id ? show(scope, *id, nullptr) : scope.views().not_found();
}

Response show_refused(Scope& scope, ConversationId id, const RefusedAct& refused) { return show(scope, id, &refused); }

}  // namespace frontdesk::conversations
