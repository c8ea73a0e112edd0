// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "frontdesk/id.h"
#include "frontdesk/sensitive.h"
#include "frontdesk/time.h"

/// Mail to be delivered. A row is written in the transaction of its cause; workers claim rows, deliver outside any transaction and
/// report. At least once, knowingly never twice: the message id stays the same over all tries.
namespace frontdesk::storage {

struct NewMail {
  PracticeId practice;
  std::optional<ConversationId> conversation;
  std::string template_name;             ///< which mail: "request_received"
  Sensitive<std::string> recipient;      ///< one address
  std::string locale;                    ///< BCP 47
  Sensitive<std::string> payload;        ///< JSON for the template; a private link's token only encrypted
  std::string message_id;                ///< unique, without angle brackets
  Instant created_at;                    ///< due from then on
};

/// A row that one worker may deliver until its lease ends.
struct ClaimedMail {
  PracticeId practice;
  std::uint64_t id = 0;
  std::optional<ConversationId> conversation;
  std::string template_name;
  Sensitive<std::string> recipient;
  std::string locale;
  Sensitive<std::string> payload;
  std::string message_id;
  int tries = 0;                         ///< this one included; also what a report about this claim must match
  Instant created_at;
};

struct MailCounts {
  std::uint64_t waiting = 0;
  std::uint64_t retrying = 0;            ///< of those waiting: tried before
  std::uint64_t sent = 0;
  std::uint64_t given_up = 0;
  std::optional<Instant> oldest_waiting_at;
};

/// A mail that isn't delivered yet although it was tried; without its recipient.
struct TroubledMail {
  PracticeId practice;
  std::uint64_t id = 0;
  std::string template_name;
  int tries = 0;
  bool given_up = false;
  std::optional<Instant> next_try_at;    ///< absent when given up
  std::string last_error;                ///< a short code, nothing that was typed
};

/// When to try again after the `tries`-th failure; nothing when it is time to give up (after about three days).
[[nodiscard]] std::optional<Instant> next_mail_try(int tries, Instant now);

class OutboxRepository {
 public:
  virtual ~OutboxRepository() = default;

  /// Throws Duplicate for a message id that is there.
  virtual void insert(const NewMail& mail) = 0;

  /// Takes at most `most` due rows of all practices, oldest due first, for this worker alone until `lease_ends_at`; from then on they are
  /// due again. Commit before delivering. Safe with any number of workers, on several database nodes too (Conflict: claim again).
  [[nodiscard]] virtual std::vector<ClaimedMail> claim(Instant now, Instant lease_ends_at, int most) = 0;

  // Reports about a claim. False, and nothing changed, when the lease ended and another worker claimed it meanwhile.
  virtual bool mark_sent(const ClaimedMail& mail, Instant now) = 0;
  /// Waiting again until `next_try_at`; given up when there is none. `error` is a short code without personal data (cut at 120 bytes).
  virtual bool mark_failed(const ClaimedMail& mail, std::string_view error, std::optional<Instant> next_try_at) = 0;

  /// Of one practice, or of all.
  [[nodiscard]] virtual MailCounts counts(std::optional<PracticeId> practice) = 0;
  /// Latest first, at most `most`.
  [[nodiscard]] virtual std::vector<TroubledMail> troubled(int most) = 0;
  /// Everything given up or waiting for a later try is due now, of one practice or of all; returns how many.
  virtual std::uint64_t retry(std::optional<PracticeId> practice, Instant now) = 0;
};

}  // namespace frontdesk::storage
