// SPDX-License-Identifier: AGPL-3.0-or-later
#include <CLI/CLI.hpp>

#include "ctl/commands.h"
#include "storage/errors.h"

namespace frontdesk::ctl {
namespace {

/// The innermost command that was named.
const CLI::App& named_command(const CLI::App& app) {
  const auto inner = app.get_subcommands();
  return inner.empty() ? app : named_command(*inner.front());
}

/// The first word that a command was expected in place of.
std::string unknown_command(const CLI::App& command, const std::vector<std::string>& arguments) {
  std::vector<std::string> names;
  for (const CLI::App* one : command.get_subcommands([](const CLI::App*) { return true; })) names.push_back(one->get_name());
  if (names.empty()) return {};
  bool is_value = false;
  bool is_below = command.get_parent() == nullptr;
  for (const std::string& word : arguments) {
    if (!is_below) {
      is_below = word == command.get_name();
    } else if (!is_value && !word.starts_with('-') && std::find(names.begin(), names.end(), word) == names.end()) {
      return "there is no command \"" + one_line(word) + "\"" + suggestion(word, names);
    }
    is_value = word == "--config";
  }
  return {};
}

int usage_error(const CLI::App& app, const CLI::ParseError& error, const std::vector<std::string>& arguments, std::ostream& err) {
  const CLI::App& command = named_command(app);
  const std::string unknown = unknown_command(command, arguments);
  err << "frontdeskctl: " << one_line(unknown.empty() ? error.what() : unknown) << '\n';
  std::string path;
  for (const CLI::App* one = &command; one->get_parent() != nullptr; one = one->get_parent()) path = " " + one->get_name() + path;
  err << "Try: frontdeskctl" << path << " --help\n";
  return 2;
}

int report(std::ostream& err, int status, const std::string& line) {
  err << "frontdeskctl: " << one_line(line) << '\n';
  return status;
}

void build(CLI::App& app, Operator& op, const std::string& version) {
  app.name("frontdeskctl");
  app.set_version_flag("--version", "frontdeskctl " + version);
  app.set_help_flag("-h,--help", "what it does, its options and examples");
  app.add_option("--config", op.config_file, "configuration file; left out: $FRONTDESK_CONFIG, else /etc/frontdesk/frontdesk.conf")->type_name("FILE");
  app.require_subcommand(1);
  app.fallthrough();
  app.get_formatter()->column_width(34);
  app.footer(
      "\nEach command has --help with examples. Exit status: 0 done, 1 failed (the reason on standard error), 2 wrong usage or bad input.\n\n"
      "  frontdeskctl migrate\n  frontdeskctl import harbor-therapy.json\n  frontdeskctl doctor");
  add_migrate_command(app, op);
  add_import_commands(app, op);
  add_practice_commands(app, op);
  add_setting_commands(app, op);
  add_staff_commands(app, op);
  add_times_commands(app, op);
  add_plugin_commands(app, op);
  add_mail_commands(app, op);
  add_doctor_command(app, op);
}

int parse_and_run(CLI::App& app, Operator& op, const std::vector<std::string>& arguments) {
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
    return 0;
  } catch (const CLI::Success& asked) {
    return app.exit(asked, op.out(), op.err());
  } catch (const CLI::ParseError& error) {
    return usage_error(app, error, arguments, op.err());
  } catch (const CommandError& error) {
    for (const std::string& line : error.lines()) report(op.err(), error.status(), line);
    return error.status();
  } catch (const storage::Unavailable& error) {
    return report(op.err(), 1, std::string(error.what()) + "; see that the database runs, then try again (`frontdeskctl doctor` tells more)");
  } catch (const storage::OutcomeUnknown& error) {
    return report(op.err(), 1, std::string(error.what()) + "; the connection was lost at the last step: look whether it was done before doing it again");
  } catch (const storage::Conflict& error) {
    return report(op.err(), 1, std::string(error.what()) + "; others changed the same at the same time: try again");
  } catch (const std::exception& error) {
    return report(op.err(), 1, error.what());
  }
}

}  // namespace

int run(const std::vector<std::string>& arguments, Streams streams, Instant now, const std::string& version) {
  Operator op(streams, now);
  CLI::App app("The operator's command line of Frontdesk.");
  build(app, op, version);
  const int status = parse_and_run(app, op, arguments);
  streams.out.flush();
  if (!streams.out) return report(streams.err, 1, "standard output could not be written");
  return status;
}

}  // namespace frontdesk::ctl
