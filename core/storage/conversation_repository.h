// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "frontdesk/conversation.h"

/// Conversations, messages, history. Every call names the practice: what belongs to another one is absent.
namespace frontdesk::storage {

/// Which conversations a member may see: all of the practice, or those of their own provider and those that belong to none.
struct ConversationSight {
  enum class Reach : std::uint8_t { whole_practice = 1, own_and_open };
  Reach reach = Reach::own_and_open;
  std::optional<ProviderId> own_provider;
};

/// What acts rest on.
struct ConversationHead {
  ConversationId id;
  ConversationState state = ConversationState::fresh;
  bool archived = false;
  bool unread = false;
  std::optional<ProviderId> provider;
  std::string provider_name;
  Instant last_activity_at;
  std::uint64_t version = 0;
};

struct NewMessage {
  ConversationId conversation;
  ConversationMessage::Kind kind = ConversationMessage::Kind::to_visitor;
  std::optional<StaffId> staff;
  Sensitive<std::string> text;
  Instant at;
};

struct NewHistory {
  ConversationId conversation;
  std::string_view kind;
  std::optional<StaffId> staff;  ///< absent: the visitor or the system
  std::string detail;
  Instant at;
};

/// Where a page of the inbox goes on: below this row, latest activity first.
struct InboxPlace {
  Instant last_activity_at;
  ConversationId id;
};

struct InboxQuery {
  PracticeId practice;
  ConversationSight sight;
  std::optional<ConversationState> state;
  std::optional<RequestKind> kind;
  std::optional<ProviderId> provider;
  bool archived = false;
  bool unread_only = false;
  std::string words;  ///< found in names and e-mail addresses; its digits in phone numbers
  std::optional<InboxPlace> below;
  int most = 50;
  // A hold that ended and was released is told by the end that it had: this long after the sending, at the asked start at the latest.
  Instant now;
  std::chrono::microseconds hold_length{0};
};

class ConversationRepository {
 public:
  virtual ~ConversationRepository() = default;

  /// New, unread, version 1.
  virtual ConversationId insert(PracticeId practice, std::optional<ProviderId> provider, Instant now) = 0;

  // Absent, foreign, out of sight: nothing.
  [[nodiscard]] virtual std::optional<ConversationHead> find(PracticeId practice, const ConversationSight& sight, ConversationId id) = 0;

  /// Stores state, archived, unread, provider and last activity of `changed` as the next version, where the stored version still is
  /// `changed.version`: false, and nothing changed, otherwise. It holds the row until the transaction ends.
  [[nodiscard]] virtual bool change(PracticeId practice, const ConversationHead& changed) = 0;
  /// What the visitor or the system did: the state (or the one it has), unread, the next version.
  virtual void bring_up(PracticeId practice, ConversationId id, std::optional<ConversationState> state, Instant now) = 0;
  /// No new version: forms that colleagues have open stay good. A new one becomes open.
  virtual void mark_read(PracticeId practice, ConversationId id) = 0;

  virtual void add_message(PracticeId practice, const NewMessage& message) = 0;
  virtual void add_history(PracticeId practice, const NewHistory& entry) = 0;
  /// Oldest first.
  [[nodiscard]] virtual std::vector<ConversationMessage> messages(PracticeId practice, ConversationId id) = 0;
  [[nodiscard]] virtual std::vector<ConversationEvent> history(PracticeId practice, ConversationId id) = 0;
  /// Of `to_visitor` only, oldest first.
  [[nodiscard]] virtual std::vector<RequestView::Reply> replies(PracticeId practice, ConversationId id) = 0;

  /// Latest activity first; one statement whatever is asked.
  [[nodiscard]] virtual std::vector<ConversationRow> list(const InboxQuery& query) = 0;
  /// Unread ones in sight that aren't archived.
  [[nodiscard]] virtual int count_unread(PracticeId practice, const ConversationSight& sight) = 0;
};

}  // namespace frontdesk::storage
