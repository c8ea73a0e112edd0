// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/mysql/migrator.h"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <future>

#include "storage/errors.h"
#include "tests/support/database.h"

using namespace frontdesk;
using namespace frontdesk::test;
namespace mysql = frontdesk::storage::mysql;
namespace fs = std::filesystem;

namespace {

const auto told_nothing = [](const std::string&) {};

/// A folder of migrations that a test writes itself.
class Folder {
 public:
  Folder() {
    static int made = 0;
    path_ = fs::temp_directory_path() / ("fdm-" + database().name() + "-" + std::to_string(++made));
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  void write(const std::string& name, const std::string& text) const { std::ofstream(path_ / name) << text; }
  void remove(const std::string& name) const { fs::remove(path_ / name); }
  [[nodiscard]] std::string path() const { return path_.string(); }
  [[nodiscard]] std::vector<mysql::MigrationFile> files() const { return mysql::read_migrations({{.component = "core", .path = path()}}); }

 private:
  fs::path path_;
};

std::vector<std::string> migrate(TestDatabase& into, const std::vector<mysql::MigrationFile>& files) {
  std::vector<std::string> done;
  const auto connection = mysql::connect(into.migrating());
  mysql::migrate(*connection, files, Instant{}, [&](const std::string& title) { done.push_back(title); });
  return done;
}

template <class Action>
std::string refusal(const Action& action) {
  try {
    action();
  } catch (const storage::WrongSchema& error) {
    return error.what();
  }
  return "not refused";
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

BOOST_AUTO_TEST_CASE(a_second_migration_finds_nothing_to_do) {
  TestDatabase empty(TestDatabase::Schema::empty);
  BOOST_TEST(migrate(empty, core_migrations()).size() == core_migrations().size());
  BOOST_TEST(migrate(empty, core_migrations()).empty());
  mysql::check_schema(*mysql::connect(empty.serving()), core_migrations());
}

BOOST_AUTO_TEST_CASE(an_empty_database_is_told_apart_from_an_old_one) {
  TestDatabase empty(TestDatabase::Schema::empty);
  const Folder folder;
  folder.write("0001_one.sql", "CREATE TABLE IF NOT EXISTS one (id INT);\n");
  const auto connection = mysql::connect(empty.serving());
  BOOST_TEST(has(refusal([&] { mysql::check_schema(*connection, folder.files()); }), "no tables of Frontdesk yet. Run: frontdeskctl migrate"));
  migrate(empty, folder.files());
  folder.write("0002_two.sql", "CREATE TABLE IF NOT EXISTS two (id INT);\n");
  BOOST_TEST(has(refusal([&] { mysql::check_schema(*connection, folder.files()); }), "core/0002_two.sql isn't applied. Run: frontdeskctl migrate"));
}

BOOST_AUTO_TEST_CASE(a_file_that_was_changed_after_it_was_applied_is_refused_and_nothing_is_done) {
  TestDatabase empty(TestDatabase::Schema::empty);
  const Folder folder;
  folder.write("0001_one.sql", "CREATE TABLE IF NOT EXISTS one (id INT);\n");
  migrate(empty, folder.files());
  folder.write("0001_one.sql", "CREATE TABLE IF NOT EXISTS one (id BIGINT);\n");
  folder.write("0002_two.sql", "CREATE TABLE IF NOT EXISTS two (id INT);\n");
  BOOST_TEST(has(refusal([&] { migrate(empty, folder.files()); }), "core/0001_one.sql isn't the file that was applied"));
  BOOST_TEST(empty.number("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'two'") == 0);
}

BOOST_AUTO_TEST_CASE(a_database_of_a_newer_version_is_refused) {
  TestDatabase empty(TestDatabase::Schema::empty);
  const Folder folder;
  folder.write("0001_one.sql", "CREATE TABLE IF NOT EXISTS one (id INT);\n");
  folder.write("0002_two.sql", "CREATE TABLE IF NOT EXISTS two (id INT);\n");
  migrate(empty, folder.files());
  folder.remove("0002_two.sql");
  BOOST_TEST(has(refusal([&] { migrate(empty, folder.files()); }), "0002_two.sql applied, which isn't here"));
  BOOST_TEST(has(refusal([&] { mysql::check_schema(*mysql::connect(empty.serving()), folder.files()); }), "newer version"));
}

BOOST_AUTO_TEST_CASE(gaps_doubles_and_other_names_are_refused_by_the_files_name) {
  const Folder folder;
  folder.write("0001_one.sql", "SELECT 1;\n");
  folder.write("0003_three.sql", "SELECT 1;\n");
  BOOST_TEST(has(refusal([&] { (void)folder.files(); }), "migration 2 of core is missing"));
  folder.write("0002_two.sql", "SELECT 1;\n");
  folder.write("0002_zwei.sql", "SELECT 1;\n");
  BOOST_TEST(has(refusal([&] { (void)folder.files(); }), "core/0002_zwei.sql: its number is there twice"));
  folder.remove("0002_zwei.sql");
  folder.write("4_four.sql", "SELECT 1;\n");
  BOOST_TEST(has(refusal([&] { (void)folder.files(); }), "4_four.sql isn't named like"));
  folder.remove("4_four.sql");
  folder.write("0004_four.sql", "");
  BOOST_TEST(has(refusal([&] { (void)folder.files(); }), "0004_four.sql can't be read or is empty"));
}

BOOST_AUTO_TEST_CASE(a_migration_that_was_cut_off_is_run_again) {
  TestDatabase empty(TestDatabase::Schema::empty);
  const Folder folder;
  folder.write("0001_one.sql", "CREATE TABLE IF NOT EXISTS one (id INT);\n\nCREATE TABLE broken (;\n");
  BOOST_CHECK_THROW(migrate(empty, folder.files()), std::runtime_error);
  BOOST_TEST(has(refusal([&] { mysql::check_schema(*mysql::connect(empty.serving()), folder.files()); }), "no tables"));
  folder.write("0001_one.sql", "CREATE TABLE IF NOT EXISTS one (id INT);\n\nCREATE TABLE IF NOT EXISTS whole (id INT);\n");
  BOOST_TEST(migrate(empty, folder.files()).size() == 1U);
  mysql::check_schema(*mysql::connect(empty.serving()), folder.files());
}

BOOST_AUTO_TEST_CASE(several_migrators_at_once_apply_each_file_once) {
  TestDatabase empty(TestDatabase::Schema::empty);
  const Folder folder;
  folder.write("0001_one.sql", "CREATE TABLE IF NOT EXISTS one (id INT);\n");
  // Not safe to run twice, on purpose.
  folder.write("0002_two.sql", "INSERT INTO one VALUES (1);\n");
  std::vector<std::future<std::size_t>> hosts;
  for (int host = 0; host < 6; ++host) {
    hosts.push_back(std::async(std::launch::async, [&] { return migrate(empty, folder.files()).size(); }));
  }
  std::size_t applied = 0;
  for (auto& host : hosts) applied += host.get();
  BOOST_TEST(applied == 2U);
  BOOST_TEST(empty.number("SELECT COUNT(*) FROM one") == 1);
}

BOOST_AUTO_TEST_CASE(a_plugin_brings_its_own_tables_and_touches_no_others) {
  TestDatabase empty(TestDatabase::Schema::empty);
  const Folder core;
  core.write("0001_one.sql", "CREATE TABLE IF NOT EXISTS one (id INT PRIMARY KEY);\n");
  const Folder plugin;
  plugin.write("0001_visit.sql", "CREATE TABLE IF NOT EXISTS example_visit (one_id INT, FOREIGN KEY (one_id) REFERENCES one (id));\n");
  const auto both = [&] {
    return mysql::read_migrations({{.component = "core", .path = core.path()}, {.component = "example", .path = plugin.path()}});
  };
  BOOST_TEST(migrate(empty, both()).size() == 2U);
  plugin.write("0002_bad.sql", "ALTER TABLE one ADD COLUMN IF NOT EXISTS mine INT;\n");
  BOOST_TEST(has(refusal([&] { (void)both(); }), "example/0002_bad.sql touches the table one"));
  // Taken away again, its tables stay and nobody minds.
  mysql::check_schema(*mysql::connect(empty.serving()), core.files());
}

BOOST_AUTO_TEST_CASE(statements_end_with_a_semicolon_at_the_end_of_a_line) {
  const auto statements = mysql::split_statements("-- a comment;\nINSERT INTO a VALUES ('x; y');\n\nCREATE TABLE b (\n  c INT\n);  \nSELECT 1");
  BOOST_REQUIRE(statements.size() == 3U);
  BOOST_TEST(statements[0] == "INSERT INTO a VALUES ('x; y')");
  BOOST_TEST(statements[1] == "CREATE TABLE b (\n  c INT\n)");
  BOOST_TEST(statements[2] == "SELECT 1");
}

BOOST_AUTO_TEST_CASE(the_serving_account_changes_no_tables_and_rewrites_no_history) {
  const auto serving = mysql::connect(database().serving());
  BOOST_CHECK_THROW(serving->run("CREATE TABLE mine (id INT)"), storage::Forbidden);
  BOOST_CHECK_THROW(serving->run("DROP TABLE seat"), storage::Forbidden);
  BOOST_CHECK_THROW(serving->run("ALTER TABLE seat ADD COLUMN x INT"), storage::Forbidden);
  BOOST_CHECK_THROW(serving->run("UPDATE conversation_history SET detail = 'x'"), storage::Forbidden);
  BOOST_CHECK_THROW(serving->run("DELETE FROM conversation_history"), storage::Forbidden);
  BOOST_CHECK_THROW(serving->run("UPDATE schema_migration SET name = 'x'"), storage::Forbidden);
  BOOST_CHECK_THROW(serving->run("INSERT INTO schema_migration VALUES ('x', 1, 'x', '', '', NULL)"), storage::Forbidden);
  BOOST_CHECK_THROW(serving->run("SELECT * FROM mysql.user"), storage::Forbidden);
  serving->run("UPDATE seat SET state = 3 WHERE practice_id = 0");
  serving->run("DELETE FROM staff_session WHERE practice_id = 0");
}

BOOST_AUTO_TEST_CASE(without_the_role_the_words_say_what_to_run) {
  TestDatabase database_without_role;
  database_without_role.run("DROP ROLE " + mysql::serving_role(database_without_role.name()));
  const auto connection = mysql::connect(database_without_role.migrating());
  try {
    mysql::grant_to_serving_role(*connection, database_without_role.name());
    BOOST_FAIL("granted to nobody");
  } catch (const storage::Forbidden& error) {
    BOOST_TEST(has(error.what(), "sql/accounts.sql"));
  }
  database_without_role.run("CREATE ROLE " + mysql::serving_role(database_without_role.name()));
}
