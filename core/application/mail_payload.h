// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/crypto.h"
#include "frontdesk/intake.h"
#include "frontdesk/sensitive.h"
#include "frontdesk/time.h"

/// What a row of the outbox carries beside its columns, written by the use case that caused the mail and read by the worker. Nothing else
/// may be in it: a mail never says who, what, where or why (DESIGN §6). The practice's name and phone are read when it is sent.
namespace frontdesk {

/// Mails that there are; each has a template of that name. All go to who sent the request.
enum class MailKind : std::uint8_t {
  request_received = 1,  ///< a request for a time is stored
  inquiry_received,
  request_accepted,
  request_declined,
  message_waiting,       ///< staff answered
  hold_ended,            ///< the time isn't held any more
  fresh_link,            ///< a new link after too many wrong answers
};
[[nodiscard]] std::string_view to_string(MailKind kind);
/// Nothing for any other word.
[[nodiscard]] std::optional<MailKind> parse_mail_kind(std::string_view text);

struct MailPayload {
  std::optional<Instant> start;      ///< of the appointment, where there is one
  std::string zone;                  ///< IANA: the clock that leads there (frontdesk/clocks.h); empty without a start
  Sensitive<std::string> link_token; ///< of the private page; empty: the mail has no link
  LinkPurpose purpose = LinkPurpose::request_page;
};

/// The key under which link tokens lie in the outbox.
[[nodiscard]] crypto::Key mail_link_key(const Sensitive<std::string>& installation_secret);

/// JSON for the outbox; the token is sealed.
[[nodiscard]] Sensitive<std::string> to_json(const MailPayload& payload, const crypto::Key& key);
/// Nothing when it isn't such a JSON, or its token was sealed with another key.
[[nodiscard]] std::optional<MailPayload> parse_mail_payload(std::string_view json, const crypto::Key& key);

/// A message id that no other mail has, for `outbox.message_id`: "<random>@<host of base_url>" without angle brackets.
[[nodiscard]] std::string new_message_id(std::string_view base_url);

}  // namespace frontdesk
