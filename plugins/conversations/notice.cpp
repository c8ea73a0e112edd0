// SPDX-License-Identifier: AGPL-3.0-or-later
#include "notice.h"

#include <algorithm>

#include "words.h"

namespace frontdesk::conversations {
namespace {

// The address stays in the browser's history; the notice doesn't.
constexpr std::chrono::minutes notice_age{10};

bool has_recent_message(const Scope& scope, const ConversationView& view, ConversationMessage::Kind kind) {
  return std::any_of(view.messages.begin(), view.messages.end(),
                     [&](const ConversationMessage& message) { return message.kind == kind && scope.now() - message.at < notice_age; });
}

bool changed_just_now(const Scope& scope, const ConversationView& view) {
  return !view.history.empty() && scope.now() - view.history.back().at < notice_age;
}

bool is_so(const Scope& scope, const ConversationView& view, std::string_view done) {
  if (done == to_string(Act::read)) return !view.row.unread;
  if (done == to_string(Act::reply)) return has_recent_message(scope, view, ConversationMessage::Kind::to_visitor);
  if (done == to_string(Act::note)) return has_recent_message(scope, view, ConversationMessage::Kind::note);
  if (!changed_just_now(scope, view)) return false;
  if (done == to_string(Act::accept)) return view.request.state == RequestState::accepted;
  if (done == to_string(Act::decline)) return view.request.state == RequestState::declined;
  if (done == to_string(Act::archive)) return view.row.archived;
  if (done == to_string(Act::bring_back)) return !view.row.archived;
  return done == to_string(Act::reassign);
}

std::string last_change(Scope& scope, const ConversationView& view) {
  if (view.history.empty()) return {};
  const auto& event = view.history.back();
  return scope.views().text("conversations.last_change",
                            {{"what", event_words(scope, event)}, {"when", short_time(scope, event.at, scope.practice().timezone)}});
}

std::string_view title_key(DecisionRefusal refusal) {
  switch (refusal) {
    case DecisionRefusal::changed: return "conversations.problem_changed";
    case DecisionRefusal::time_taken: return "conversations.problem_time_taken";
    case DecisionRefusal::empty_text: return "conversations.problem_empty_text";
    case DecisionRefusal::text_too_long: return "conversations.problem_text_too_long";
    case DecisionRefusal::not_found:
    case DecisionRefusal::not_possible: break;
  }
  return "conversations.problem_not_possible";
}

}  // namespace

std::string notice(Scope& scope, const ConversationView& view) {
  const auto done = scope.request().query.get("done");
  if (done.empty() || !is_so(scope, view, done)) return {};
  const bool is_mailed = done == to_string(Act::reply) || done == to_string(Act::accept) || done == to_string(Act::decline);
  const std::string_view ending = is_mailed && !view.row.can_be_mailed ? "_call" : "";
  return scope.views().text(std::string("conversations.done.").append(done).append(ending));
}

ViewModel problem(Scope& scope, const ConversationView& view, const RefusedAct& refused) {
  auto& views = scope.views();
  const bool is_about_state = refused.refusal == DecisionRefusal::changed || refused.refusal == DecisionRefusal::not_possible;
  std::string text;
  if (is_about_state) text = last_change(scope, view);
  if (refused.refusal == DecisionRefusal::time_taken) text = views.text("conversations.problem_time_taken_next");
  ViewModel model;
  model.set("title", views.text(title_key(refused.refusal)))
      .set("text", std::move(text))
      .set("kept", refused.text.empty() ? "" : views.text("conversations.problem_kept"));
  return model;
}

}  // namespace frontdesk::conversations
