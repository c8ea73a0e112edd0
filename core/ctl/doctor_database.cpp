// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ctl/doctor.h"
#include "storage/errors.h"
#include "storage/mysql/migrator.h"
#include "storage/mysql/server_check.h"

namespace frontdesk::ctl {
namespace {

std::string place_of(const Config& config) {
  return config.database_socket.empty() ? config.database_host + ":" + std::to_string(config.database_port) : config.database_socket;
}

bool check_schema(Operator& op, storage::mysql::Connection& connection, Findings& findings) {
  try {
    const auto files = op.migrations();
    storage::mysql::check_schema(connection, files);
    findings.fine("schema", "up to date (" + std::to_string(files.size()) + " migrations)");
    return true;
  } catch (const storage::WrongSchema& error) {
    findings.broken("schema", error.what());
    return false;
  }
}

void check_migrating_account(Operator& op, Findings& findings) {
  const Config& config = op.config();
  if (config.migrating.user.empty() || !config.migrating_unreadable.empty()) return;  // not on this machine, or not for this user
  if (config.migrating.user == config.serving.user) {
    findings.weak("database", "one account migrates and serves: whoever takes over the host could change tables. sql/accounts.sql makes two");
    return;
  }
  try {
    static_cast<void>(op.connect(Account::migrating));
  } catch (const storage::Unavailable& error) {
    findings.broken("database", std::string("the migrating account can't sign in: ") + error.what());
  }
}

}  // namespace

bool check_database(Operator& op, Findings& findings) {
  std::unique_ptr<storage::mysql::Connection> connection;
  try {
    connection = op.connect(Account::serving);
    storage::mysql::check_server(*connection);
  } catch (const storage::Unavailable& error) {
    findings.broken("database", std::string(error.what()) + ": see that it runs, and [database] in " + op.config().file);
    return false;
  } catch (const storage::WrongSchema& error) {
    findings.broken("database", error.what());
    return false;
  }
  findings.fine("database", storage::mysql::server_version(*connection) + " at " + place_of(op.config()) + "; supported: " + storage::mysql::supported_servers());
  for (const std::string& warning : storage::mysql::server_warnings(*connection)) findings.weak("database", warning);
  check_migrating_account(op, findings);
  return check_schema(op, *connection, findings);
}

}  // namespace frontdesk::ctl
