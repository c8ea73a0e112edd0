// SPDX-License-Identifier: AGPL-3.0-or-later
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <optional>

#include "base/config.h"
#include "host/cgi_call.h"
#include "host/fastcgi.h"
#include "host/listening_socket.h"
#include "host/options.h"
#include "host/site.h"
#include "host/supervisor.h"
#include "storage/errors.h"
#include "storage/mysql/connection.h"

#ifndef FRONTDESK_VERSION
#error "the build names the version"
#endif

namespace {

using namespace frontdesk;

constexpr std::chrono::milliseconds finish_limit{10000};
constexpr std::chrono::milliseconds finish_limit_when_stuck{5000};

void complain(std::string_view words) { std::cerr << "frontdesk-host: " << words << '\n'; }

std::optional<Config> configuration(const HostOptions& options) {
  const std::string file = options.config_file.empty() ? default_config_file() : options.config_file;
  auto config = read_config(file);
  if (config) return std::move(config).value();
  for (const ConfigError& error : config.error()) complain(file + ": " + (error.key.empty() ? "" : error.key + ' ') + error.problem);
  return std::nullopt;
}

/// A descriptor that the supervisor passed on; -1 without one. The variable goes, so that no child of ours believes it.
int inherited(const char* variable) {
  const char* text = std::getenv(variable);
  if (text == nullptr) return -1;
  const int descriptor = std::atoi(text);
  ::unsetenv(variable);
  return descriptor;
}

int check(const Config& config) {
  Board* board = Board::make_private();
  Site site(config, *board);
  int status = 0;
  for (const auto& report : site.plugins.reports()) {
    if (report.reason.empty()) continue;
    complain("plugin " + report.id + ": " + report.reason);
    status = 1;
  }
  try {
    site.database->ping();
  } catch (const storage::Unavailable& error) {
    complain(std::string("database: ") + error.what());
    status = 1;
  }
  if (status == 0) std::cout << "all is well\n";
  return status;
}

std::string_view words_of(Access access) {
  switch (access) {
    case Access::everyone: return "everyone";
    case Access::staff: return "staff";
    case Access::admin: return "admin";
    case Access::owner: return "owner";
  }
  return "";
}

int list_routes(const Config& config) {
  Board* board = Board::make_private();
  const PluginSet plugins(config.plugin_paths, board);
  for (const auto& plugin : plugins.all()) {
    for (const Route& route : plugin->declarations.routes) {
      std::cout << (route.method == Method::post ? "POST " : "GET ") << route.pattern << ' ' << words_of(route.access) << ' ' << plugin->id() << ' '
                << (route.form.empty() ? "-" : route.form) << '\n';
    }
    for (const LegacyRoute& route : plugin->declarations.legacy_routes) {
      std::cout << "GET " << route.pattern << " redirect " << plugin->id() << " -\n";
    }
  }
  return 0;
}

/// Waits for SIGTERM or SIGINT, or for a handler that never ends where nobody else would notice.
void wait_for_end(const sigset_t& signals, const FastCgiWorkers& workers, bool is_supervised) {
  while (is_supervised || !workers.is_stuck()) {
    const timespec patience{0, 200 * 1000 * 1000};
    const int signal = ::sigtimedwait(&signals, nullptr, &patience);
    if (signal == SIGTERM || signal == SIGINT) return;
  }
}

int serve(Config config) {
  const int board_descriptor = inherited(board_variable);
  const int ready = inherited(ready_variable);
  const bool is_supervised = board_descriptor >= 0;
  Board* board = is_supervised ? Board::attach(board_descriptor) : Board::make_private();
  mark_crashes_on(board);

  const std::string own_path = is_listening_socket(STDIN_FILENO) ? std::string() : config.host_socket;
  const int socket = own_path.empty() ? STDIN_FILENO : open_listening_socket(own_path);
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, signal);
  ::sigprocmask(SIG_BLOCK, &signals, nullptr);

  Site site(std::move(config), *board);
  FastCgiWorkers workers(site, socket, {});
  if (ready >= 0) {
    const char byte = '1';
    if (::write(ready, &byte, 1) != 1) return 1;  // the supervisor is gone
    ::close(ready);
  }
  wait_for_end(signals, workers, is_supervised);
  const bool was_stuck = workers.is_stuck();
  const bool all_finished = workers.finish(was_stuck ? finish_limit_when_stuck : finish_limit);
  if (!own_path.empty()) ::unlink(own_path.c_str());
  if (all_finished) return 0;
  // A thread that never ends can't be joined.
  site.error_log.warn(LogLine("ended_with_requests_in_flight"));
  ::_exit(was_stuck && !is_supervised ? 3 : 0);
}

int answer_one(Config config) {
  config.threads = 1;
  Board* board = Board::make_private();
  Site site(std::move(config), *board);
  answer_cgi_call(site);
  return 0;
}

int run(const std::vector<std::string>& arguments) {
  const auto options = parse_options(arguments);
  if (!options) {
    complain(options.error());
    std::cerr << '\n' << host_help();
    return 2;
  }
  if (options->act == HostOptions::Act::help) {
    std::cout << host_help();
    return 0;
  }
  if (options->act == HostOptions::Act::version) {
    std::cout << "frontdesk-host " FRONTDESK_VERSION " (plugin interface " << FRONTDESK_API_MAJOR << '.' << FRONTDESK_API_MINOR << ", " FRONTDESK_BUILD_TAG ")\n";
    return 0;
  }
  auto config = configuration(*options);
  if (!config) return 2;
  if (options->act == HostOptions::Act::supervise) {
    return supervise(*config, {.program = std::filesystem::read_symlink("/proc/self/exe").string(), .config_file = std::filesystem::absolute(config->file).string()});
  }
  if (options->act == HostOptions::Act::routes) return list_routes(*config);
  storage::mysql::initialise_driver();
  if (options->act == HostOptions::Act::check_config) return check(*config);
  return is_cgi_call() ? answer_one(std::move(*config)) : serve(std::move(*config));
}

}  // namespace

int main(int argc, char** argv) {
  // Memory holds what people wrote: it is never dumped.
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  ::signal(SIGPIPE, SIG_IGN);
  try {
    return run({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    complain(error.what());
    return 1;
  }
}
