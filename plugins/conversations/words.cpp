// SPDX-License-Identifier: AGPL-3.0-or-later
#include "words.h"

namespace frontdesk::conversations {
namespace {

constexpr std::chrono::hours urgent_before{24};

bool waits_for_decision(ConversationState state) {
  return state == ConversationState::fresh || state == ConversationState::open || state == ConversationState::waiting;
}

}  // namespace

std::string short_time(Scope& scope, Instant at, std::string_view zone) {
  auto& views = scope.views();
  return views.text("conversations.day_and_time",
                    {{"day", views.short_date(scope.zones().date_at(at, zone))}, {"time", views.time_of_day(at, zone)}});
}

std::string list_time(Scope& scope, Instant at) {
  const auto& zone = scope.practice().timezone;
  const auto date = scope.zones().date_at(at, zone);
  if (date == scope.zones().date_at(scope.now(), zone)) return scope.views().time_of_day(at, zone);
  return scope.views().short_date(date);
}

std::string state_words(Scope& scope, ConversationState state) {
  return scope.views().text("conversations.state." + std::string(to_string(state)));
}

std::string asked_words(Scope& scope, const ConversationRow& row) {
  auto& views = scope.views();
  if (row.kind == RequestKind::appointment) {
    return views.text("conversations.asked_service", {{"service", row.service_name}, {"provider", row.provider_name}});
  }
  if (row.provider_name.empty()) return views.text("conversations.asked_inquiry");
  return views.text("conversations.asked_inquiry_for", {{"provider", row.provider_name}});
}

HoldWords hold_words(Scope& scope, ConversationState state, const std::optional<Instant>& hold_ends_at) {
  if (!hold_ends_at || !waits_for_decision(state)) return {};
  auto& views = scope.views();
  if (*hold_ends_at <= scope.now()) {
    return {.text = views.text("conversations.hold_ended"), .short_text = views.text("conversations.hold_ended_short"), .is_urgent = true};
  }
  const auto until = short_time(scope, *hold_ends_at, scope.practice().timezone);
  return {.text = views.text("conversations.held_until", {{"until", until}}),
          .short_text = views.text("conversations.held_until_short", {{"until", until}}),
          .is_urgent = *hold_ends_at - scope.now() < urgent_before};
}

std::string reason_words(Scope& scope, const Reason& reason) {
  const auto& zone = scope.practice().timezone;
  const auto at = [&](const std::optional<Instant>& instant) { return instant ? short_time(scope, *instant, zone) : std::string(); };
  const std::string code(to_string(reason.code));
  const bool is_hold = reason.code == ReasonCode::conflict && reason.source == BusySource::hold;
  std::string key = is_hold ? "conversations.reason.conflict_hold" : "conversations.reason." + code;
  return scope.views().text(key, {{"amount", std::to_string(reason.amount)},
                                  {"hours", std::to_string((reason.amount + 59) / 60)},
                                  {"from", at(reason.blocked_from)},
                                  {"until", at(reason.blocked_until)}});
}

std::string event_words(Scope& scope, const ConversationEvent& event) {
  auto& views = scope.views();
  std::string key = "conversations.history." + event.kind;
  if (event.kind == "reassigned" && event.detail.empty()) key += "_open";
  const std::string author = event.author.empty() ? views.text("conversations.history_nobody") : event.author;
  if (!views.has_text(key)) return views.text("conversations.history_other", {{"author", author}});
  return views.text(key, {{"author", author}, {"detail", event.detail}});
}

}  // namespace frontdesk::conversations
