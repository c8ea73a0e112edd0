// SPDX-License-Identifier: AGPL-3.0-or-later
#include "actions.h"

#include "conversation.h"
#include "paths.h"

namespace frontdesk::conversations {
namespace {

struct Typed {
  std::uint64_t version = 0;  ///< 0, which no row has, where the field is no number
  Sensitive<std::string> text;
  std::string provider;
};

Typed read(const Fields& form) {
  return {.version = parse_number(form.get("version")).value_or(0),
          .text = Sensitive<std::string>(std::string(form.get("text"))),
          .provider = std::string(form.get("provider"))};
}

Result<Done, DecisionRefusal> reassign(Scope& scope, ConversationId id, const Typed& typed) {
  const auto* provider = scope.scheduling().practice().provider(typed.provider);
  if (provider == nullptr) return failure(DecisionRefusal::not_possible);
  return scope.conversations().reassign(id, typed.version, provider->id);
}

Result<Done, DecisionRefusal> decide(Scope& scope, Act act, ConversationId id, const Typed& typed) {
  auto& conversations = scope.conversations();
  switch (act) {
    case Act::reply: return conversations.reply(id, typed.version, typed.text);
    case Act::note: return conversations.add_note(id, typed.version, typed.text);
    case Act::accept: return conversations.accept(id, typed.version, typed.text);
    case Act::decline: return conversations.decline(id, typed.version, typed.text);
    case Act::reassign: return reassign(scope, id, typed);
    case Act::archive: return conversations.archive(id, typed.version);
    case Act::bring_back: return conversations.bring_back(id, typed.version);
    case Act::read: return conversations.mark_read(id);
  }
  return failure(DecisionRefusal::not_possible);
}

}  // namespace

Response perform(Scope& scope, Act act) {
  const auto id = id_in_path(scope.request());
  if (!id) return scope.views().not_found();
  const Typed typed = read(scope.request().form);
  const auto done = decide(scope, act, *id, typed);
  if (!done) {
    return show_refused(scope, *id, {.act = act, .refusal = done.error(), .text = typed.text.reveal(), .provider = typed.provider});
  }
  const bool may_be_gone = act == Act::reassign;
  if (may_be_gone && !scope.conversations().find(*id)) {
    return Response::redirect(inbox_path(scope.practice()) + "?done=passed_on&id=" + std::to_string(id->value()));
  }
  return Response::redirect(conversation_path(scope.practice(), *id) + "?done=" + std::string(to_string(act)));
}

}  // namespace frontdesk::conversations
