// SPDX-License-Identifier: AGPL-3.0-or-later
#include <signal.h>
#include <sys/resource.h>

#include <cerrno>
#include <iostream>
#include <memory>
#include <optional>

#include "base/config.h"
#include "frontdesk/plugin.h"
#include "storage/errors.h"
#include "storage/mysql/connection.h"
#include "worker/options.h"
#include "worker/rounds.h"
#include "worker/workshop.h"

#ifndef FRONTDESK_VERSION
#error "the build names the version"
#endif

namespace {

using namespace frontdesk;

constexpr int most_rounds_in_a_row = 100;
constexpr std::chrono::seconds between_rounds{1};
constexpr std::chrono::seconds between_jobs{10};
constexpr std::chrono::hours between_tidying{1};
constexpr std::chrono::seconds wait_for_database{5};

void complain(std::string_view words) { std::cerr << "frontdesk-worker: " << words << '\n'; }

Instant clock_now() { return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now()); }

/// SIGTERM and SIGINT, blocked and waited for, so that they never cut off what is being done.
class EndSignal {
 public:
  EndSignal() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGTERM);
    sigaddset(&signals_, SIGINT);
    ::sigprocmask(SIG_BLOCK, &signals_, nullptr);
  }
  /// Waits that long at most; true once a signal came.
  bool came_within(std::chrono::seconds patience) {
    const timespec limit{patience.count(), 0};
    if (!has_come_) {
      const int signal = ::sigtimedwait(&signals_, nullptr, &limit);
      has_come_ = signal == SIGTERM || signal == SIGINT;
    }
    return has_come_;
  }

 private:
  sigset_t signals_{};
  bool has_come_ = false;
};

class Loop {
 public:
  Loop(Workshop& workshop, EndSignal& end) : workshop_(workshop), end_(end) {}

  /// Everything that is due, until nothing is left or a signal came.
  void work_off() {
    const Instant begun = clock_now();
    const bool runs_jobs = begun >= next_jobs_;
    if (runs_jobs) next_jobs_ = begun + between_jobs;
    for (int round = 0; round < most_rounds_in_a_row && !end_.came_within(std::chrono::seconds{0}); ++round) {
      int done = end_holds(workshop_, clock_now());
      done += pass_on_events(workshop_, clock_now());
      done += deliver_mail(workshop_, clock_now());
      if (done == 0) break;
    }
    if (runs_jobs) run_jobs(workshop_, clock_now());
    if (begun >= next_tidying_) {
      next_tidying_ = begun + between_tidying;
      tidy_up(workshop_, clock_now());
    }
  }

  void run() {
    auto patience = between_rounds;
    while (!end_.came_within(patience)) {
      patience = between_rounds;
      try {
        work_off();
      } catch (const storage::Conflict&) {
        workshop_.error_log.warn(LogLine("round_conflict"));
      } catch (const storage::OutcomeUnknown&) {
        // Whatever it was, it is still due, or it is done: the next round sees which.
        workshop_.error_log.warn(LogLine("commit_lost"));
      } catch (const storage::Unavailable& error) {
        workshop_.error_log.error(LogLine("database_unavailable").operator_text("words", error.what()));
        patience = wait_for_database;
      } catch (const std::exception& error) {
        workshop_.error_log.error(LogLine("round_failed").failure(error));
        patience = wait_for_database;
      }
    }
  }

 private:
  Workshop& workshop_;
  EndSignal& end_;
  Instant next_jobs_{};
  Instant next_tidying_{};
};

/// The database may come up after the worker; nothing when a signal came first.
std::unique_ptr<Workshop> opened(const Config& config, EndSignal& end) {
  while (true) {
    try {
      return std::make_unique<Workshop>(config);
    } catch (const storage::Unavailable& error) {
      complain(std::string(error.what()) + "; trying again");
    }
    if (end.came_within(wait_for_database)) return nullptr;
  }
}

std::optional<Config> configuration(const WorkerOptions& options) {
  const std::string file = options.config_file.empty() ? default_config_file() : options.config_file;
  auto config = read_config(file);
  if (config) return std::move(config).value();
  for (const ConfigError& error : config.error()) complain(file + ": " + (error.key.empty() ? "" : error.key + ' ') + error.problem);
  return std::nullopt;
}

int run(const std::vector<std::string>& arguments) {
  const auto options = parse_worker_options(arguments);
  if (!options) {
    complain(options.error());
    std::cerr << '\n' << worker_help();
    return 2;
  }
  if (options->act == WorkerOptions::Act::help) {
    std::cout << worker_help();
    return 0;
  }
  if (options->act == WorkerOptions::Act::version) {
    std::cout << "frontdesk-worker " FRONTDESK_VERSION " (plugin interface " << FRONTDESK_API_MAJOR << '.' << FRONTDESK_API_MINOR << ", " FRONTDESK_BUILD_TAG ")\n";
    return 0;
  }
  const auto config = configuration(*options);
  if (!config) return 2;
  storage::mysql::initialise_driver();
  EndSignal end;
  if (options->act == WorkerOptions::Act::once) {
    Workshop workshop(*config);
    Loop(workshop, end).work_off();
    return 0;
  }
  const auto workshop = opened(*config, end);
  if (workshop == nullptr) return 0;
  workshop->error_log.note(LogLine("worker_started"));
  Loop(*workshop, end).run();
  workshop->error_log.note(LogLine("worker_ended"));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  // Memory holds what people wrote: it is never dumped.
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  ::signal(SIGPIPE, SIG_IGN);
  ::signal(SIGHUP, SIG_IGN);
  try {
    return run({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    complain(error.what());
    return 1;
  }
}
