// SPDX-License-Identifier: AGPL-3.0-or-later
#include <boost/test/unit_test.hpp>

#include "storage/calendar_repository.h"
#include "storage/errors.h"
#include "storage/mysql/configured.h"
#include "storage/mysql/server_check.h"
#include "storage/transaction.h"
#include "tests/support/practices.h"

using namespace frontdesk;
using namespace frontdesk::test;
namespace mysql = frontdesk::storage::mysql;

BOOST_AUTO_TEST_CASE(this_server_is_supported_and_its_loose_commits_are_named) {
  const auto connection = mysql::connect(database().serving());
  mysql::check_server(*connection);
  const auto warnings = mysql::server_warnings(*connection);  // the tests' server doesn't wait for the disk
  BOOST_REQUIRE(!warnings.empty());
  BOOST_TEST(warnings.front().find("innodb_flush_log_at_trx_commit = 1") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_transaction_that_met_a_conflict_runs_again_from_the_start) {
  const auto practice = a_practice().stored_in(database());
  int runs = 0;
  storage::in_transaction(database().pool(), [&](storage::UnitOfWork& work) {
    work.calendars().lock(practice.id, practice.provider());
    if (++runs < 3) throw storage::Conflict("as if");
  });
  BOOST_TEST(runs == 3);
  BOOST_TEST(database().pool().begin(storage::AccessMode::read_only)->calendars().versions(practice.id)->of(practice.provider()) == 1U);
  const auto always = [&](storage::UnitOfWork&) { throw storage::Conflict("as if"); };
  BOOST_CHECK_THROW(storage::in_transaction(database().pool(), always), storage::Conflict);
}

BOOST_AUTO_TEST_CASE(programs_open_only_a_database_whose_schema_is_theirs) {
  TestDatabase other(TestDatabase::Schema::empty);
  Config config;
  config.database_socket = server_socket();
  config.sql_path = core_migration_folder() + "/..";
  for (auto* of : {&other, &database()}) {
    config.database_name = of->name();
    config.serving = {.user = of->serving().user, .password = Sensitive<std::string>(of->serving().password)};
    if (of == &other) {
      BOOST_CHECK_THROW((void)mysql::open_checked(config, 1), storage::WrongSchema);
    } else {
      mysql::open_checked(config, 1)->ping();
    }
  }
  BOOST_CHECK_THROW((void)mysql::migrating_options(config), std::invalid_argument);
}
