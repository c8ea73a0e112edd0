// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ctl/doctor.h"

#include <CLI/CLI.hpp>
#include <functional>

#include "ctl/commands.h"

namespace frontdesk::ctl {
namespace {

const char* word_for(Findings::Level level) {
  switch (level) {
    case Findings::Level::fine: return "ok";
    case Findings::Level::weak: return "WARN";
    case Findings::Level::broken: return "FAIL";
  }
  return "";
}

/// What a check can't do because of an error that it didn't foresee is a finding, too.
void guarded(const char* what, Findings& findings, const std::function<void()>& check) {
  try {
    check();
  } catch (const std::exception& error) {
    findings.broken(what, error.what());
  }
}

bool read_configuration(Operator& op, Findings& findings) {
  try {
    static_cast<void>(op.config());
    findings.fine("configuration", op.config().file);
    return true;
  } catch (const CommandError& error) {
    for (const std::string& line : error.lines()) findings.broken("configuration", line);
    return false;
  }
}

void examine(Operator& op, Findings& findings) {
  if (!read_configuration(op, findings)) return;
  bool database_is_fit = false;
  guarded("files", findings, [&] { check_files(op, findings); });
  guarded("database", findings, [&] { database_is_fit = check_database(op, findings); });
  guarded("time zones", findings, [&] { check_zones(op, findings); });
  guarded("plugins", findings, [&] { check_plugins_and_templates(op, findings); });
  guarded("web server", findings, [&] { check_route(op, findings); });
  guarded("mail", findings, [&] { check_mail(op, database_is_fit, findings); });
  guarded("machine", findings, [&] { check_machine(op, findings); });
  if (database_is_fit) guarded("practices", findings, [&] { check_practices(op, findings); });
  if (database_is_fit) guarded("plugins", findings, [&] { check_plugin_health(op, findings); });
}

void doctor(Operator& op) {
  Findings findings;
  examine(op, findings);
  std::vector<std::vector<std::string>> rows;
  int broken = 0;
  int weak = 0;
  for (const auto& finding : findings.all()) {
    rows.push_back({word_for(finding.level), finding.what, one_line(finding.words)});
    broken += finding.level == Findings::Level::broken ? 1 : 0;
    weak += finding.level == Findings::Level::weak ? 1 : 0;
  }
  print_table(op.out(), rows);
  op.out().flush();
  if (broken > 0) throw failed(std::to_string(broken) + (broken == 1 ? " check" : " checks") + " failed");
  op.out() << (weak == 0 ? "all is well\n" : "it works; " + std::to_string(weak) + (weak == 1 ? " warning\n" : " warnings\n"));
}

}  // namespace

void add_doctor_command(CLI::App& app, Operator& op) {
  CLI::App* command = app.add_subcommand("doctor", "check everything that an installation needs, and say what to do");
  command->footer("\nChanges nothing. Exit status 1 when a check failed; warnings alone are 0. Run it as the user who runs the programs.\n\n  frontdeskctl doctor");
  command->callback([&op] { doctor(op); });
}

}  // namespace frontdesk::ctl
