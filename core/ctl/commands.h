// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "ctl/operator.h"

namespace CLI {
class App;
}

/// Each adds its commands to the program; what a command does runs while the command line is being read. `op` outlives `app`.
namespace frontdesk::ctl {

void add_migrate_command(CLI::App& app, Operator& op);
void add_import_commands(CLI::App& app, Operator& op);
void add_practice_commands(CLI::App& app, Operator& op);
void add_setting_commands(CLI::App& app, Operator& op);
void add_staff_commands(CLI::App& app, Operator& op);
void add_times_commands(CLI::App& app, Operator& op);
void add_plugin_commands(CLI::App& app, Operator& op);
void add_mail_commands(CLI::App& app, Operator& op);
void add_doctor_command(CLI::App& app, Operator& op);

/// The whole program: reads the arguments, does what they say, and returns the exit status (CONTRACT §5).
[[nodiscard]] int run(const std::vector<std::string>& arguments, Streams streams, Instant now, const std::string& version);

}  // namespace frontdesk::ctl
