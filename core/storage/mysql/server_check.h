// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "storage/mysql/connection.h"

/// Whether the server is one that Frontdesk's promises rest on.
namespace frontdesk::storage::mysql {

/// For people: "MariaDB 10.6 or newer (tested with 10.11)".
[[nodiscard]] std::string supported_servers();

/// The server's own version text.
[[nodiscard]] std::string server_version(Connection& connection);

/// Throws WrongSchema, naming version and remedy, for a server that isn't supported.
void check_server(Connection& connection);

/// What weakens promises without stopping anything, each a sentence with its remedy: commits that may be lost in a power cut, tables that
/// aren't transactional by default, a small packet size. Empty: all well.
[[nodiscard]] std::vector<std::string> server_warnings(Connection& connection);

}  // namespace frontdesk::storage::mysql
