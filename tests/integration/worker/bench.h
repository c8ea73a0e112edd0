// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "application/mail_payload.h"
#include "storage/outbox_repository.h"
#include "tests/support/practices.h"
#include "worker/workshop.h"

namespace frontdesk::test {

/// A worker with a database, a folder for mail and the plugin `watcher`, whose tables are empty at the beginning.
class Bench {
 public:
  Bench();
  ~Bench();
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;

  [[nodiscard]] Config config() const;
  /// A worker of its own each time.
  [[nodiscard]] std::unique_ptr<Workshop> worker() const { return std::make_unique<Workshop>(config()); }

  /// Where mail is delivered; it doesn't exist after `remove_mail_folder`.
  [[nodiscard]] const std::string& mail_folder() const { return mail_folder_; }
  void remove_mail_folder() const;
  void make_mail_folder() const;
  /// Contents of the messages that are there, quoted-printable decoded.
  [[nodiscard]] std::vector<std::string> messages() const;

 private:
  std::string folder_;
  std::string mail_folder_;
};

/// A mail to a visitor of `practice`, due at `due`.
struct MailSpec {
  std::string template_name = "request_accepted";
  std::string message_id = "one@portal.example";
  std::string recipient = "ana@example.org";
  std::string payload = {};  ///< empty: one with a time and a link
};
inline constexpr const char* link_token = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
void put_mail(const Bench& bench, const StoredPractice& practice, const MailSpec& mail, Instant due);

}  // namespace frontdesk::test
