// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/mysql/configured.h"

#include <stdexcept>

#include "storage/mysql/database.h"
#include "storage/mysql/migrator.h"
#include "storage/mysql/server_check.h"

namespace frontdesk::storage::mysql {
namespace {

ConnectionOptions options_of(const Config& config, const DatabaseAccount& account) {
  return {.socket = config.database_socket,
          .host = config.database_host,
          .port = config.database_port,
          .user = account.user,
          .password = account.password.reveal(),
          .database = config.database_name};
}

}  // namespace

ConnectionOptions serving_options(const Config& config) { return options_of(config, config.serving); }

ConnectionOptions migrating_options(const Config& config) {
  if (config.migrating.user.empty()) throw std::invalid_argument("[database] migrate_user isn't set: migrate where it is");
  ConnectionOptions options = options_of(config, config.migrating);
  options.io_timeout_seconds = 3600;
  return options;
}

std::unique_ptr<Database> open_checked(const Config& config, int pool_size) {
  const ConnectionOptions options = serving_options(config);
  const auto connection = connect(options);
  check_server(*connection);
  check_schema(*connection, read_migrations(migration_folders(config.sql_path, config.plugin_paths)));
  return make_database(options, pool_size);
}

}  // namespace frontdesk::storage::mysql
