// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "application/desk_call.h"
#include "storage/request_repository.h"

/// Mail to who sent a request. The outbox holds what may be said in it (a time and whose clock tells it) and the private link, sealed;
/// nothing else of the request.
namespace frontdesk {

/// The templates: "request_received", "inquiry_received", "request_accepted", "request_declined", "message_waiting", "fresh_link".
struct VisitorMail {
  LinkPurpose purpose = LinkPurpose::request_page;
  Sensitive<std::string> token;      ///< of the private link: `<base url>/o/<practice>/requests/<token>`
  std::optional<Instant> start;      ///< of a request for a time
  std::string zone;                  ///< IANA: by whose clock the start is told; empty without a start
  std::string other_zone;            ///< another clock to name beside it; empty where there is none
};

/// The outbox's payload.
[[nodiscard]] std::string to_payload(const VisitorMail& mail, const crypto::Key& mail_link_key);
/// Nothing when it isn't one, or was sealed with another key.
[[nodiscard]] std::optional<VisitorMail> read_payload(std::string_view payload, const crypto::Key& mail_link_key);

/// Makes a new mailed link and stores the mail for it, in the call's unit of work. Nothing happens where no e-mail address was given.
void mail_to_sender(const DeskCall& call, const storage::StoredRequest& request, std::string_view template_name);

}  // namespace frontdesk
