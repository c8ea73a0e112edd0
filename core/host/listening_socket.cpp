// SPDX-License-Identifier: AGPL-3.0-or-later
#include "host/listening_socket.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace frontdesk {

namespace {

constexpr int longest_queue = 1024;

sockaddr_un address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) {
    throw std::runtime_error("[host] socket: " + path + " is too long for a socket (" + std::to_string(path.size()) + " characters, at most " +
                             std::to_string(sizeof address.sun_path - 1) + "); choose a shorter path");
  }
  std::memcpy(address.sun_path, path.c_str(), path.size());
  return address;
}

int new_socket() {
  const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) throw std::runtime_error(std::string("can't make a socket: ") + std::strerror(errno));
  return descriptor;
}

/// What a killed host left behind is removed; anything else stays and is an error.
void clear_place(const std::string& path, const sockaddr_un& address) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) return;
  if (!S_ISSOCK(status.st_mode)) throw std::runtime_error("[host] socket: " + path + " is something else than a socket; move it away or choose another path");
  const int probe = new_socket();
  const bool is_taken = ::connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(probe);
  if (is_taken) throw std::runtime_error("[host] socket: another program listens on " + path + " already; stop it or choose another path");
  ::unlink(path.c_str());
}

}  // namespace

bool is_listening_socket(int descriptor) {
  int listens = 0;
  socklen_t size = sizeof listens;
  return ::getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) == 0 && listens != 0;
}

int open_listening_socket(const std::string& path) {
  const sockaddr_un address = address_of(path);
  clear_place(path, address);
  const int descriptor = new_socket();
  const mode_t before = ::umask(0117);
  const bool is_bound = ::bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  const int error = errno;
  ::umask(before);
  if (!is_bound || ::listen(descriptor, longest_queue) != 0) {
    ::close(descriptor);
    throw std::runtime_error("[host] socket: can't listen on " + path + ": " + std::strerror(is_bound ? errno : error) +
                             " (its folder must exist and belong to the account of this program)");
  }
  return descriptor;
}

}  // namespace frontdesk
