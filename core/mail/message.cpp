// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/message.h"

#include <Poco/DateTimeFormat.h>
#include <Poco/Net/MailMessage.h>
#include <Poco/Net/StringPartSource.h>
#include <Poco/Timestamp.h>

#include <algorithm>
#include <sstream>

#include "base/utf8.h"
#include "mail/header_text.h"

namespace frontdesk::mail {
namespace {

bool is_one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

/// Dots stand between other characters only.
bool are_dots_inside(std::string_view text) {
  return !text.empty() && text.front() != '.' && text.back() != '.' && text.find("..") == std::string_view::npos;
}

bool is_message_id(std::string_view text) {
  const auto at = text.find('@');
  const auto is_atom = [](std::string_view part) {
    return are_dots_inside(part) && std::all_of(part.begin(), part.end(), [](char c) { return is_letter_or_digit(c) || is_one_of(c, "-_."); });
  };
  return at != std::string_view::npos && text.size() <= 250 && is_atom(text.substr(0, at)) && is_atom(text.substr(at + 1));
}

std::string with_crlf(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 32);
  for (const char c : text) {
    if (c == '\r') continue;
    if (c == '\n') out += '\r';
    out += c;
  }
  return out;
}

std::optional<MessageFault> fault_in(const Message& message) {
  if (!is_plain_address(message.to.reveal())) return MessageFault::bad_recipient;
  if (!is_plain_address(message.from_address)) return MessageFault::bad_sender;
  if (!is_message_id(message.message_id)) return MessageFault::bad_message_id;
  if (!is_plain_text(message.from_name, TextLines::one) || !is_plain_text(message.subject, TextLines::one)) return MessageFault::bad_header_text;
  return std::nullopt;
}

void add_part(Poco::Net::MailMessage& mail, const std::string& text, const std::string& type) {
  mail.addPart("", new Poco::Net::StringPartSource(with_crlf(text), type), Poco::Net::MailMessage::CONTENT_INLINE,
               Poco::Net::MailMessage::ENCODING_QUOTED_PRINTABLE);
}

}  // namespace

std::string_view to_string(MessageFault fault) {
  switch (fault) {
    case MessageFault::bad_recipient: return "bad_recipient";
    case MessageFault::bad_sender: return "bad_sender";
    case MessageFault::bad_message_id: return "bad_message_id";
    case MessageFault::bad_header_text: return "bad_header_text";
  }
  return "";
}

bool is_plain_address(std::string_view address) {
  const auto at = address.find('@');
  if (at == std::string_view::npos || address.size() > 254 || at > 64) return false;
  const auto local = address.substr(0, at);
  const auto domain = address.substr(at + 1);
  const bool local_is_sound = are_dots_inside(local) && std::all_of(local.begin(), local.end(), [](char c) {
                                return is_letter_or_digit(c) || is_one_of(c, "!#$%&'*+-/=?^_`{|}~.");
                              });
  const bool domain_is_sound =
      are_dots_inside(domain) && std::all_of(domain.begin(), domain.end(), [](char c) { return is_letter_or_digit(c) || is_one_of(c, "-."); });
  return local_is_sound && domain_is_sound;
}

Result<std::string, MessageFault> on_the_wire(const Message& message) {
  if (const auto fault = fault_in(message)) return failure(*fault);
  Poco::Net::MailMessage mail;
  mail.setSender(encoded_display_name(message.from_name) + " <" + message.from_address + ">");
  mail.addRecipient(Poco::Net::MailRecipient(Poco::Net::MailRecipient::PRIMARY_RECIPIENT, message.to.reveal()));
  mail.setSubject(encoded_header_text(message.subject));
  mail.setDate(Poco::Timestamp(message.date.time_since_epoch().count()));
  mail.set("Message-ID", "<" + message.message_id + ">");
  mail.set("Auto-Submitted", "auto-generated");
  if (message.html.empty()) {
    mail.set("Mime-Version", "1.0");
    mail.setContentType("text/plain; charset=utf-8");
    mail.setContent(with_crlf(message.plain), Poco::Net::MailMessage::ENCODING_QUOTED_PRINTABLE);
  } else {
    mail.setContentType("multipart/alternative");
    add_part(mail, message.plain, "text/plain; charset=utf-8");
    add_part(mail, message.html, "text/html; charset=utf-8");
  }
  std::ostringstream out;
  mail.write(out);
  return std::move(out).str();
}

}  // namespace frontdesk::mail
