// SPDX-License-Identifier: AGPL-3.0-or-later
#include "host/options.h"

namespace frontdesk {

Result<HostOptions, std::string> parse_options(const std::vector<std::string>& arguments) {
  HostOptions options;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (argument == "--config") {
      if (i + 1 == arguments.size()) return failure(std::string("--config needs a file"));
      options.config_file = arguments[++i];
    } else if (argument.starts_with("--config=")) {
      options.config_file = argument.substr(9);
    } else if (argument == "--supervise") {
      options.act = HostOptions::Act::supervise;
    } else if (argument == "--check-config") {
      options.act = HostOptions::Act::check_config;
    } else if (argument == "--routes") {
      options.act = HostOptions::Act::routes;
    } else if (argument == "--version") {
      options.act = HostOptions::Act::version;
    } else if (argument == "--help" || argument == "-h") {
      options.act = HostOptions::Act::help;
    } else {
      return failure("unknown option: " + argument);
    }
  }
  return options;
}

std::string_view host_help() {
  return R"(frontdesk-host [--config FILE] [--supervise]
frontdesk-host [--config FILE] --check-config
frontdesk-host [--config FILE] --routes

Answers FastCGI requests on file descriptor 0 when that is a listening socket (spawn-fcgi, multiwatch, systemd), else on the
socket that the configuration names under [host]. Started as a plain CGI program it answers that one request.

  --config FILE   configuration ($FRONTDESK_CONFIG, else /etc/frontdesk/frontdesk.conf)
  --supervise     keep a worker process running: replace it at once when it crashes; SIGHUP takes up new configuration,
                  templates and plugins without refusing a request; SIGTERM lets requests in flight finish
  --check-config  say what is wrong with configuration, templates, plugins and database; start nothing
  --routes        list what is served: method, pattern, who may open it, plugin, form
  --version, --help
)";
}

}  // namespace frontdesk
