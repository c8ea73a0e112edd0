// SPDX-License-Identifier: AGPL-3.0-or-later
#include <boost/test/unit_test.hpp>

#include "storage/calendar_repository.h"
#include "storage/errors.h"
#include "storage/mysql/migrator.h"
#include "storage/mysql/table_names.h"
#include "tests/support/practices.h"

using namespace frontdesk;
using namespace frontdesk::test;
using storage::AccessMode;

namespace {

/// A database with a table of the plugin `example`.
TestDatabase& with_plugin() {
  static const bool made = [] {
    database().run(
        "CREATE TABLE example_note (practice_id BIGINT UNSIGNED NOT NULL, id INT NOT NULL, words TEXT, PRIMARY KEY (practice_id, id))");
    const auto connection = storage::mysql::connect(database().migrating());
    storage::mysql::grant_to_serving_role(*connection, database().name());
    return true;
  }();
  BOOST_TEST(made);
  return database();
}

struct Call {
  explicit Call(const StoredPractice& practice) : work(with_plugin().pool().begin(AccessMode::read_write)), store(work->plugin_store("example", practice.id.value())) {}
  std::unique_ptr<storage::UnitOfWork> work;
  std::unique_ptr<Store> store;
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_plugins_rows_are_bound_to_the_calls_practice) {
  const auto mine = a_practice().stored_in(database());
  const auto theirs = a_practice().stored_in(database());
  for (const auto& practice : {mine, theirs}) {
    Call call(practice);
    BOOST_TEST(call.store->execute("INSERT INTO example_note (id, practice_id, words) VALUES (?, ?, ?)", {std::int64_t{7}, std::string("1' OR 1=1")}) == 1U);
    call.work->commit();
  }
  Call call(mine);
  BOOST_TEST(call.store->execute("UPDATE example_note SET words = ? WHERE practice_id = ? AND id = ?", {StoreValue{}, std::int64_t{7}}) == 1U);
  const auto rows = call.store->query("SELECT n.id, n.words FROM example_note n WHERE n.practice_id = ? AND n.id > ?", {std::int64_t{0}});
  BOOST_REQUIRE(rows.size() == 1U);
  BOOST_TEST((rows[0] == StoreRow{std::int64_t{7}, std::monostate{}}));
  Call other(theirs);
  const auto kept = other.store->query("SELECT words FROM example_note WHERE practice_id = ?", {});
  BOOST_REQUIRE(kept.size() == 1U);
  BOOST_TEST((kept[0][0] == StoreValue{std::string("1' OR 1=1")}));
}

BOOST_AUTO_TEST_CASE(a_plugin_reaches_no_table_but_its_own) {
  Call call(a_practice().stored_in(database()));
  for (const char* statement : {
           "SELECT email FROM staff WHERE practice_id = ?",
           "SELECT 1 FROM example_note n JOIN staff s ON s.practice_id = n.practice_id WHERE n.practice_id = ?",
           "SELECT 1 FROM example_note, staff WHERE example_note.practice_id = ?",
           "SELECT 1 FROM (staff) WHERE practice_id = ?",
           "SELECT (SELECT MAX(id) FROM staff) FROM example_note WHERE practice_id = ?",
           "SELECT 1 FROM example_note WHERE practice_id = ? UNION SELECT email FROM `staff`",
           "SELECT 1 FROM other.example_note WHERE practice_id = ?",
           "SELECT 1 FROM example_note /*! JOIN staff */ WHERE practice_id = ?",
           "SELECT 1 FROM example_note WHERE practice_id = ? -- x",
           "DROP TABLE example_note",
           "SELECT 1 FROM example_note",
           "UPDATE example_note SET practice_id = ?",
           "INSERT INTO example_note (practice_id, id) VALUES (?, 1), (2, 2)",
           "INSERT INTO example_note (practice_id, id) SELECT practice_id, id FROM example_note",
           "INSERT INTO example_note (practice_id, id) VALUES (1, ?)",
           "SELECT 1 FROM example WHERE practice_id = ?",
           "SELECT 1 INTO OUTFILE '/tmp/x' FROM example_note WHERE practice_id = ?",
       }) {
    BOOST_CHECK_THROW((void)call.store->query(statement, {}), std::logic_error);
  }
}

BOOST_AUTO_TEST_CASE(tables_are_read_from_a_statement_whatever_its_shape) {
  using storage::mysql::table_names;
  const auto names = [](std::string_view statement) { return table_names(statement).tables; };
  const std::vector<std::string> note{"example_note"};
  BOOST_TEST((names("delete from example_note where words = 'from staff'") == note));
  BOOST_TEST((names("INSERT INTO example_note (a) VALUES (?) ON DUPLICATE KEY UPDATE a = 1") == note));
  BOOST_TEST((names("SELECT a FROM example_note FOR UPDATE") == note));
  BOOST_TEST((names("CREATE TABLE IF NOT EXISTS example_note (a INT, FOREIGN KEY (a) REFERENCES practice (id) ON UPDATE CASCADE)") == note));
  BOOST_TEST((names("DROP TABLE IF EXISTS example_note") == note));
  BOOST_TEST((names("SELECT 1 FROM (SELECT 2 FROM staff) x") == std::vector<std::string>{"staff"}));
  BOOST_TEST(!table_names("SELECT 'open").is_plain);
}

BOOST_AUTO_TEST_CASE(a_plugins_busy_time_lies_on_the_calendar_and_bumps_its_version) {
  const auto practice = a_practice().stored_in(database());
  const Instant start = at("2026-12-01T14:00:00Z");
  const auto micros = [](Instant instant) { return instant.time_since_epoch().count(); };
  Call call(practice);
  for (const int hours : {1, 2}) {
    call.store->set_busy(practice.provider().value(), "vacation", micros(start), micros(start + std::chrono::hours{hours}));
  }
  const auto snapshot = call.work->calendars().load(practice.id, practice.provider(), start);
  BOOST_REQUIRE(snapshot.busy.size() == 1U);
  BOOST_TEST((snapshot.busy[0].source == BusySource::plugin && snapshot.busy[0].plugin == "example"));
  BOOST_TEST((snapshot.busy[0].end == start + std::chrono::hours{2}));
  BOOST_TEST(snapshot.version == 2U);
  call.store->clear_busy(practice.provider().value(), "vacation");
  BOOST_TEST(call.work->calendars().load(practice.id, practice.provider(), start).busy.empty());
  BOOST_CHECK_THROW(call.store->set_busy(practice.provider().value(), "x", 2, 2), std::invalid_argument);
  const auto foreign = a_practice().stored_in(database());
  BOOST_CHECK_THROW(call.store->set_busy(foreign.provider().value(), "x", 1, 2), storage::ConstraintViolation);
}
