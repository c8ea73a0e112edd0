// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "frontdesk/intake.h"
#include "frontdesk/staff.h"

/// Conversations as staff work with them: each request is part of one.
namespace frontdesk {

/// What the inbox calls a conversation's state; archived is apart, since it hides a conversation whatever its state.
enum class ConversationState : std::uint8_t { fresh = 1, open, waiting, accepted, declined, withdrawn };

[[nodiscard]] inline std::string_view to_string(ConversationState state) {
  switch (state) {
    case ConversationState::fresh: return "new";
    case ConversationState::open: return "open";
    case ConversationState::waiting: return "waiting";
    case ConversationState::accepted: return "accepted";
    case ConversationState::declined: return "declined";
    case ConversationState::withdrawn: return "withdrawn";
  }
  return "";
}

struct ConversationFilter {
  std::optional<ConversationState> state;
  std::optional<RequestKind> kind;
  std::optional<ProviderId> provider;
  bool archived = false;
  bool unread_only = false;
  std::string words;               ///< names, e-mail, phone
  std::string after_key;           ///< of the last row of the page before; empty: the first page
  int page_size = 50;
};

struct ConversationRow {
  ConversationId id;
  ConversationState state = ConversationState::fresh;
  bool unread = false;
  bool archived = false;
  RequestKind kind = RequestKind::inquiry;
  Sensitive<std::string> client_name;
  std::string provider_name;
  std::string service_name;
  std::optional<Instant> asked_start;
  std::optional<Instant> hold_ends_at;
  bool can_be_mailed = true;       ///< false: staff must call
  Instant last_activity_at;
  std::string key;                 ///< for after_key
};

struct ConversationPage {
  std::vector<ConversationRow> rows;
  bool has_more = false;
  int unread = 0;                  ///< of all that the member may see
};

struct ConversationMessage {
  enum class Kind : std::uint8_t { from_visitor = 1, to_visitor, note };
  Kind kind = Kind::from_visitor;
  std::string author;
  Sensitive<std::string> text;
  Instant at;
};

/// An act in the history: `kind` is a catalogue key's last part ("accepted", "reassigned").
struct ConversationEvent {
  std::string kind;
  std::string author;              ///< empty: the visitor or the system
  std::string detail;
  Instant at;
};

struct ConversationView {
  ConversationRow row;
  std::uint64_t version = 0;       ///< of what staff change; a decision names the one it saw
  RequestView request;
  std::optional<ProviderId> provider;
  std::optional<ClientType> client_type;
  std::vector<StatedPerson> people;
  std::vector<ConversationMessage> messages;
  std::vector<ConversationEvent> history;
  Verdict verdict_now;             ///< of the asked time, as staff would ask now, its own hold left aside
};

enum class DecisionRefusal : std::uint8_t {
  not_found = 1,     ///< absent, foreign, or not for this member
  changed,           ///< somebody changed it since `version` was read
  not_possible,      ///< the state doesn't allow it
  time_taken,        ///< accepting: the time isn't free any more
  empty_text,
  text_too_long,
};

/// What staff may do; every act is in the history and bumps the version. Each works in the call's transaction; mail goes
/// into the outbox of the same transaction.
class Conversations {
 public:
  virtual ~Conversations() = default;
  [[nodiscard]] virtual ConversationPage list(const ConversationFilter& filter) = 0;
  [[nodiscard]] virtual std::optional<ConversationView> find(ConversationId id) = 0;
  [[nodiscard]] virtual Result<Done, DecisionRefusal> mark_read(ConversationId id) = 0;
  [[nodiscard]] virtual Result<Done, DecisionRefusal> reply(ConversationId id, std::uint64_t version, const Sensitive<std::string>& text) = 0;
  [[nodiscard]] virtual Result<Done, DecisionRefusal> add_note(ConversationId id, std::uint64_t version, const Sensitive<std::string>& text) = 0;
  /// The held time becomes an appointment; after the hold's end only if it is still free. `text` may be empty.
  [[nodiscard]] virtual Result<Done, DecisionRefusal> accept(ConversationId id, std::uint64_t version, const Sensitive<std::string>& text) = 0;
  [[nodiscard]] virtual Result<Done, DecisionRefusal> decline(ConversationId id, std::uint64_t version, const Sensitive<std::string>& text) = 0;
  [[nodiscard]] virtual Result<Done, DecisionRefusal> reassign(ConversationId id, std::uint64_t version, ProviderId provider) = 0;
  [[nodiscard]] virtual Result<Done, DecisionRefusal> archive(ConversationId id, std::uint64_t version) = 0;
  [[nodiscard]] virtual Result<Done, DecisionRefusal> bring_back(ConversationId id, std::uint64_t version) = 0;
};

}  // namespace frontdesk
