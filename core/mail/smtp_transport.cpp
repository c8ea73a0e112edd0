// SPDX-License-Identifier: AGPL-3.0-or-later
#include <Poco/Net/Context.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SMTPClientSession.h>
#include <Poco/Net/SSLException.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>

#include <algorithm>
#include <sstream>

#include "mail/transport.h"

namespace frontdesk::mail {
namespace {

namespace net = Poco::Net;

/// A server's answer with the step at which it came; its words are dropped, since they may repeat an address.
struct Refused {
  int status;
  enum class About : std::uint8_t { server = 1, message } about;
};

class Session final : public net::SMTPClientSession {
 public:
  explicit Session(const net::StreamSocket& socket) : SMTPClientSession(socket) {}

  /// Returns what the server offers.
  std::string greet(const std::string& own_name) {
    std::string answer;
    const int status = sendCommand("EHLO", own_name, answer);
    if (!isPositiveCompletion(status)) throw Refused{status, Refused::About::server};
    std::transform(answer.begin(), answer.end(), answer.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return answer;
  }

  void start_tls(const std::string& host) {
    step("STARTTLS", Refused::About::server);
    net::Context::Ptr context(new net::Context(net::Context::TLS_CLIENT_USE, "", net::Context::VERIFY_STRICT, 9, true));
    context->requireMinimumProtocol(net::Context::PROTO_TLSV1_2);
    net::SecureStreamSocket secured(net::SecureStreamSocket::attach(socket(), host, context));
    socket() = secured;
  }

  void send(const Envelope& envelope, const std::string& message) {
    step("MAIL FROM:<" + envelope.from + ">", Refused::About::server);
    step("RCPT TO:<" + envelope.to.reveal() + ">", Refused::About::message);
    std::string answer;
    const int status = sendCommand("DATA", answer);
    if (!isPositiveIntermediate(status)) throw Refused{status, Refused::About::message};
    std::istringstream text(message);
    sendMessage(text);
  }

 private:
  void step(const std::string& command, Refused::About about) {
    std::string answer;
    const int status = sendCommand(command, answer);
    if (!isPositiveCompletion(status)) throw Refused{status, about};
  }
};

bool is_loopback(const std::string& host) { return host == "localhost" || host == "::1" || host.starts_with("127."); }

class SmtpTransport final : public Transport {
 public:
  explicit SmtpTransport(SmtpOptions options) : options_(std::move(options)) {}
  ~SmtpTransport() override { SmtpTransport::rest(); }

  Delivery deliver(const Envelope& envelope, const std::string& message) override {
    try {
      if (session_ == nullptr) connect();
      session_->send(envelope, message);
      return {.outcome = Delivery::Outcome::delivered, .code = {}};
    } catch (const Refused& refused) {
      return failed(refused);
    } catch (const net::SMTPException& refused) {
      return failed({refused.code(), Refused::About::message});
    } catch (const Poco::TimeoutException&) {
      return lost("smtp_timeout");
    } catch (const net::SSLException&) {
      return lost("smtp_tls");
    } catch (const Poco::Exception&) {
      return lost("smtp_unreachable");
    }
  }

  void rest() noexcept override {
    if (session_ == nullptr) return;
    try {
      session_->close();
    } catch (const Poco::Exception&) {
      // The server is gone already; there is nothing left to say goodbye to.
      session_.reset();
    }
    session_.reset();
  }

 private:
  void connect() {
    const Poco::Timespan timeout(options_.timeout_seconds, 0);
    net::StreamSocket socket;
    socket.connect(net::SocketAddress(options_.host, static_cast<Poco::UInt16>(options_.port)), timeout);
    socket.setReceiveTimeout(timeout);
    socket.setSendTimeout(timeout);
    auto session = std::make_unique<Session>(socket);
    session->open();
    std::string offers = session->greet(options_.own_name);
    if (offers.find("STARTTLS") != std::string::npos) {
      session->start_tls(options_.host);
      offers = session->greet(options_.own_name);
    } else if (!is_loopback(options_.host)) {
      throw net::SSLException("no STARTTLS");
    }
    if (!options_.user.empty()) {
      const bool takes_plain = offers.find("PLAIN") != std::string::npos;
      const auto method = takes_plain ? net::SMTPClientSession::AUTH_PLAIN : net::SMTPClientSession::AUTH_LOGIN;
      try {
        session->login(options_.own_name, method, options_.user, options_.password.reveal());
      } catch (const net::SMTPException& refused) {
        throw Refused{refused.code(), Refused::About::server};
      }
    }
    session_ = std::move(session);
  }

  /// "Never" counts only where it is said about this recipient or message: a server that refuses us may be set right tomorrow.
  Delivery failed(Refused refused) {
    session_.reset();
    auto outcome = Delivery::Outcome::away;
    if (refused.about == Refused::About::message) outcome = refused.status >= 500 ? Delivery::Outcome::refused : Delivery::Outcome::later;
    return {.outcome = outcome, .code = "smtp_" + std::to_string(refused.status)};
  }

  Delivery lost(std::string code) {
    session_.reset();
    return {.outcome = Delivery::Outcome::away, .code = std::move(code)};
  }

  SmtpOptions options_;
  std::unique_ptr<Session> session_;
};

}  // namespace

std::unique_ptr<Transport> make_smtp_transport(SmtpOptions options) { return std::make_unique<SmtpTransport>(std::move(options)); }

}  // namespace frontdesk::mail
