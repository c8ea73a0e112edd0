// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include "mail/transport.h"

namespace frontdesk::mail {
namespace {

/// Only what every file system takes as it is; other characters become '_'.
std::string file_name(const std::string& message_id) {
  std::string name = message_id;
  std::replace_if(
      name.begin(), name.end(),
      [](char c) {
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '@';
        return !is_plain;
      },
      '_');
  if (name.empty() || name.front() == '.') name.insert(name.begin(), '_');
  return name.substr(0, 200) + ".eml";
}

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

Delivery away(std::string code) { return {.outcome = Delivery::Outcome::away, .code = std::move(code)}; }

class DirectoryTransport final : public Transport {
 public:
  explicit DirectoryTransport(std::string directory) : directory_(std::move(directory)) {}

  Delivery deliver(const Envelope& envelope, const std::string& message) override {
    const std::string path = directory_ + '/' + file_name(envelope.message_id);
    struct stat found {};
    if (::stat(path.c_str(), &found) == 0) return {.outcome = Delivery::Outcome::delivered, .code = {}};
    // Two workers never write the same one, and what a crash left behind is replaced.
    const std::string unfinished = directory_ + "/." + file_name(envelope.message_id) + '.' + std::to_string(::getpid());
    const int descriptor = ::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0) return away("directory_unwritable");
    const bool is_whole = write_all(descriptor, message) && ::fsync(descriptor) == 0;
    const bool is_closed = ::close(descriptor) == 0;
    if (!is_whole || !is_closed) {
      ::unlink(unfinished.c_str());
      return away("directory_full");
    }
    if (std::rename(unfinished.c_str(), path.c_str()) != 0) {
      ::unlink(unfinished.c_str());
      return away("directory_unwritable");
    }
    return {.outcome = Delivery::Outcome::delivered, .code = {}};
  }

  void rest() noexcept override {}

 private:
  std::string directory_;
};

}  // namespace

std::unique_ptr<Transport> make_directory_transport(std::string directory) { return std::make_unique<DirectoryTransport>(std::move(directory)); }

}  // namespace frontdesk::mail
