// SPDX-License-Identifier: AGPL-3.0-or-later
#include <CLI/CLI.hpp>

#include "ctl/commands.h"
#include "frontdesk/time_text.h"
#include "storage/mysql/migrator.h"
#include "storage/mysql/server_check.h"

namespace frontdesk::ctl {
namespace {

using storage::mysql::MigrationState;

const char* word_for(MigrationState state) {
  switch (state) {
    case MigrationState::applied: return "applied";
    case MigrationState::pending: return "pending";
    case MigrationState::changed: return "CHANGED";
    case MigrationState::unknown: return "UNKNOWN";
  }
  return "";
}

const char* remedy_for(MigrationState state) {
  switch (state) {
    case MigrationState::changed: return "the file isn't the one that was applied: put back the file of the version that is installed";
    case MigrationState::unknown: return "a newer Frontdesk or plugin applied it: install that version here, too";
    default: return "";
  }
}

void show_status(Operator& op) {
  const auto files = op.migrations();
  const auto connection = op.connect(Account::serving);
  std::vector<std::vector<std::string>> rows;
  bool is_wrong = false;
  for (const auto& status : storage::mysql::migration_status(*connection, files)) {
    rows.push_back({status.component + "/" + status.name, word_for(status.state), status.applied_at ? to_string(*status.applied_at) : "", remedy_for(status.state)});
    is_wrong = is_wrong || status.state == MigrationState::changed || status.state == MigrationState::unknown;
  }
  print_table(op.out(), rows);
  if (is_wrong) throw failed("the schema and the files of this installation don't go together");
}

void migrate(Operator& op) {
  const auto files = op.migrations();
  const auto connection = op.connect(Account::migrating);
  storage::mysql::check_server(*connection);
  int count = 0;
  storage::mysql::migrate(*connection, files, op.now(), [&](const std::string& title) {
    op.out() << "applied " << title << std::endl;
    ++count;
  });
  storage::mysql::grant_to_serving_role(*connection, op.config().database_name);
  op.out() << (count == 0 ? "the schema was up to date already" : "the schema is up to date") << '\n';
}

}  // namespace

void add_migrate_command(CLI::App& app, Operator& op) {
  CLI::App* command = app.add_subcommand("migrate", "bring the database's schema up to date");
  command->footer("\nSafe to run at once from several hosts, and again after it was cut off.\n\n  frontdeskctl migrate\n  frontdeskctl migrate --status");
  auto only_status = std::make_shared<bool>(false);
  command->add_flag("--status", *only_status, "say what is applied and what is pending; change nothing");
  command->callback([&op, only_status] { *only_status ? show_status(op) : migrate(op); });
}

}  // namespace frontdesk::ctl
