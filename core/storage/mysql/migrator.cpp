// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/mysql/migrator.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <stdexcept>

#include "base/crypto.h"
#include "storage/errors.h"

namespace frontdesk::storage::mysql {
namespace {

namespace sql {

constexpr std::string_view create_table =
    "CREATE TABLE IF NOT EXISTS schema_migration ("
    "component VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, "
    "number INT NOT NULL, "
    "name VARCHAR(120) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, "
    "checksum BINARY(32) NOT NULL, "
    "claimed_by VARCHAR(120) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'server, connection and a random part', "
    "applied_at BIGINT NULL COMMENT 'NULL: begun and not finished', "
    "PRIMARY KEY (component, number)) ENGINE = InnoDB COMMENT = 'Which migrations were applied'";

constexpr std::string_view table_exists =
    "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'schema_migration'";

constexpr std::string_view stored = "SELECT component, number, name, checksum, applied_at FROM schema_migration ORDER BY component, number";

constexpr std::string_view claim =
    "INSERT INTO schema_migration (component, number, name, checksum, claimed_by, applied_at) VALUES (?, ?, ?, ?, ?, NULL)";

constexpr std::string_view claimed = "SELECT claimed_by, applied_at FROM schema_migration WHERE component = ? AND number = ?";

constexpr std::string_view take_over =
    "UPDATE schema_migration SET claimed_by = ?, name = ?, checksum = ? WHERE component = ? AND number = ? AND claimed_by = ? "
    "AND applied_at IS NULL";

constexpr std::string_view finish = "UPDATE schema_migration SET applied_at = ? WHERE component = ? AND number = ? AND claimed_by = ?";

constexpr std::string_view server = "SELECT CONCAT(@@hostname, ':', @@datadir), CONNECTION_ID()";
constexpr std::string_view get_lock = "SELECT GET_LOCK(?, 300)";
constexpr std::string_view release_lock = "SELECT RELEASE_LOCK(?)";
constexpr std::string_view pause = "SELECT SLEEP(0.5)";
constexpr std::string_view database_name = "SELECT DATABASE()";
constexpr std::string_view tables =
    "SELECT table_name FROM information_schema.tables WHERE table_schema = ? AND table_type = 'BASE TABLE' ORDER BY table_name";

}  // namespace sql

/// The serving account adds to these and never changes them.
constexpr std::array<std::string_view, 1> append_only{"conversation_history"};

/// Half seconds that a claim of another cluster node is waited for before it counts as left behind.
constexpr int patience = 120;

struct Stored {
  std::string name;
  Hash checksum{};
  std::optional<Instant> applied_at;
};
using StoredMigrations = std::map<std::pair<std::string, int>, Stored>;

std::string one_text(Connection& connection, std::string_view statement) {
  const auto rows = connection.prepare(statement).query();
  if (!rows->next()) throw std::logic_error("no answer to: " + std::string(statement));
  return rows->optional_text(1).value_or("");
}

StoredMigrations read_stored(Connection& connection) {
  StoredMigrations stored;
  {
    const auto count = connection.prepare(sql::table_exists).query();
    if (!count->next() || count->integer(1) == 0) return stored;
  }
  const auto rows = connection.prepare(sql::stored).query();
  while (rows->next()) {
    stored[{rows->text(1), static_cast<int>(rows->integer(2))}] = {
        .name = rows->text(3), .checksum = rows->hash(4), .applied_at = rows->optional_instant(5)};
  }
  return stored;
}

MigrationState state_of(const MigrationFile& file, const StoredMigrations& stored) {
  const auto found = stored.find({file.component, file.number});
  if (found == stored.end() || !found->second.applied_at) return MigrationState::pending;
  return found->second.checksum == file.checksum && found->second.name == file.name ? MigrationState::applied : MigrationState::changed;
}

void refuse_changed_and_newer(const std::vector<MigrationStatus>& all) {
  for (const MigrationStatus& one : all) {
    const std::string title = one.component + "/" + one.name + ".sql";
    if (one.state == MigrationState::changed) {
      throw WrongSchema(title + " isn't the file that was applied to this database. Put the original back; what should change goes into a new migration.");
    }
    if (one.state == MigrationState::unknown) {
      throw WrongSchema("the database has " + title + " applied, which isn't here: it belongs to a newer version. Install that version, or restore the database from before it.");
    }
  }
}

/// Makes this the one migrator of its server while it lives.
class ServerLock {
 public:
  explicit ServerLock(Connection& connection) : connection_(connection) {
    name_ = "frontdesk." + crypto::to_hex(crypto::hash(one_text(connection, sql::database_name))).substr(0, 40);
    std::unique_ptr<Rows> rows;
    try {
      rows = connection.prepare(sql::get_lock).text(name_).query();
    } catch (const Unavailable&) {
      throw;
    } catch (const std::runtime_error&) {
      return;  // clusters may refuse such locks; the claims decide alone then
    }
    is_held_ = rows->next() && rows->optional_integer(1) == 1;
    if (!is_held_) throw Conflict("another migration of this database has been running for minutes: look at it, then run this again");
  }
  ~ServerLock() {
    if (!is_held_) return;
    try {
      (void)connection_.prepare(sql::release_lock).text(name_).query();
    } catch (const std::exception&) {
      is_held_ = false;  // the lock went with the connection
    }
  }
  ServerLock(const ServerLock&) = delete;
  ServerLock& operator=(const ServerLock&) = delete;
  [[nodiscard]] bool is_held() const { return is_held_; }

 private:
  Connection& connection_;
  std::string name_;
  bool is_held_ = false;
};

class Migration {
 public:
  Migration(Connection& connection, const ServerLock& lock) : connection_(connection), lock_(lock) {
    const auto rows = connection.prepare(sql::server).query();
    if (!rows->next()) throw std::logic_error("the server doesn't say its name");
    server_ = rows->text(1).substr(0, 70);
    me_ = server_ + ":" + std::to_string(rows->id(2)) + ":" + crypto::random_token().reveal().substr(0, 12);
  }

  /// False when another migrator has done it.
  bool apply(const MigrationFile& file, Instant now) {
    if (!claim(file)) return false;
    for (const std::string& statement : split_statements(file.text)) {
      try {
        connection_.run(statement);
      } catch (const Unavailable&) {
        throw;
      } catch (const std::runtime_error& error) {
        throw std::runtime_error(file.title() + " failed; nothing after it was applied. " + error.what());
      }
    }
    connection_.prepare(sql::finish).instant(now).text(file.component).integer(file.number).text(me_).execute();
    return true;
  }

 private:
  bool claim(const MigrationFile& file) {
    for (int waited = 0;; ++waited) {
      try {
        connection_.prepare(sql::claim).text(file.component).integer(file.number).text(file.name).hash(file.checksum).text(me_).execute();
        return true;
      } catch (const Duplicate&) {
        // somebody was here first: done, at it, or gone in the middle
      } catch (const Conflict&) {
        continue;  // a cluster says it so
      }
      const auto [claimed_by, is_applied] = claimant(file);
      if (is_applied) return false;
      if (is_left_behind(claimed_by, waited) && take_over(file, claimed_by)) return true;
      (void)connection_.prepare(sql::pause).query();
    }
  }

  std::pair<std::string, bool> claimant(const MigrationFile& file) {
    const auto rows = connection_.prepare(sql::claimed).text(file.component).integer(file.number).query();
    if (!rows->next()) return {"", false};
    return {rows->text(1), rows->optional_instant(2).has_value()};
  }

  /// Who claimed on this server and isn't holding its lock is gone; of another server only time tells.
  [[nodiscard]] bool is_left_behind(const std::string& claimed_by, int waited) const {
    return (lock_.is_held() && claimed_by.starts_with(server_ + ":")) || waited >= patience;
  }

  bool take_over(const MigrationFile& file, const std::string& claimed_by) {
    try {
      return connection_.prepare(sql::take_over)
                 .text(me_)
                 .text(file.name)
                 .hash(file.checksum)
                 .text(file.component)
                 .integer(file.number)
                 .text(claimed_by)
                 .execute() == 1;
    } catch (const Conflict&) {
      return false;
    }
  }

  Connection& connection_;
  const ServerLock& lock_;
  std::string server_;
  std::string me_;
};

}  // namespace

std::vector<MigrationStatus> migration_status(Connection& connection, const std::vector<MigrationFile>& files) {
  const StoredMigrations stored = read_stored(connection);
  std::vector<MigrationStatus> all;
  std::map<std::string, int> last;
  for (const MigrationFile& file : files) {
    last[file.component] = file.number;
    const auto found = stored.find({file.component, file.number});
    all.push_back({.component = file.component,
                   .number = file.number,
                   .name = file.name,
                   .state = state_of(file, stored),
                   .applied_at = found == stored.end() ? std::nullopt : found->second.applied_at});
  }
  for (const auto& [key, one] : stored) {
    const auto known = last.find(key.first);
    if (known == last.end() || key.second <= known->second) continue;
    all.push_back(
        {.component = key.first, .number = key.second, .name = one.name, .state = MigrationState::unknown, .applied_at = one.applied_at});
  }
  return all;
}

void check_schema(Connection& connection, const std::vector<MigrationFile>& files) {
  const auto all = migration_status(connection, files);
  refuse_changed_and_newer(all);
  const auto pending = std::find_if(all.begin(), all.end(), [](const auto& one) { return one.state == MigrationState::pending; });
  if (pending == all.end()) return;
  const bool is_empty = std::all_of(all.begin(), all.end(), [](const auto& one) { return one.state == MigrationState::pending; });
  throw WrongSchema((is_empty ? std::string("the database has no tables of Frontdesk yet")
                              : "the database is older than this program: " + pending->component + "/" + pending->name + ".sql isn't applied") +
                    ". Run: frontdeskctl migrate");
}

void migrate(Connection& connection, const std::vector<MigrationFile>& files, Instant now, const std::function<void(const std::string&)>& done) {
  refuse_changed_and_newer(migration_status(connection, files));
  const ServerLock lock(connection);
  connection.run(sql::create_table);
  const auto all = migration_status(connection, files);
  refuse_changed_and_newer(all);
  Migration migration(connection, lock);
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (all[i].state == MigrationState::pending && migration.apply(files[i], now)) done(files[i].title());
  }
  refuse_changed_and_newer(migration_status(connection, files));
}

std::string serving_role(const std::string& database) { return database + "_serving"; }

void grant_to_serving_role(Connection& connection, const std::string& database) {
  std::vector<std::string> tables;
  {
    const auto rows = connection.prepare(sql::tables).text(database).query();
    while (rows->next()) tables.push_back(rows->text(1));
  }
  const std::string role = "`" + serving_role(database) + "`";
  for (const std::string& table : tables) {
    if (table == "schema_migration") continue;
    const bool only_grows = std::find(append_only.begin(), append_only.end(), table) != append_only.end();
    const std::string rights = only_grows ? "INSERT" : "INSERT, UPDATE, DELETE";
    try {
      connection.run("GRANT " + rights + " ON `" + database + "`.`" + table + "` TO " + role);
    } catch (const Unavailable&) {
      throw;
    } catch (const std::runtime_error& error) {
      throw Forbidden("the role " + serving_role(database) + " can't be given its rights; run sql/accounts.sql as the database's administrator, then this again. " +
                      error.what());
    }
  }
}

}  // namespace frontdesk::storage::mysql
