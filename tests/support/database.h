// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "storage/database.h"
#include "storage/mysql/connection.h"
#include "storage/mysql/migration_files.h"

/// A real MariaDB for tests. Under ctest all suites of a run share one private server (tests/support/mariadb_start.sh); a suite that
/// is run by hand starts one of its own and ends it at exit. No suite sees another's database.
namespace frontdesk::test {

/// The private server's socket.
const std::string& server_socket();

/// A database of its own, with the accounts of sql/accounts.sql and, unless `empty`, migrated and granted; dropped at the end.
class TestDatabase {
 public:
  enum class Schema { migrated = 1, empty };
  explicit TestDatabase(Schema schema = Schema::migrated);
  ~TestDatabase();
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;

  [[nodiscard]] const std::string& name() const { return name_; }
  // Options for each account, to open connections of one's own.
  [[nodiscard]] storage::mysql::ConnectionOptions serving() const;
  [[nodiscard]] storage::mysql::ConnectionOptions migrating() const;
  [[nodiscard]] storage::mysql::ConnectionOptions administering() const;

  /// A pool of up to 32 connections of the serving account, opened when needed.
  [[nodiscard]] storage::Database& pool();
  /// The administrator's connection: for what no repository does. Autocommit.
  [[nodiscard]] storage::mysql::Connection& admin();
  /// One statement by the administrator.
  void run(std::string_view sql) { admin().run(sql); }
  /// The first column of the first row, by the administrator.
  [[nodiscard]] std::int64_t number(std::string_view sql);

 private:
  std::string name_;
  std::unique_ptr<storage::mysql::Connection> admin_;
  std::unique_ptr<storage::Database> pool_;
};

/// Where the core's migrations lie in the sources, and what they are.
[[nodiscard]] std::string core_migration_folder();
[[nodiscard]] std::vector<storage::mysql::MigrationFile> core_migrations();

/// The suite's database, made when first asked for.
TestDatabase& database();

}  // namespace frontdesk::test
