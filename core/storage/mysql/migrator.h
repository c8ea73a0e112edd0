// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "storage/mysql/connection.h"
#include "storage/mysql/migration_files.h"

/// Brings the schema up to date and says how it stands. What was applied is kept in the table `schema_migration`.
namespace frontdesk::storage::mysql {

enum class MigrationState : std::uint8_t {
  applied = 1,
  pending,
  changed,  ///< the file isn't the one that was applied
  unknown,  ///< applied by a newer Frontdesk (or plugin): no file of that number here
};

struct MigrationStatus {
  std::string component;
  int number = 0;
  std::string name;
  MigrationState state = MigrationState::pending;
  std::optional<Instant> applied_at;
};

/// Of files and of what is stored, by component and number. What plugins applied that aren't here any more is left out. An empty
/// database has everything pending.
[[nodiscard]] std::vector<MigrationStatus> migration_status(Connection& connection, const std::vector<MigrationFile>& files);

/// What programs call at their start: throws WrongSchema, in words that say what to do, unless all files are applied as they are and
/// nothing newer is there. Needs SELECT only.
void check_schema(Connection& connection, const std::vector<MigrationFile>& files);

/// Applies what is pending, in order. Several at once are safe, also on several cluster nodes: a lock of the server, and a row that
/// claims each migration. One that was cut off is run again from its first statement (sql/CONVENTIONS.md: they can run twice).
/// `done` is told the title of each as it is applied. Throws WrongSchema (before anything was changed) for changed files and newer
/// schemas, Conflict when another migrator doesn't come to its end.
void migrate(Connection& connection, const std::vector<MigrationFile>& files, Instant now, const std::function<void(const std::string&)>& done);

/// The role that sql/accounts.sql makes for a database.
[[nodiscard]] std::string serving_role(const std::string& database);

/// Lets the serving role write each table that there is: all but those that only grow (INSERT) and `schema_migration` (nothing).
/// Safe to repeat. Throws Forbidden in words that name sql/accounts.sql when the role isn't there or this account may not grant.
void grant_to_serving_role(Connection& connection, const std::string& database);

}  // namespace frontdesk::storage::mysql
