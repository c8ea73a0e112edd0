// SPDX-License-Identifier: AGPL-3.0-or-later
#include "conversation_model.h"

#include "act_forms.h"
#include "notice.h"
#include "paths.h"
#include "sender.h"
#include "words.h"

namespace frontdesk::conversations {
namespace {

void add_fact(ViewModel::List& facts, std::string label, std::string value, std::string more = {}) {
  if (value.empty()) return;
  ViewModel fact;
  fact.set("label", std::move(label)).set("value", std::move(value)).set("more", std::move(more));
  facts.push_back(std::move(fact));
}

// The asked time on the practice's clock; where the place or the visitor has another clock, that too.
void add_times(Scope& scope, const RequestView& request, ViewModel::List& facts) {
  if (!request.start) return;
  auto& views = scope.views();
  const auto& home = scope.practice().timezone;
  const auto at = *request.start;
  add_fact(facts, views.text("conversations.fact_when"), views.date_and_time(at, home),
           request.end ? views.text("conversations.until_in_zone", {{"until", views.time_of_day(*request.end, home)}, {"zone", views.zone_name(home, at)}})
                       : views.zone_name(home, at));
  const auto elsewhere = [&](std::string_view key, const std::string& zone) {
    if (zone.empty() || zone == home || !scope.zones().is_known(zone)) return;
    if (scope.zones().local_text(at, zone) == scope.zones().local_text(at, home)) return;
    add_fact(facts, views.text(key), short_time(scope, at, zone), views.zone_name(zone, at));
  };
  elsewhere("conversations.fact_place_clock", request.zone);
  if (request.visitor_zone != request.zone) elsewhere("conversations.fact_visitor_clock", request.visitor_zone);
}

ViewModel::List facts(Scope& scope, const ConversationView& view) {
  auto& views = scope.views();
  const auto& request = view.request;
  ViewModel::List list;
  add_times(scope, request, list);
  add_fact(list, views.text("conversations.fact_service"), request.service_name);
  add_fact(list, views.text("conversations.fact_provider"), request.provider_name);
  add_fact(list, views.text("conversations.fact_location"), request.location_name, request.location_address);
  if (view.client_type) {
    add_fact(list, views.text("conversations.fact_client_type"), views.text("conversations.client_type." + std::string(to_string(*view.client_type))));
  }
  add_fact(list, views.text("conversations.fact_sent"), short_time(scope, request.sent_at, scope.practice().timezone));
  return list;
}

std::string_view role_key(PersonRole role) {
  switch (role) {
    case PersonRole::client: return "conversations.role.client";
    case PersonRole::second_person: return "conversations.role.second_person";
    case PersonRole::member: return "conversations.role.member";
    case PersonRole::scheduler: return "conversations.role.scheduler";
  }
  return "conversations.role.member";
}

// What a telephone link may hold.
std::string dialled(std::string_view phone) {
  std::string digits;
  for (const char c : phone) {
    if ((c >= '0' && c <= '9') || (c == '+' && digits.empty())) digits += c;
  }
  return digits;
}

ViewModel::List people(Scope& scope, const ConversationView& view) {
  ViewModel::List list;
  for (const auto& person : view.people) {
    ViewModel one;
    one.set("role", scope.views().text(role_key(person.role)))
        .set("name", person.name.reveal())
        .set("email", person.email.reveal())
        .set("phone", person.phone.reveal())
        .set("dialled", dialled(person.phone.reveal()));
    list.push_back(std::move(one));
  }
  return list;
}

ViewModel entry(Scope& scope, std::string author, const Sensitive<std::string>& text, Instant at, ConversationMessage::Kind kind) {
  ViewModel one;
  one.set("author", std::move(author))
      .set("at", short_time(scope, at, scope.practice().timezone))
      .set("text", text.reveal())
      .set("is_note", kind == ConversationMessage::Kind::note)
      .set("is_ours", kind == ConversationMessage::Kind::to_visitor)
      .set("is_theirs", kind == ConversationMessage::Kind::from_visitor);
  return one;
}

ViewModel::List thread(Scope& scope, const ConversationView& view) {
  const auto* sender = sender_of(view);
  const std::string visitor = sender == nullptr ? view.row.client_name.reveal() : sender->name.reveal();
  ViewModel::List list;
  for (const auto& message : view.messages) {
    std::string author = message.kind == ConversationMessage::Kind::from_visitor ? visitor : message.author;
    list.push_back(entry(scope, std::move(author), message.text, message.at, message.kind));
  }
  return list;
}

ViewModel::List history(Scope& scope, const ConversationView& view) {
  ViewModel::List list;
  for (const auto& event : view.history) {
    ViewModel one;
    one.set("text", event_words(scope, event)).set("at", short_time(scope, event.at, scope.practice().timezone));
    list.push_back(std::move(one));
  }
  return list;
}

// Only while staff must decide on a time.
ViewModel verdict(Scope& scope, const ConversationView& view) {
  const auto& request = view.request;
  if (request.kind != RequestKind::appointment || request.state != RequestState::requested) return false;
  const bool is_free = view.verdict_now.is_offered();
  // A held time can be accepted even where today's rules would not offer it any more.
  const bool is_held = request.hold == HoldState::held;
  const std::string_view title = is_free ? "conversations.verdict_free" : is_held ? "conversations.verdict_held" : "conversations.verdict_not_free";
  ViewModel::List reasons;
  for (const auto& reason : view.verdict_now.reasons) {
    ViewModel one;
    one.set("text", reason_words(scope, reason));
    reasons.push_back(std::move(one));
  }
  const auto hold = hold_words(scope, view.row.state, request.hold_ends_at);
  ViewModel model;
  model.set("can_be_had", is_free || is_held)
      .set("title", scope.views().text(title))
      .set("reasons", std::move(reasons))
      .set("hold", hold.text)
      .set("hold_is_urgent", hold.is_urgent);
  return model;
}

}  // namespace

PageTemplate conversation_template() {
  const std::vector<ViewShape> form = act_form_shape();
  return {.name = "conversations/conversation",
          .shape = {{"back_url"},
                    {"back_text"},
                    {"client"},
                    {"asked"},
                    {"state"},
                    {"state_code"},
                    {"is_archived"},
                    {"is_unread"},
                    {"notice"},
                    {"problem", {{"title"}, {"text"}, {"kept"}}},
                    {"facts", {{"label"}, {"value"}, {"more"}}},
                    {"people", {{"role"}, {"name"}, {"email"}, {"phone"}, {"dialled"}}},
                    {"thread", {{"author"}, {"at"}, {"text"}, {"is_note"}, {"is_ours"}, {"is_theirs"}}},
                    {"history", {{"text"}, {"at"}}},
                    {"verdict", {{"can_be_had"}, {"title"}, {"reasons", {{"text"}}}, {"hold"}, {"hold_is_urgent"}}},
                    {"can_decide"},
                    {"accept", form},
                    {"decline", form},
                    {"reply", form},
                    {"note", form},
                    {"reassign", form},
                    {"archive", form},
                    {"bring_back", form},
                    {"read", form},
                    {"panels"}}};
}

ViewModel conversation_model(Scope& scope, const ConversationView& view, const Fragment& panels, const RefusedAct* refused) {
  const auto& practice = scope.practice();
  ViewModel model;
  model.set("back_url", inbox_path(practice) + (view.row.archived ? "?folder=archived" : ""))
      .set("back_text", scope.views().text(view.row.archived ? "conversations.back_to_archive" : "conversations.back_to_inbox"))
      .set("client", view.row.client_name.reveal())
      .set("asked", asked_words(scope, view.row))
      .set("state", state_words(scope, view.row.state))
      .set("state_code", to_string(view.row.state))
      .set("is_archived", view.row.archived)
      .set("is_unread", view.row.unread)
      .set("notice", refused == nullptr ? notice(scope, view) : "")
      .set("problem", refused == nullptr ? ViewModel(false) : problem(scope, view, *refused))
      .set("facts", facts(scope, view))
      .set("people", people(scope, view))
      .set("thread", thread(scope, view))
      .set("history", history(scope, view))
      .set("verdict", verdict(scope, view))
      .set("can_decide", view.request.state == RequestState::requested)
      .set("panels", panels);
  add_act_forms(scope, view, refused, model);
  return model;
}

}  // namespace frontdesk::conversations
