// SPDX-License-Identifier: AGPL-3.0-or-later
#include "host/supervisor.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <vector>

#include "base/log.h"
#include "host/listening_socket.h"
#include "plugin/board.h"
#include "plugin/quarantine_file.h"

extern char** environ;

namespace frontdesk {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds start_limit{30000};   ///< for a worker process to say that it is ready
constexpr milliseconds finish_limit{12000};  ///< for one to finish what it has
constexpr milliseconds longest_pause{1500};

struct Worker {
  pid_t process = -1;
  int ready = -1;                            ///< one byte arrives when it serves; end of file when it can't
  Clock::time_point since;
};

class Supervisor {
 public:
  Supervisor(const Config& config, SupervisedProgram program)
      : program_(std::move(program)), log_(config.error_log), socket_path_(config.host_socket), board_(Board::make_shared(board_descriptor_)) {
    socket_ = is_listening_socket(STDIN_FILENO) ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3) : open_own_socket();
    sigemptyset(&signals_);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGCHLD}) sigaddset(&signals_, signal);
    ::sigprocmask(SIG_BLOCK, &signals_, nullptr);
    tell_quarantine();
  }

  ~Supervisor() {
    write_quarantine(quarantine_file(socket_path_), {});
    if (owns_socket_) ::unlink(socket_path_.c_str());
  }
  Supervisor(const Supervisor&) = delete;
  Supervisor& operator=(const Supervisor&) = delete;

  int run() {
    serving_ = start();
    while (true) {
      const timespec patience{0, 100 * 1000 * 1000};
      const int signal = ::sigtimedwait(&signals_, nullptr, &patience);
      if (signal == SIGTERM || signal == SIGINT) return stop();
      if (signal == SIGHUP) {
        log_.note(LogLine("reload"));
        board_->forgive_all();
        tell_quarantine();
        replace();
      }
      if (board_->wants_replacement.exchange(0) != 0) replace();
      see_to_coming();
      see_to_ended();
      see_to_leaving();
      if (exit_status_) return *exit_status_;
    }
  }

 private:
  int open_own_socket() {
    const int descriptor = open_listening_socket(socket_path_);
    owns_socket_ = true;
    return descriptor;
  }

  Worker start() {
    int ready[2];
    if (::pipe2(ready, O_CLOEXEC) != 0) throw std::runtime_error(std::string("can't make a pipe: ") + std::strerror(errno));
    const pid_t parent = ::getpid();
    const pid_t process = ::fork();
    if (process < 0) throw std::runtime_error(std::string("can't start a worker process: ") + std::strerror(errno));
    if (process == 0) become_worker(ready[1], parent);
    ::close(ready[1]);
    log_.note(LogLine("worker_started").number("process", process));
    return {process, ready[0], Clock::now()};
  }

  [[noreturn]] void become_worker(int ready, pid_t parent) const {
    ::sigprocmask(SIG_UNBLOCK, &signals_, nullptr);
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (::getppid() != parent) ::_exit(1);  // it ended meanwhile
    ::dup2(socket_, STDIN_FILENO);
    ::fcntl(ready, F_SETFD, 0);
    ::fcntl(board_descriptor_, F_SETFD, 0);
    ::setenv(board_variable, std::to_string(board_descriptor_).c_str(), 1);
    ::setenv(ready_variable, std::to_string(ready).c_str(), 1);
    ::execl(program_.program.c_str(), program_.program.c_str(), "--config", program_.config_file.c_str(), static_cast<char*>(nullptr));
    ::_exit(127);
  }

  /// A successor is started beside the one that serves, and takes over once it is ready.
  void replace() {
    if (coming_) return;
    coming_ = start();
  }

  void see_to_coming() {
    if (!coming_) return;
    pollfd poll{coming_->ready, POLLIN, 0};
    if (::poll(&poll, 1, 0) > 0) {
      if (is_ready(*coming_)) {
        has_served_ = true;
        log_.note(LogLine("worker_takes_over").number("process", coming_->process));
        leave(serving_);
        serving_ = *std::exchange(coming_, std::nullopt);
      } else {
        give_up_coming("worker_could_not_start");
      }
    } else if (Clock::now() - coming_->since > start_limit) {
      give_up_coming("worker_start_took_too_long");
    }
  }

  /// Whether it said so: the pipe is at its end otherwise.
  static bool is_ready(const Worker& worker) {
    char byte = 0;
    pollfd poll{worker.ready, POLLIN, 0};
    return ::poll(&poll, 1, 0) > 0 && ::read(worker.ready, &byte, 1) == 1;
  }

  void give_up_coming(std::string_view event) {
    log_.error(LogLine(event).number("process", coming_->process));
    ::kill(coming_->process, SIGKILL);
    ::close(coming_->ready);
    coming_.reset();
  }

  void leave(const Worker& worker) {
    if (worker.process < 0) return;
    ::kill(worker.process, SIGTERM);
    leaving_.push_back({worker.process, -1, Clock::now()});
    if (worker.ready >= 0) ::close(worker.ready);
  }

  void see_to_ended() {
    int status = 0;
    for (pid_t ended = ::waitpid(-1, &status, WNOHANG); ended > 0; ended = ::waitpid(-1, &status, WNOHANG)) {
      std::erase_if(leaving_, [&](const Worker& worker) { return worker.process == ended; });
      for (const auto& plugin : board_->charge_crashes()) {
        log_.error(LogLine("plugin_crashed").code("plugin", plugin).number("times", board_->crashes_of(plugin)));
      }
      tell_quarantine();
      if (serving_.process == ended) came_to_an_end(status);
    }
    if (serving_.process < 0 && !coming_ && Clock::now() >= next_start_) serving_ = start();
  }

  void came_to_an_end(int status) {
    LogLine line("worker_ended");
    line.number("process", serving_.process);
    if (WIFSIGNALED(status)) line.number("signal", WTERMSIG(status));
    else line.number("exit_status", WEXITSTATUS(status));
    log_.error(line);
    // What can't start at all won't mend itself: the reason was said, and whoever started this decides.
    if (!has_served_ && WIFEXITED(status) && !is_ready(serving_)) exit_status_ = std::max(1, WEXITSTATUS(status));
    // The first replacement comes at once; one that doesn't last is followed ever more slowly.
    const bool lasted = Clock::now() - serving_.since > std::chrono::seconds(5);
    pause_ = lasted ? milliseconds(0) : std::min(longest_pause, pause_ * 2 + milliseconds(50));
    next_start_ = Clock::now() + (lasted ? milliseconds(0) : pause_);
    ::close(serving_.ready);
    serving_ = {};
  }

  void tell_quarantine() const { write_quarantine(quarantine_file(socket_path_), board_->quarantined()); }

  void see_to_leaving() {
    for (const Worker& worker : leaving_) {
      if (Clock::now() - worker.since > finish_limit) ::kill(worker.process, SIGKILL);
    }
  }

  int stop() {
    log_.note(LogLine("stop"));
    if (coming_) leave(*coming_);
    leave(serving_);
    while (!leaving_.empty()) {
      const timespec patience{0, 50 * 1000 * 1000};
      ::sigtimedwait(&signals_, nullptr, &patience);
      int status = 0;
      for (pid_t ended = ::waitpid(-1, &status, WNOHANG); ended > 0; ended = ::waitpid(-1, &status, WNOHANG)) {
        std::erase_if(leaving_, [&](const Worker& worker) { return worker.process == ended; });
      }
      see_to_leaving();
    }
    return 0;
  }

  SupervisedProgram program_;
  LogFile log_;
  std::string socket_path_;
  int board_descriptor_ = -1;
  Board* board_;
  int socket_ = -1;
  bool owns_socket_ = false;
  sigset_t signals_{};
  Worker serving_;
  std::optional<Worker> coming_;
  std::vector<Worker> leaving_;
  bool has_served_ = false;
  std::optional<int> exit_status_;
  Clock::time_point next_start_;
  milliseconds pause_{0};
};

}  // namespace

int supervise(const Config& config, const SupervisedProgram& program) { return Supervisor(config, program).run(); }

}  // namespace frontdesk
