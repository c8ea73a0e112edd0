// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace frontdesk::ctl {

/// What came of asking the installation's own web server.
struct Probe {
  int status = 0;        ///< of the answer; 0: none
  bool connected = false;
  std::string problem;   ///< why there is no answer
};

/// GET `path` at `base_url` ("http://host[:port]"), three seconds at most for each step. Of https only the connection is tried: `status`
/// stays 0.
[[nodiscard]] Probe probe(std::string_view base_url, std::string_view path);

/// A TCP connection to host and port, closed at once; empty when it came about, else why not.
[[nodiscard]] std::string connection_problem(const std::string& host, const std::string& port);

}  // namespace frontdesk::ctl
