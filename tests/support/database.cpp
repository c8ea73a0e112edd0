// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/support/database.h"

#include <pwd.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "storage/mysql/database.h"
#include "storage/mysql/migrator.h"

namespace frontdesk::test {
namespace {

namespace mysql = storage::mysql;

const std::string sources = FRONTDESK_SOURCES;

std::string first_line(const std::string& file) {
  std::ifstream in(file);
  std::string line;
  if (!std::getline(in, line)) throw std::runtime_error("no test server in " + file);
  return line;
}

/// A server for one suite alone, ended with it.
class OwnServer {
 public:
  OwnServer() : file_((std::filesystem::temp_directory_path() / ("fdt-" + std::to_string(getpid()))).string()) {
    command("mariadb_start.sh");
  }
  ~OwnServer() { command("mariadb_stop.sh"); }
  OwnServer(const OwnServer&) = delete;
  OwnServer& operator=(const OwnServer&) = delete;
  [[nodiscard]] const std::string& file() const { return file_; }

 private:
  void command(const std::string& script) const {
    if (std::system((sources + "/tests/support/" + script + " " + file_).c_str()) != 0) std::abort();
  }
  std::string file_;
};

std::string admin_user() {
  const passwd* account = getpwuid(geteuid());
  return account == nullptr ? "root" : account->pw_name;
}

std::string with_names(std::string text, const std::string& database) {
  const auto replace = [&](const std::string& place, const std::string& value) {
    for (auto at = text.find(place); at != std::string::npos; at = text.find(place, at + value.size())) text.replace(at, place.size(), value);
  };
  replace("@DATABASE@", database);
  replace("@HOST@", "localhost");
  replace("@SERVE_USER@", database + "_s");
  replace("@SERVE_PASSWORD@", "serving");
  replace("@MIGRATE_USER@", database + "_m");
  replace("@MIGRATE_PASSWORD@", "migrating");
  return text;
}

mysql::ConnectionOptions options(const std::string& user, const std::string& password, const std::string& database) {
  return {.socket = server_socket(), .host = {}, .user = user, .password = password, .database = database};
}

}  // namespace

const std::string& server_socket() {
  static const std::string socket = [] {
    mysql::initialise_driver();
    if (const char* file = std::getenv("FRONTDESK_TEST_MARIADB")) return first_line(file);
    static const OwnServer own;
    return first_line(own.file());
  }();
  return socket;
}

std::string core_migration_folder() { return sources + "/sql/core"; }

std::vector<mysql::MigrationFile> core_migrations() { return mysql::read_migrations({{.component = "core", .path = core_migration_folder()}}); }

TestDatabase::TestDatabase(Schema schema) {
  static int made = 0;
  name_ = "t" + std::to_string(getpid()) + "_" + std::to_string(++made);
  admin_ = mysql::connect(options(admin_user(), "", "mysql"));
  std::ifstream file(sources + "/sql/accounts.sql");
  const std::string accounts{std::istreambuf_iterator<char>(file), {}};
  for (const std::string& statement : mysql::split_statements(with_names(accounts, name_))) admin_->run(statement);
  admin_->run("USE " + name_);
  if (schema == Schema::migrated) {
    const auto connection = mysql::connect(migrating());
    mysql::migrate(*connection, core_migrations(), Instant{}, [](const std::string&) {});
    mysql::grant_to_serving_role(*connection, name_);
  }
}

TestDatabase::~TestDatabase() {
  pool_.reset();
  try {
    admin_->run("DROP DATABASE " + name_);
    admin_->run("DROP ROLE " + name_ + "_serving");
    admin_->run("DROP USER " + name_ + "_s@localhost, " + name_ + "_m@localhost");
  } catch (const std::exception&) {
    return;  // the server may have been ended by the test
  }
}

mysql::ConnectionOptions TestDatabase::serving() const { return options(name_ + "_s", "serving", name_); }
mysql::ConnectionOptions TestDatabase::migrating() const { return options(name_ + "_m", "migrating", name_); }
mysql::ConnectionOptions TestDatabase::administering() const { return options(admin_user(), "", name_); }

storage::Database& TestDatabase::pool() {
  if (!pool_) pool_ = mysql::make_database(serving(), 32);
  return *pool_;
}

mysql::Connection& TestDatabase::admin() { return *admin_; }

std::int64_t TestDatabase::number(std::string_view sql) {
  const auto rows = admin_->prepare(sql).query();
  if (!rows->next()) throw std::runtime_error("no row: " + std::string(sql));
  return rows->integer(1);
}

TestDatabase& database() {
  static TestDatabase shared;
  return shared;
}

}  // namespace frontdesk::test
