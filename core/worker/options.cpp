// SPDX-License-Identifier: AGPL-3.0-or-later
#include "worker/options.h"

namespace frontdesk {

Result<WorkerOptions, std::string> parse_worker_options(const std::vector<std::string>& arguments) {
  WorkerOptions options;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (word == "--help" || word == "-h") {
      options.act = WorkerOptions::Act::help;
    } else if (word == "--version") {
      options.act = WorkerOptions::Act::version;
    } else if (word == "--once") {
      options.act = WorkerOptions::Act::once;
    } else if (word == "--config") {
      if (++i == arguments.size()) return failure(std::string("--config needs a file"));
      options.config_file = arguments[i];
    } else if (word.starts_with("--config=")) {
      options.config_file = word.substr(std::string_view("--config=").size());
    } else {
      return failure("unknown option " + word);
    }
  }
  return options;
}

std::string worker_help() {
  return "usage: frontdesk-worker [--config FILE] [--once]\n"
         "\n"
         "Delivers mail, ends holds, passes events on to plugins and runs their jobs. Any number of workers may run at once.\n"
         "\n"
         "  --config FILE  the configuration (default: $FRONTDESK_CONFIG, else /etc/frontdesk/frontdesk.conf)\n"
         "  --once         do what is due now, then end\n"
         "  --version      print the version and the plugin interface\n"
         "  --help         print this\n"
         "\n"
         "SIGTERM and SIGINT end it once what it is doing is finished.\n";
}

}  // namespace frontdesk
