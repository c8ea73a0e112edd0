// SPDX-License-Identifier: AGPL-3.0-or-later
#include <CLI/CLI.hpp>
#include "ctl/commands.h"
namespace frontdesk::ctl {
void add_doctor_command(CLI::App&, Operator&) {}
}
