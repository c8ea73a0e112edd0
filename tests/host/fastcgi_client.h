// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <string>
#include <thread>

/// The web server's side of FastCGI, as much as tests need, and as wrong as they like.
namespace frontdesk::test {

using Clock = std::chrono::steady_clock;

/// Asks again and again instead of waiting a fixed time.
template <class Condition>
bool soon(const Condition& condition, std::chrono::seconds limit = std::chrono::seconds(20)) {
  for (const auto end = Clock::now() + limit; Clock::now() < end; std::this_thread::sleep_for(std::chrono::milliseconds(5))) {
    if (condition()) return true;
  }
  return false;
}

inline std::string record(unsigned char type, const std::string& content) {
  std::string text{1, static_cast<char>(type), 0, 1};
  text += static_cast<char>(content.size() >> 8U);
  text += static_cast<char>(content.size() & 255U);
  return text + std::string(2, '\0') + content;
}

inline std::string pair(const std::string& name, const std::string& value) { return std::string{static_cast<char>(name.size()), static_cast<char>(value.size())} + name + value; }

inline const std::string begin_request = record(1, std::string("\0\1\0\0\0\0\0\0", 8));

class Connection {
 public:
  explicit Connection(const std::string& path) : descriptor_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    is_open_ = ::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  ~Connection() { ::close(descriptor_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] bool is_open() const { return is_open_; }
  void send(const std::string& bytes) const { static_cast<void>(::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL)); }
  void ask(const std::string& target) const {
    send(begin_request + record(4, pair("REQUEST_METHOD", "GET") + pair("REQUEST_URI", target)) + record(4, "") + record(5, ""));
  }
  /// Everything up to the end; empty when the other side went away without a word.
  [[nodiscard]] std::string answer() const {
    std::string all;
    char part[4096];
    for (ssize_t count = 0; (count = ::recv(descriptor_, part, sizeof part, 0)) > 0;) all.append(part, static_cast<std::size_t>(count));
    return all;
  }

 private:
  int descriptor_;
  bool is_open_ = false;
};

}  // namespace frontdesk::test
