// SPDX-License-Identifier: AGPL-3.0-or-later
#include "act_forms.h"

#include "paths.h"
#include "sender.h"

namespace frontdesk::conversations {
namespace {

struct FormMaker {
  Scope& scope;
  const ConversationView& view;
  const RefusedAct* refused;
  std::string recipient;

  [[nodiscard]] bool is_refused(Act act) const { return refused != nullptr && refused->act == act; }

  [[nodiscard]] std::string field_error(Act act) const {
    if (!is_refused(act)) return {};
    if (refused->refusal == DecisionRefusal::empty_text) return scope.views().text("conversations.error_empty_text");
    if (refused->refusal == DecisionRefusal::text_too_long) return scope.views().text("conversations.error_text_too_long");
    return {};
  }

  [[nodiscard]] ViewModel::List provider_options() const {
    const auto chosen = scope.scheduling().practice().provider(is_refused(Act::reassign) ? refused->provider : "");
    ViewModel::List list;
    if (!view.provider) list.push_back(option("", scope.views().text("conversations.assigned_nobody"), chosen == nullptr));
    for (const auto& provider : scope.scheduling().practice().providers) {
      const bool is_chosen = chosen != nullptr ? chosen->id == provider.id : view.provider == provider.id;
      list.push_back(option(provider.link_name.text(), provider.name, is_chosen));
    }
    return list;
  }

  [[nodiscard]] static ViewModel option(std::string value, std::string label, bool is_chosen) {
    ViewModel model;
    model.set("value", std::move(value)).set("label", std::move(label)).set("chosen", is_chosen);
    return model;
  }

  [[nodiscard]] ViewModel form(Act act) const {
    ViewModel model;
    model.set("action", conversation_path(scope.practice(), view.row.id) + '/' + std::string(to_string(act)))
        .set("form_token", scope.form_token(form_name(act)))
        .set("version", std::to_string(view.version))
        .set("text", is_refused(act) ? refused->text : "")
        .set("error", field_error(act))
        .set("is_open", is_refused(act))
        .set("recipient", recipient)
        .set("must_call", !view.row.can_be_mailed)
        .set("providers", act == Act::reassign ? provider_options() : ViewModel::List{});
    return model;
  }

  [[nodiscard]] ViewModel form_if(bool is_possible, Act act) const { return is_possible ? form(act) : ViewModel(false); }
};

// Without an address staff must call.
std::string recipient_words(Scope& scope, const ConversationView& view) {
  const auto* sender = sender_of(view);
  if (!view.row.can_be_mailed || sender == nullptr) return scope.views().text("conversations.recipient_none");
  return scope.views().text("conversations.recipient", {{"name", sender->name.reveal()}, {"email", sender->email.reveal()}});
}

}  // namespace

std::vector<ViewShape> act_form_shape() {
  return {{"action"}, {"form_token"}, {"version"}, {"text"}, {"error"}, {"is_open"}, {"recipient"}, {"must_call"}, {"providers", {{"value"}, {"label"}, {"chosen"}}}};
}

void add_act_forms(Scope& scope, const ConversationView& view, const RefusedAct* refused, ViewModel& model) {
  const FormMaker make{.scope = scope, .view = view, .refused = refused, .recipient = recipient_words(scope, view)};
  const bool is_undecided = view.request.state == RequestState::requested;
  const bool has_time = view.request.kind == RequestKind::appointment;
  const bool has_others = scope.scheduling().practice().providers.size() > 1 || !view.provider;
  model.set("accept", make.form_if(is_undecided && has_time, Act::accept))
      .set("decline", make.form_if(is_undecided, Act::decline))
      .set("reply", make.form(Act::reply))
      .set("note", make.form(Act::note))
      .set("reassign", make.form_if(has_others, Act::reassign))
      .set("archive", make.form_if(!view.row.archived, Act::archive))
      .set("bring_back", make.form_if(view.row.archived, Act::bring_back))
      .set("read", make.form_if(view.row.unread, Act::read));
}

}  // namespace frontdesk::conversations
