// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "frontdesk/result.h"
#include "frontdesk/sensitive.h"
#include "frontdesk/time.h"

/// One mail to one recipient, and how it looks on the wire (RFC 5322, MIME).
namespace frontdesk::mail {

struct Message {
  std::string from_name;             ///< the practice's; encoded where it isn't plain ASCII
  std::string from_address;
  Sensitive<std::string> to;         ///< one plain address
  std::string subject;
  std::string plain;                 ///< UTF-8, lines end with LF
  std::string html;                  ///< a whole document; empty: the mail has the plain text only
  std::string message_id;            ///< without angle brackets; the same over all tries
  Instant date;
};

/// Why a message can't be put on the wire. None of these goes away by trying again.
enum class MessageFault : std::uint8_t { bad_recipient = 1, bad_sender, bad_message_id, bad_header_text };
[[nodiscard]] std::string_view to_string(MessageFault fault);

/// One address, ASCII, local part and domain without quotes, comments or anything that means something in a header or an envelope; at most 254 bytes.
[[nodiscard]] bool is_plain_address(std::string_view address);

/// Header lines and body with CRLF, all of it ASCII, no line above 998 bytes. Names and subject with a control character, a line or
/// paragraph separator or malformed UTF-8 are refused: nothing typed can add a header.
[[nodiscard]] Result<std::string, MessageFault> on_the_wire(const Message& message);

}  // namespace frontdesk::mail
