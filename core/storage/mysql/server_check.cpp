// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/mysql/server_check.h"

#include <charconv>
#include <optional>
#include <stdexcept>
#include <utility>

#include "storage/errors.h"

namespace frontdesk::storage::mysql {
namespace {

constexpr std::pair oldest{10, 6};

/// The first two numbers of "10.11.6-MariaDB-0+deb12u1".
std::optional<std::pair<int, int>> numbers_of(std::string_view version) {
  std::pair<int, int> numbers;
  const char* end = version.data() + version.size();
  const auto [dot, first] = std::from_chars(version.data(), end, numbers.first);
  if (first != std::errc{} || dot == end || *dot != '.') return std::nullopt;
  const auto [rest, second] = std::from_chars(dot + 1, end, numbers.second);
  if (second != std::errc{}) return std::nullopt;
  return numbers;
}

}  // namespace

std::string supported_servers() {
  return "MariaDB " + std::to_string(oldest.first) + "." + std::to_string(oldest.second) + " or newer (tested with 10.11)";
}

std::string server_version(Connection& connection) {
  const auto rows = connection.prepare("SELECT VERSION()").query();
  if (!rows->next()) throw std::logic_error("the server doesn't say its version");
  return rows->text(1);
}

void check_server(Connection& connection) {
  const std::string version = server_version(connection);
  const auto numbers = numbers_of(version);
  if (version.find("MariaDB") != std::string::npos && numbers && *numbers >= oldest) return;
  throw WrongSchema("the database server is " + version + "; Frontdesk needs " + supported_servers());
}

std::vector<std::string> server_warnings(Connection& connection) {
  std::vector<std::string> warnings;
  const auto rows =
      connection.prepare("SELECT @@innodb_flush_log_at_trx_commit, @@log_bin, @@sync_binlog, @@innodb_doublewrite, @@max_allowed_packet").query();
  if (!rows->next()) throw std::logic_error("the server doesn't say its settings");
  if (rows->integer(1) != 1) {
    warnings.emplace_back("commits may be lost in a power cut: set innodb_flush_log_at_trx_commit = 1 in MariaDB's configuration");
  }
  if (rows->integer(2) != 0 && rows->integer(3) != 1) {
    warnings.emplace_back("the binary log may lack commits after a power cut: set sync_binlog = 1 in MariaDB's configuration");
  }
  if (rows->integer(4) == 0) {
    warnings.emplace_back("a power cut may leave torn pages: set innodb_doublewrite = ON in MariaDB's configuration, unless the disk writes pages whole");
  }
  if (rows->integer(5) < 4 * 1024 * 1024) {
    warnings.emplace_back("long messages may be refused: set max_allowed_packet to 16M in MariaDB's configuration");
  }
  return warnings;
}

}  // namespace frontdesk::storage::mysql
