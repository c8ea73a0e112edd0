// SPDX-License-Identifier: AGPL-3.0-or-later
#include "host/cgi_call.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <iostream>

#include "host/listening_socket.h"
#include "host/serve_one.h"

extern char** environ;

namespace frontdesk {

namespace {

std::size_t read_input(char* into, std::size_t most) {
  while (true) {
    const auto count = ::read(STDIN_FILENO, into, most);
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) return 0;
  }
}

}  // namespace

bool is_cgi_call() {
  return std::getenv("GATEWAY_INTERFACE") != nullptr && std::getenv("REQUEST_METHOD") != nullptr && !is_listening_socket(STDIN_FILENO);
}

void answer_cgi_call(Site& site) {
  // The web server may keep the pipe open: no more than was announced is read.
  const char* announced = std::getenv("CONTENT_LENGTH");
  std::size_t left = announced == nullptr ? 0 : static_cast<std::size_t>(std::strtoull(announced, nullptr, 10));
  const http::BodyReader body = [&](char* into, std::size_t most) {
    const std::size_t count = left == 0 ? 0 : read_input(into, std::min(most, left));
    left -= count;
    return count;
  };
  // Only what describes the request: the program's own environment isn't part of it.
  http::Parameters parameters;
  for (const auto& parameter : parameters_of(environ)) {
    static constexpr std::array<std::string_view, 8> known{"REQUEST_METHOD", "REQUEST_URI", "QUERY_STRING", "CONTENT_TYPE",
                                                           "CONTENT_LENGTH", "REMOTE_ADDR", "SERVER_PROTOCOL", "FRONTDESK_REQUEST_ID"};
    const bool is_known = std::find(known.begin(), known.end(), parameter.first) != known.end();
    if (is_known || parameter.first.starts_with("HTTP_")) parameters.push_back(parameter);
  }
  const http::Answer answer = serve_one(site, parameters, body);
  std::cout << answer.head << answer.body << std::flush;
}

}  // namespace frontdesk
