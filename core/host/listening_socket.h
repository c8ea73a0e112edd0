// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

namespace frontdesk {

/// Whether the descriptor is a socket that listens (so that spawn-fcgi, multiwatch or systemd opened it for us).
[[nodiscard]] bool is_listening_socket(int descriptor);

/// Opens a unix socket with mode 0660 at `path`, in the place of one that nobody listens on any more. Throws std::runtime_error with the remedy:
/// path too long, folder missing, something else lies there, another program listens there.
[[nodiscard]] int open_listening_socket(const std::string& path);

}  // namespace frontdesk
