// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/config.h"
#include "frontdesk/sensitive.h"

/// Where a message goes from here.
namespace frontdesk::mail {

struct Envelope {
  std::string from;
  Sensitive<std::string> to;
  std::string message_id;
};

struct Delivery {
  enum class Outcome : std::uint8_t {
    delivered = 1,
    later,    ///< not this one, not now
    away,     ///< server or folder can't be used now, for any message
    refused,  ///< the server won't take this one, now or ever
  };
  Outcome outcome = Outcome::later;
  std::string code;  ///< short, for outbox and log: "smtp_550", "directory_unwritable"; never words of a server, which may repeat an address
};

/// One thread.
class Transport {
 public:
  virtual ~Transport() = default;
  /// `message` as on_the_wire made it. Doesn't throw for what a server or a disk does.
  [[nodiscard]] virtual Delivery deliver(const Envelope& envelope, const std::string& message) = 0;
  /// After some deliveries in a row: says goodbye to the server.
  virtual void rest() noexcept = 0;
};

/// Each message a file `<message id>.eml`, mode 0600, complete from the moment it is there. One that is there already was delivered.
[[nodiscard]] std::unique_ptr<Transport> make_directory_transport(std::string directory);

struct SmtpOptions {
  std::string host;
  int port = 587;
  std::string user = {};                  ///< empty: no authentication
  Sensitive<std::string> password = {};
  std::string own_name = {};              ///< what this side calls itself in EHLO
  int timeout_seconds = 30;
};

/// STARTTLS where the server offers it, with its certificate checked against the system's; a server that doesn't offer it gets neither password
/// nor mail, unless it is on loopback. One connection for the messages of a round.
[[nodiscard]] std::unique_ptr<Transport> make_smtp_transport(SmtpOptions options);

/// SMTP where a server is configured, else the directory. Throws std::runtime_error naming the keys when there is neither.
[[nodiscard]] std::unique_ptr<Transport> make_transport(const Config& config);

/// `[mail] from`, else no-reply@<host of base_url>.
[[nodiscard]] std::string sender_address(const Config& config);

}  // namespace frontdesk::mail
