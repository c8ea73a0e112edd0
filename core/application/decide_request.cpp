// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/decide_request.h"

#include <stdexcept>

#include "application/asked_time.h"
#include "application/conversation_act.h"
#include "application/request_view.h"
#include "application/visitor_mail.h"
#include "storage/errors.h"

namespace frontdesk {
namespace {

struct Decision {
  RequestState request_state;
  ConversationState conversation_state;
  std::string_view history;
  std::string_view event;
  MailKind mail;
};

constexpr Decision acceptance{RequestState::accepted, ConversationState::accepted, "accepted", "request_accepted",
                              MailKind::request_accepted};
constexpr Decision refusal{RequestState::declined, ConversationState::declined, "declined", "request_declined", MailKind::request_declined};

/// An undecided request with what is to be said about it. Where it asks for a time, that provider's calendar is locked.
struct Pending {
  storage::ConversationHead head;
  storage::StoredRequest request;
  Sensitive<std::string> text;
};

Result<Pending, DecisionRefusal> pending(const DeskCall& call, ConversationId id, std::uint64_t version,
                                         const Sensitive<std::string>& typed) {
  auto head = head_for_act(call, id, version);
  if (!head) return failure(head.error());
  auto text = checked_text(typed, EmptyText::allowed);
  if (!text) return failure(text.error());
  auto request = call.unit.requests().find_latest(call.practice, id);
  if (!request) return failure(DecisionRefusal::not_possible);
  if (request->kind == RequestKind::appointment) {
    call.unit.calendars().lock(call.practice, *request->provider);
    // Whoever held the lock may have decided it, or its hold may have been ended.
    head = head_for_act(call, id, version);
    if (!head) return failure(head.error());
    request = call.unit.requests().find(call.practice, request->id);
  }
  if (!request || request->state != RequestState::requested) return failure(DecisionRefusal::not_possible);
  return Pending{.head = *head, .request = std::move(*request), .text = *text};
}

Result<Done, DecisionRefusal> store(const DeskCall& call, Pending& pending, const Decision& decision) {
  pending.head.state = decision.conversation_state;
  const ActRecord record{.history = decision.history, .event = decision.event, .request = pending.request.id};
  if (!store_act(call, pending.head, record)) return failure(DecisionRefusal::changed);
  // Every decision makes a new version of the conversation, so another one can't have come in between unless the transaction is at odds.
  if (!call.unit.requests().decide(call.practice, pending.request.id, decision.request_state, call.now)) {
    throw storage::Conflict("a request was decided by two at once");
  }
  if (!pending.text.reveal().empty()) add_message(call, pending.head.id, ConversationMessage::Kind::to_visitor, pending.text);
  mail_to_sender(mail_desk(call), pending.request, decision.mail);
  return Done{};
}

/// One that has no seat, or whose row was cancelled, takes the time anew: nothing stands against it.
void book(const DeskCall& call, const storage::StoredRequest& request) {
  auto& calendars = call.unit.calendars();
  if (request.seat_state && calendars.book_seat(call.practice, request.id)) return;
  static_cast<void>(calendars.release_seat(call.practice, request.id));
  calendars.hold_seat({.practice = call.practice,
                       .request = request.id,
                       .provider = *request.provider,
                       .service = *request.service,
                       .location = *request.location,
                       .start = *request.start,
                       .end = *request.end,
                       .hold_ends_at = *request.start});
  if (!calendars.book_seat(call.practice, request.id)) throw std::logic_error("a seat that was just held can't be booked");
}

}  // namespace

Result<Done, DecisionRefusal> accept_request(const DeskCall& call, ConversationId id, std::uint64_t version,
                                             const Sensitive<std::string>& text) {
  auto found = pending(call, id, version, text);
  if (!found) return failure(found.error());
  const storage::StoredRequest request = found->request;
  if (request.kind != RequestKind::appointment) return failure(DecisionRefusal::not_possible);
  const bool is_held = hold_state(request, call.now) == HoldState::held;
  if (!is_held && !is_time_free(call, request)) return failure(DecisionRefusal::time_taken);
  auto done = store(call, *found, acceptance);
  if (!done) return done;
  book(call, request);
  return done;
}

Result<Done, DecisionRefusal> decline_request(const DeskCall& call, ConversationId id, std::uint64_t version,
                                              const Sensitive<std::string>& text) {
  auto found = pending(call, id, version, text);
  if (!found) return failure(found.error());
  auto done = store(call, *found, refusal);
  // Nothing to release where the hold ended before, or in an inquiry.
  if (done) static_cast<void>(call.unit.calendars().release_seat(call.practice, found->request.id));
  return done;
}

}  // namespace frontdesk
