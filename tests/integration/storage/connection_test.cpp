// SPDX-License-Identifier: AGPL-3.0-or-later
// Values go in and come out whole, and what the database does to us has its own error each.
#include <boost/test/unit_test.hpp>
#include <limits>

#include "base/crypto.h"
#include "storage/errors.h"
#include "storage/mysql/database.h"
#include "storage/calendar_repository.h"
#include "storage/practice_repository.h"
#include "tests/support/practices.h"

using namespace frontdesk;
using namespace frontdesk::test;
namespace mysql = frontdesk::storage::mysql;

namespace {

std::unique_ptr<mysql::Connection> a_connection() { return mysql::connect(database().migrating()); }

std::string a_table(const std::string& columns) {
  static int made = 0;
  const std::string name = "scratch_" + std::to_string(++made);
  database().run("CREATE TABLE " + name + " (" + columns + ") ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci");
  return name;
}

/// The reason that an action threw, as `Error`.
template <class Error, class Action>
std::string words_of(const Action& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing was thrown";
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_kind_of_value_comes_back_as_it_went_in) {
  const auto table = a_table("big BIGINT, unsign BIGINT UNSIGNED, words TEXT, yes BOOLEAN, hash BINARY(32), day DATE, small SMALLINT");
  const auto connection = a_connection();
  const mysql::Hash hash = crypto::random_bytes();
  const std::string words = "José \xF0\x9F\x92\x99 'quoted' \\ and\nmore " + std::string(60'000, 'x');
  const LocalDate day = std::chrono::local_days{std::chrono::year{2026} / 11 / 30};
  connection->prepare("INSERT INTO " + table + " VALUES (?, ?, ?, ?, ?, ?, ?)")
      .integer(std::numeric_limits<std::int64_t>::min())
      .id(std::numeric_limits<std::uint64_t>::max())
      .text(words)
      .flag(true)
      .hash(hash)
      .optional_date(day)
      .integer(-7)
      .execute();
  const auto rows = connection->prepare("SELECT * FROM " + table + " WHERE hash = ?").hash(hash).query();
  BOOST_REQUIRE(rows->next());
  BOOST_TEST(rows->integer(1) == std::numeric_limits<std::int64_t>::min());
  BOOST_TEST(rows->id(2) == std::numeric_limits<std::uint64_t>::max());
  BOOST_TEST((rows->text(3) == words));
  BOOST_TEST(rows->flag(4));
  BOOST_TEST((rows->hash(5) == hash));
  BOOST_TEST((rows->optional_date(6) == day));
  BOOST_TEST(rows->integer(7) == -7);
  BOOST_TEST(!rows->next());
}

BOOST_AUTO_TEST_CASE(a_statement_can_be_used_again_with_longer_values) {
  const auto table = a_table("words TEXT");
  const auto connection = a_connection();
  const std::string insert = "INSERT INTO " + table + " VALUES (?)";
  for (const std::size_t length : {1U, 100U, 60'000U}) connection->prepare(insert).text(std::string(length, 'y')).execute();
  const auto rows = connection->prepare("SELECT words FROM " + table + " ORDER BY LENGTH(words)").query();
  for (const std::size_t length : {1U, 100U, 60'000U}) {
    BOOST_REQUIRE(rows->next());
    BOOST_TEST(rows->text(1).size() == length);
  }
}

BOOST_AUTO_TEST_CASE(a_null_is_nothing_and_never_zero) {
  const auto table = a_table("number BIGINT NULL, words TEXT NULL, day DATE NULL");
  const auto connection = a_connection();
  connection->prepare("INSERT INTO " + table + " VALUES (?, ?, ?)")
      .optional_integer(std::nullopt)
      .optional_text(std::nullopt)
      .optional_date(std::nullopt)
      .execute();
  const auto rows = connection->prepare("SELECT * FROM " + table).query();
  BOOST_REQUIRE(rows->next());
  BOOST_TEST(!rows->optional_integer(1).has_value());
  BOOST_TEST(!rows->optional_text(2).has_value());
  BOOST_TEST(!rows->optional_date(3).has_value());
  BOOST_CHECK_THROW((void)rows->integer(1), std::logic_error);
  BOOST_CHECK_THROW((void)rows->text(2), std::logic_error);
}

BOOST_AUTO_TEST_CASE(values_too_few_or_too_many_are_a_mistake_in_the_program) {
  const auto connection = a_connection();
  BOOST_CHECK_THROW((void)connection->prepare("SELECT ? + ?").integer(1).query(), std::logic_error);
  BOOST_CHECK_THROW(connection->prepare("SELECT ?").integer(1).integer(2), std::logic_error);
  BOOST_TEST(connection->prepare("SELECT ? + ?").integer(1).integer(2).query()->next());
}

BOOST_AUTO_TEST_CASE(an_update_counts_the_rows_it_matched) {
  const auto table = a_table("id INT PRIMARY KEY, version INT");
  const auto connection = a_connection();
  connection->run("INSERT INTO " + table + " VALUES (1, 1)");
  BOOST_TEST(connection->prepare("UPDATE " + table + " SET version = 1 WHERE id = ?").integer(1).execute() == 1U);
  BOOST_TEST(connection->prepare("UPDATE " + table + " SET version = 1 WHERE id = ?").integer(2).execute() == 0U);
}

BOOST_AUTO_TEST_CASE(a_duplicate_names_its_constraint_and_not_the_value) {
  const auto table = a_table("mail VARCHAR(100), UNIQUE KEY one_mail_each (mail)");
  const auto connection = a_connection();
  const std::string insert = "INSERT INTO " + table + " VALUES (?)";
  connection->prepare(insert).text("o'hara@example.org").execute();
  try {
    connection->prepare(insert).text("o'hara@example.org").execute();
    BOOST_FAIL("stored twice");
  } catch (const storage::Duplicate& error) {
    BOOST_TEST(error.constraint == "one_mail_each");
    BOOST_TEST(std::string(error.what()).find("hara") == std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(what_was_typed_never_stands_in_an_error) {
  const auto table = a_table("words VARCHAR(5), number INT, day DATE");
  const auto connection = a_connection();
  const auto too_long = words_of<storage::ConstraintViolation>(
      [&] { connection->prepare("INSERT INTO " + table + " (words) VALUES (?)").text("marked-value").execute(); });
  const auto no_number = words_of<storage::ConstraintViolation>(
      [&] { connection->prepare("INSERT INTO " + table + " (number) VALUES (?)").text("marked-value").execute(); });
  BOOST_TEST(too_long.find("1406") != std::string::npos);
  BOOST_TEST(no_number.find("1366") != std::string::npos);
  BOOST_TEST((too_long + no_number).find("marked") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_lock_that_another_holds_is_a_conflict) {
  const auto table = a_table("id INT PRIMARY KEY");
  database().run("INSERT INTO " + table + " VALUES (1)");
  const auto one = a_connection();
  const auto other = a_connection();
  other->run("SET SESSION innodb_lock_wait_timeout = 1");
  one->begin(false);
  one->run("UPDATE " + table + " SET id = 2");
  other->begin(false);
  BOOST_CHECK_THROW(other->run("UPDATE " + table + " SET id = 3"), storage::Conflict);
  one->rollback();
  other->rollback();
}

BOOST_AUTO_TEST_CASE(a_deadlock_is_a_conflict) {
  const auto table = a_table("id INT PRIMARY KEY, value INT");
  database().run("INSERT INTO " + table + " VALUES (1, 0), (2, 0)");
  const auto one = a_connection();
  const auto other = a_connection();
  one->begin(false);
  other->begin(false);
  one->run("UPDATE " + table + " SET value = 1 WHERE id = 1");
  other->run("UPDATE " + table + " SET value = 1 WHERE id = 2");
  // One of the two is told; which one is the server's choice.
  one->run("SET SESSION innodb_lock_wait_timeout = 1");
  other->run("SET SESSION innodb_lock_wait_timeout = 1");
  int conflicts = 0;
  for (const auto& [connection, row] : {std::pair{one.get(), 2}, std::pair{other.get(), 1}}) {
    try {
      connection->run("UPDATE " + table + " SET value = 2 WHERE id = " + std::to_string(row));
    } catch (const storage::Conflict&) {
      ++conflicts;
    }
  }
  BOOST_TEST(conflicts >= 1);
  one->rollback();
  other->rollback();
}

BOOST_AUTO_TEST_CASE(a_lost_connection_is_unavailable_and_stays_broken) {
  const auto connection = a_connection();
  const auto rows = connection->prepare("SELECT CONNECTION_ID()").query();
  BOOST_REQUIRE(rows->next());
  database().run("KILL " + std::to_string(rows->integer(1)));
  BOOST_CHECK_THROW((void)connection->prepare("SELECT 1").query(), storage::Unavailable);
  BOOST_TEST(connection->is_broken());
  BOOST_CHECK_THROW(connection->run("SELECT 1"), storage::Unavailable);
  connection->rollback();
}

BOOST_AUTO_TEST_CASE(a_connection_lost_at_commit_leaves_the_outcome_unknown) {
  const auto table = a_table("id INT PRIMARY KEY");
  const auto connection = a_connection();
  connection->begin(false);
  connection->run("INSERT INTO " + table + " VALUES (1)");
  const auto rows = connection->prepare("SELECT CONNECTION_ID()").query();
  BOOST_REQUIRE(rows->next());
  database().run("KILL " + std::to_string(rows->integer(1)));
  BOOST_CHECK_THROW(connection->commit(), storage::OutcomeUnknown);
  BOOST_TEST(connection->is_broken());
}

BOOST_AUTO_TEST_CASE(a_connection_lost_before_commit_has_stored_nothing_for_sure) {
  const auto table = a_table("id INT PRIMARY KEY");
  const auto connection = a_connection();
  connection->begin(false);
  const auto rows = connection->prepare("SELECT CONNECTION_ID()").query();
  BOOST_REQUIRE(rows->next());
  database().run("KILL " + std::to_string(rows->integer(1)));
  BOOST_CHECK_THROW(connection->run("INSERT INTO " + table + " VALUES (1)"), storage::Unavailable);
  BOOST_CHECK_THROW(connection->commit(), storage::Unavailable);
}

BOOST_AUTO_TEST_CASE(after_a_conflict_nothing_is_stored_by_itself_until_it_is_rolled_back) {
  const auto table = a_table("id INT PRIMARY KEY");
  database().run("INSERT INTO " + table + " VALUES (1)");
  const auto holder = a_connection();
  holder->begin(false);
  holder->run("DELETE FROM " + table);
  const auto connection = a_connection();
  connection->run("SET SESSION innodb_lock_wait_timeout = 1");
  connection->begin(false);
  BOOST_CHECK_THROW(connection->run("DELETE FROM " + table), storage::Conflict);
  BOOST_CHECK_THROW(connection->run("INSERT INTO " + table + " VALUES (2)"), storage::Conflict);
  BOOST_CHECK_THROW(connection->commit(), storage::Conflict);
  connection->rollback();
  connection->begin(false);
  connection->run("INSERT INTO " + table + " VALUES (2)");
  connection->commit();
  holder->rollback();
  BOOST_TEST(database().number("SELECT COUNT(*) FROM " + table) == 2);
}

BOOST_AUTO_TEST_CASE(no_server_is_named_without_its_password) {
  mysql::ConnectionOptions options{.socket = "/nowhere/db.sock", .host = {}, .user = "someone", .password = "secret-word", .database = "x"};
  const auto words = words_of<storage::Unavailable>([&] { (void)mysql::connect(options); });
  BOOST_TEST(words.find("/nowhere/db.sock") != std::string::npos);
  BOOST_TEST(words.find("secret-word") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_writing_transaction_reads_what_was_committed_meanwhile_and_a_reading_one_a_single_moment) {
  const auto table = a_table("value INT");
  database().run("INSERT INTO " + table + " VALUES (1)");
  const auto value = [&](mysql::Connection& connection) {
    const auto rows = connection.prepare("SELECT value FROM " + table).query();
    return rows->next() ? rows->integer(1) : -1;
  };
  const auto writing = a_connection();
  const auto reading = a_connection();
  writing->begin(false);
  reading->begin(true);
  BOOST_TEST(value(*writing) == 1);
  BOOST_TEST(value(*reading) == 1);
  database().run("UPDATE " + table + " SET value = 2");
  BOOST_TEST(value(*writing) == 2);
  BOOST_TEST(value(*reading) == 1);
  writing->rollback();
  reading->rollback();
  // The level is of one transaction only.
  writing->begin(true);
  BOOST_TEST(value(*writing) == 2);
  database().run("UPDATE " + table + " SET value = 3");
  BOOST_TEST(value(*writing) == 2);
  writing->rollback();
}

BOOST_AUTO_TEST_CASE(a_link_name_is_found_by_its_key_and_byte_by_byte) {
  const auto practice = a_practice().stored_in(database());
  auto work = database().pool().begin(storage::AccessMode::read_only);
  BOOST_TEST(work->practices().resolve(practice.link_name).has_value());
  BOOST_TEST(!work->practices().resolve("p\xC3\xA9").has_value());
  BOOST_TEST(!work->practices().resolve(practice.link_name + " ").has_value());
  std::string capital = practice.link_name;
  capital[0] = 'P';
  BOOST_TEST(!work->practices().resolve(capital).has_value());
}

BOOST_AUTO_TEST_CASE(a_pool_goes_on_after_its_connections_were_lost) {
  const auto pool = mysql::make_database(database().serving(), 4);
  {
    const auto one = pool->begin(storage::AccessMode::read_only);
    const auto two = pool->begin(storage::AccessMode::read_only);
  }
  database().run("KILL USER " + database().serving().user + "@localhost");
  pool->ping();
  pool->ping();
}

BOOST_AUTO_TEST_CASE(a_pool_never_opens_more_than_its_size) {
  const auto pool = mysql::make_database(database().serving(), 2);
  auto one = pool->begin(storage::AccessMode::read_only);
  const auto two = pool->begin(storage::AccessMode::read_only);
  BOOST_CHECK_THROW((void)pool->begin(storage::AccessMode::read_only), storage::Unavailable);
  one.reset();
  pool->ping();
}

BOOST_AUTO_TEST_CASE(what_was_not_committed_is_not_there) {
  const auto practice = a_practice().stored_in(database());
  const auto version = [&] {
    return database().pool().begin(storage::AccessMode::read_only)->calendars().versions(practice.id)->of(practice.provider());
  };
  { database().pool().begin(storage::AccessMode::read_write)->calendars().lock(practice.id, practice.provider()); }
  BOOST_TEST(version() == 0U);
  const auto work = database().pool().begin(storage::AccessMode::read_write);
  work->calendars().lock(practice.id, practice.provider());
  work->commit();
  BOOST_TEST(version() == 1U);
  BOOST_CHECK_THROW((void)work->calendars(), std::logic_error);
}

BOOST_AUTO_TEST_CASE(a_reading_unit_of_work_can_not_write) {
  const auto practice = a_practice().stored_in(database());
  const auto work = database().pool().begin(storage::AccessMode::read_only);
  BOOST_CHECK_THROW(work->calendars().lock(practice.id, practice.provider()), std::runtime_error);
}
