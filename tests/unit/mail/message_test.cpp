// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/message.h"

#include <boost/test/unit_test.hpp>

#include "frontdesk/time_text.h"
#include "mail/header_text.h"

using namespace frontdesk;
using mail::Message;
using mail::MessageFault;

namespace {

Message a_message() {
  return {.from_name = "Harbor Therapy",
          .from_address = "no-reply@portal.example",
          .to = Sensitive<std::string>("ana@example.org"),
          .subject = "A message from Harbor Therapy",
          .plain = "Hello,\nthere is a message.\n",
          .html = "<p>Hello</p>",
          .message_id = "abc-123@portal.example",
          .date = *parse_instant("2026-11-24T15:00:00Z")};
}

std::string wire(const Message& message) {
  const auto text = mail::on_the_wire(message);
  BOOST_REQUIRE(text.has_value());
  return *text;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::string head_of(const std::string& text) { return text.substr(0, text.find("\r\n\r\n")); }

}  // namespace

BOOST_AUTO_TEST_SUITE(message)

BOOST_AUTO_TEST_CASE(the_head_has_sender_recipient_subject_id_date_and_says_that_it_is_automatic) {
  const std::string head = head_of(wire(a_message()));
  BOOST_TEST(has(head, "From: \"Harbor Therapy\" <no-reply@portal.example>"));
  BOOST_TEST(has(head, "To: <ana@example.org>"));
  BOOST_TEST(has(head, "Subject: A message from Harbor Therapy"));
  BOOST_TEST(has(head, "Message-ID: <abc-123@portal.example>"));
  BOOST_TEST(has(head, "Date: Tue, 24 Nov 2026 15:00:00 GMT"));
  BOOST_TEST(has(head, "Auto-Submitted: auto-generated"));
  BOOST_TEST(has(head, "Mime-Version: 1.0"));
}

BOOST_AUTO_TEST_CASE(plain_text_comes_before_html) {
  const std::string text = wire(a_message());
  BOOST_TEST(has(text, "multipart/alternative"));
  const auto plain = text.find("text/plain; charset=utf-8");
  const auto html = text.find("text/html; charset=utf-8");
  BOOST_REQUIRE(plain != std::string::npos);
  BOOST_REQUIRE(html != std::string::npos);
  BOOST_TEST(plain < html);
}

BOOST_AUTO_TEST_CASE(the_same_message_has_the_same_id_whenever_it_is_made) {
  BOOST_TEST(has(wire(a_message()), "<abc-123@portal.example>"));
  BOOST_TEST(has(wire(a_message()), "<abc-123@portal.example>"));
}

BOOST_AUTO_TEST_CASE(T14_an_address_that_could_add_a_header_or_a_recipient_is_refused) {
  for (const std::string address :
       {"a@b.example\r\nBcc: c@d.example", "a@b.example\nBcc:c@d.example", "a@b.example\r", "a@b.example,c@d.example", "a@b.example c@d.example",
        "\"a b\"@c.example", "<a@b.example>", "a@b@c.example", "a(x)@b.example", "a@b.example>", "a;b@c.example", "@b.example", "a@", "a", "", ".a@b.example",
        "a..b@c.example", "a@b..example", "a@b.example\xE2\x80\xA8", "j\xC3\xB3se@b.example"}) {
    Message message = a_message();
    message.to = Sensitive<std::string>(address);
    const auto text = mail::on_the_wire(message);
    BOOST_REQUIRE_MESSAGE(!text.has_value(), address);
    BOOST_TEST((text.error() == MessageFault::bad_recipient));
  }
  Message nul = a_message();
  nul.to = Sensitive<std::string>(std::string("a\0@b.example", 12));
  BOOST_TEST(!mail::on_the_wire(nul).has_value());
}

BOOST_AUTO_TEST_CASE(T14_names_and_subjects_with_line_breaks_are_refused) {
  for (const std::string& text : {std::string("Harbor\r\nBcc: x@y.example"), std::string("Harbor\nX: y"), std::string("Harbor\rX"), std::string("Har\0bor", 7),
                                 std::string("Harbor\xE2\x80\xA8X"), std::string("Harbor\xE2\x80\xA9X"), std::string("Harbor\xFF")}) {
    Message named = a_message();
    named.from_name = text;
    BOOST_TEST((mail::on_the_wire(named).error() == MessageFault::bad_header_text));
    Message titled = a_message();
    titled.subject = text;
    BOOST_TEST((mail::on_the_wire(titled).error() == MessageFault::bad_header_text));
  }
}

BOOST_AUTO_TEST_CASE(a_message_id_that_is_none_is_refused) {
  for (const std::string id : {"", "no-at", "a@b@c", "a b@c", "a@b>\r\nX: y", "<a@b>"}) {
    Message message = a_message();
    message.message_id = id;
    BOOST_TEST((mail::on_the_wire(message).error() == MessageFault::bad_message_id));
  }
}

BOOST_AUTO_TEST_CASE(names_outside_ascii_are_encoded_and_quotes_are_escaped) {
  BOOST_TEST(mail::encoded_display_name("Praxis M\xC3\xBCller") == "=?UTF-8?B?UHJheGlzIE3DvGxsZXI=?=");
  BOOST_TEST(mail::encoded_display_name("The \"Harbor\" \\ Co") == "\"The \\\"Harbor\\\" \\\\ Co\"");
  BOOST_TEST(mail::encoded_header_text("=?UTF-8?B?eA==?=").starts_with("=?UTF-8?B?"));
  BOOST_TEST(mail::encoded_header_text("=?UTF-8?B?eA==?=") != "=?UTF-8?B?eA==?=");
}

BOOST_AUTO_TEST_CASE(a_long_name_is_folded_between_characters) {
  std::string name;
  for (int i = 0; i < 60; ++i) name += "\xE5\xB1\xB1";
  const std::string text = mail::encoded_header_text(name);
  std::size_t words = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find("\r\n ", at), text.size());
    const std::string word = text.substr(at, end - at);
    BOOST_TEST(word.size() <= 75U);
    BOOST_TEST(word.starts_with("=?UTF-8?B?"));
    // Whole three-byte characters make whole groups of base64: no padding.
    BOOST_TEST(!has(word, "=?="));
    ++words;
    at = end + 3;
  }
  BOOST_TEST(words > 1U);
}

BOOST_AUTO_TEST_CASE(lines_stay_below_998_bytes_and_are_ascii_whatever_is_in_the_text) {
  Message message = a_message();
  message.plain = std::string(5000, 'x') + "\n.\n.hidden\n" + "M\xC3\xBCller \xF0\x9F\x8C\x8A\n";
  message.html = "<p>" + std::string(5000, 'y') + "</p>";
  const std::string text = wire(message);
  std::size_t line = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    BOOST_REQUIRE(static_cast<unsigned char>(text[i]) < 0x80U);
    if (text[i] == '\n') {
      BOOST_REQUIRE(i > 0);
      BOOST_REQUIRE(text[i - 1] == '\r');
      BOOST_REQUIRE(line <= 998U);
      line = 0;
    } else {
      ++line;
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
