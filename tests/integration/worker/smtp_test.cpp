// SPDX-License-Identifier: AGPL-3.0-or-later
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <string>
#include <thread>

#include "mail/transport.h"

using namespace frontdesk;
using mail::Delivery;

namespace {

/// Speaks just enough SMTP on loopback, for one connection; to `command` it says `answer`.
class SmtpServer {
 public:
  explicit SmtpServer(std::string command = "none", std::string answer = {})
      : command_(std::move(command)), answer_(std::move(answer)), listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    BOOST_REQUIRE(::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0);
    BOOST_REQUIRE(::listen(listener_, 4) == 0);
    BOOST_REQUIRE(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~SmtpServer() { finish(); }
  SmtpServer(const SmtpServer&) = delete;
  SmtpServer& operator=(const SmtpServer&) = delete;

  /// What the client said, once it hung up.
  const std::string& dialogue() {
    finish();
    return said_;
  }
  [[nodiscard]] int port() const { return port_; }

 private:
  void finish() {
    if (thread_.joinable()) {
      ::shutdown(listener_, SHUT_RDWR);
      thread_.join();
      ::close(listener_);
    }
  }
  void say(int client, const std::string& text) {
    const std::string line = text + "\r\n";
    static_cast<void>(::send(client, line.data(), line.size(), MSG_NOSIGNAL));
  }
  std::string answer_to(const std::string& line) {
    if (line.starts_with(command_)) return answer_;
    if (line.starts_with("EHLO")) return "250-test\r\n250-SIZE 100000\r\n250 8BITMIME";
    if (line.starts_with("DATA")) return "354 go on";
    if (line.starts_with("QUIT")) return "221 bye";
    return "250 ok";
  }
  void serve() {
    const int client = ::accept(listener_, nullptr, nullptr);
    if (client < 0) return;
    say(client, "220 test");
    std::string waiting;
    bool in_data = false;
    char buffer[4096];
    for (ssize_t size = 0; (size = ::recv(client, buffer, sizeof buffer, 0)) > 0;) {
      said_.append(buffer, static_cast<std::size_t>(size));
      waiting.append(buffer, static_cast<std::size_t>(size));
      for (std::size_t end = 0; (end = waiting.find("\r\n")) != std::string::npos;) {
        const std::string line = waiting.substr(0, end);
        waiting.erase(0, end + 2);
        if (in_data && line != ".") continue;
        const std::string answer = in_data ? answer_to(".") : answer_to(line);
        in_data = !in_data && line == "DATA" && answer.starts_with("354");
        if (!answer.empty()) say(client, answer);
      }
    }
    ::close(client);
  }

  const std::string command_;
  const std::string answer_;
  int listener_;
  int port_ = 0;
  std::string said_;
  std::thread thread_;
};

Delivery deliver_to(const SmtpServer& server, const std::string& message = "Subject: x\r\n\r\nhello\r\n") {
  const auto transport = mail::make_smtp_transport({.host = "127.0.0.1", .port = server.port(), .own_name = "portal.example", .timeout_seconds = 1});
  const Delivery delivery =
      transport->deliver({.from = "no-reply@portal.example", .to = Sensitive<std::string>("ana@example.org"), .message_id = "one@portal.example"}, message);
  transport->rest();
  return delivery;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(smtp)

BOOST_AUTO_TEST_CASE(T14_one_sender_one_recipient_and_lines_that_begin_with_a_dot_stay_in_the_text) {
  SmtpServer server;
  const auto delivery = deliver_to(server, "Subject: x\r\n\r\n.\r\n.hidden\r\nend\r\n");
  BOOST_TEST((delivery.outcome == Delivery::Outcome::delivered));
  const std::string& said = server.dialogue();
  BOOST_TEST(said.find("MAIL FROM:<no-reply@portal.example>\r\n") != std::string::npos);
  BOOST_TEST(said.find("RCPT TO:<ana@example.org>\r\n") != std::string::npos);
  BOOST_TEST(said.find("RCPT TO", said.find("RCPT TO") + 1) == std::string::npos);
  BOOST_TEST(said.find("\r\n..\r\n..hidden\r\nend\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_recipient_that_is_refused_for_ever_is_told_apart_from_later_and_away) {
  SmtpServer refusing("RCPT", "550 no such person");
  BOOST_TEST((deliver_to(refusing).outcome == Delivery::Outcome::refused));
  SmtpServer busy("RCPT", "450 mailbox busy");
  BOOST_TEST((deliver_to(busy).outcome == Delivery::Outcome::later));
  SmtpServer full(".", "452 no room");
  BOOST_TEST((deliver_to(full).outcome == Delivery::Outcome::later));
  SmtpServer hostile("MAIL", "550 not from you");
  BOOST_TEST((deliver_to(hostile).outcome == Delivery::Outcome::away));
  SmtpServer closing("EHLO", "421 shutting down");
  BOOST_TEST((deliver_to(closing).outcome == Delivery::Outcome::away));
}

BOOST_AUTO_TEST_CASE(no_word_of_the_server_gets_into_the_code) {
  SmtpServer server("RCPT", "550 ana@example.org is unknown");
  BOOST_TEST(deliver_to(server).code == "smtp_550");
}

BOOST_AUTO_TEST_CASE(a_server_that_says_nothing_is_away_after_the_time_out) {
  SmtpServer server("EHLO", "");
  const auto delivery = deliver_to(server);
  BOOST_TEST((delivery.outcome == Delivery::Outcome::away));
  BOOST_TEST(delivery.code == "smtp_timeout");
}

BOOST_AUTO_TEST_CASE(nobody_listening_is_away) {
  const auto transport = mail::make_smtp_transport({.host = "127.0.0.1", .port = 1, .own_name = "portal.example", .timeout_seconds = 1});
  const auto delivery = transport->deliver({.from = "a@b.example", .to = Sensitive<std::string>("ana@example.org"), .message_id = "x@y"}, "text");
  BOOST_TEST((delivery.outcome == Delivery::Outcome::away));
}

BOOST_AUTO_TEST_SUITE_END()
