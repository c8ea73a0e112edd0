// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ctl/http_probe.h"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

namespace frontdesk::ctl {
namespace {

constexpr int patience_milliseconds = 3000;

class Socket {
 public:
  explicit Socket(int descriptor) : descriptor_(descriptor) {}
  ~Socket() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

bool wait_for(int descriptor, short events) {
  pollfd one{.fd = descriptor, .events = events, .revents = 0};
  return poll(&one, 1, patience_milliseconds) == 1;
}

/// Empty when connected.
std::string try_address(const addrinfo& address, std::unique_ptr<Socket>& connected) {
  auto attempt = std::make_unique<Socket>(socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, address.ai_protocol));
  if (attempt->get() < 0) return std::strerror(errno);
  int error = 0;
  if (connect(attempt->get(), address.ai_addr, address.ai_addrlen) != 0) {
    error = errno;
    if (error == EINPROGRESS) {
      if (!wait_for(attempt->get(), POLLOUT)) return "no answer within three seconds";
      socklen_t size = sizeof error;
      getsockopt(attempt->get(), SOL_SOCKET, SO_ERROR, &error, &size);
    }
  }
  if (error != 0) return std::strerror(error);
  connected = std::move(attempt);
  return {};
}

std::string open_connection(const std::string& host, const std::string& port, std::unique_ptr<Socket>& connected) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (const int error = getaddrinfo(host.c_str(), port.c_str(), &hints, &found); error != 0) return gai_strerror(error);
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found, &freeaddrinfo);
  std::string problem = "the host has no address";
  for (const addrinfo* address = found; address != nullptr && !problem.empty(); address = address->ai_next) problem = try_address(*address, connected);
  return problem;
}

/// The first line of the answer; empty when none came.
std::string ask(int descriptor, const std::string& request) {
  if (send(descriptor, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size())) return {};
  std::string answer;
  char buffer[512];
  while (answer.find('\n') == std::string::npos && answer.size() < 4096 && wait_for(descriptor, POLLIN)) {
    const ssize_t size = recv(descriptor, buffer, sizeof buffer, 0);
    if (size <= 0) break;
    answer.append(buffer, static_cast<std::size_t>(size));
  }
  return answer.substr(0, answer.find('\n'));
}

}  // namespace

std::string connection_problem(const std::string& host, const std::string& port) {
  std::unique_ptr<Socket> connected;
  return open_connection(host, port, connected);
}

Probe probe(std::string_view base_url, std::string_view path) {
  const bool is_tls = base_url.starts_with("https://");
  const std::string authority(base_url.substr(is_tls ? 8 : 7));
  const auto colon = authority.find(':');
  const std::string port = colon == std::string::npos ? (is_tls ? "443" : "80") : authority.substr(colon + 1);
  Probe result;
  std::unique_ptr<Socket> connected;
  result.problem = open_connection(authority.substr(0, colon), port, connected);
  result.connected = connected != nullptr;
  if (!connected || is_tls) return result;
  const std::string line = ask(connected->get(), "GET " + std::string(path) + " HTTP/1.0\r\nHost: " + authority + "\r\nConnection: close\r\n\r\n");
  if (line.starts_with("HTTP/1.") && line.size() >= 12) {
    result.status = std::atoi(line.substr(9, 3).c_str());
  } else {
    result.problem = "what answers there doesn't speak HTTP";
  }
  return result;
}

}  // namespace frontdesk::ctl
