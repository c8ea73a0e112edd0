// SPDX-License-Identifier: AGPL-3.0-or-later
#include "host/fastcgi.h"

#include <fcgiapp.h>
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "host/serve_one.h"

namespace frontdesk {

namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void throw_last(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

void set_time_limits(int connection, std::chrono::seconds limit) {
  timeval time{};
  time.tv_sec = limit.count();
  ::setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
  ::setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
}

/// Waits for the listening socket or the end; one thread wakes for one connection.
class Doorway {
 public:
  Doorway(int listening_socket, int stop_event) : listening_socket_(listening_socket), epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
    if (epoll_ < 0) throw_last("epoll_create1");
    add(listening_socket, EPOLLIN | EPOLLEXCLUSIVE);
    add(stop_event, EPOLLIN);
  }
  ~Doorway() { ::close(epoll_); }
  Doorway(const Doorway&) = delete;
  Doorway& operator=(const Doorway&) = delete;

  /// The next connection, -1 when there was none after all, -2 at the end.
  [[nodiscard]] int next() {
    if (is_over_) return -2;
    epoll_event events[2];
    const int count = ::epoll_wait(epoll_, events, 2, -1);
    if (count <= 0) return -1;
    bool is_connection_there = false;
    for (int i = 0; i < count; ++i) {
      if (events[i].data.fd == listening_socket_) is_connection_there = true;
      else is_over_ = true;
    }
    // Whom a connection woke must take it, also at the end: nobody else is woken for it, and it would wait until the next one comes.
    if (!is_connection_there) return -2;
    const int connection = ::accept4(listening_socket_, nullptr, nullptr, SOCK_CLOEXEC);
    // Out of descriptors: the connection waits in the queue until one is free.
    if (connection < 0 && (errno == EMFILE || errno == ENFILE || errno == ENOMEM)) std::this_thread::sleep_for(std::chrono::milliseconds(50));
    return connection < 0 ? -1 : connection;
  }

 private:
  void add(int descriptor, std::uint32_t events) const {
    epoll_event event{};
    event.events = events;
    event.data.fd = descriptor;
    if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event) != 0) throw_last("epoll_ctl");
  }
  int listening_socket_;
  int epoll_;
  bool is_over_ = false;
};

/// What the web server still sends of a body that nobody wanted is taken, or it may not read the answer.
void drain(FCGX_Stream* input) {
  char rest[8192];
  for (int i = 0; i < 256 && FCGX_GetStr(rest, sizeof rest, input) == static_cast<int>(sizeof rest); ++i) {
  }
}

void answer_request(Site& site, FCGX_Request& request) {
  const auto parameters = parameters_of(request.envp);
  const http::BodyReader body = [&](char* into, std::size_t most) {
    const int count = FCGX_GetStr(into, static_cast<int>(std::min<std::size_t>(most, 1U << 20U)), request.in);
    return count < 0 ? std::size_t{0} : static_cast<std::size_t>(count);
  };
  const http::Answer answer = serve_one(site, parameters, body);
  drain(request.in);
  FCGX_PutStr(answer.head.data(), static_cast<int>(answer.head.size()), request.out);
  FCGX_PutStr(answer.body.data(), static_cast<int>(answer.body.size()), request.out);
}

}  // namespace

/// A thread's one request object, used again and again.
class FastCgiWorkers::Loop {
 public:
  Loop(FastCgiWorkers& all, Worker& worker) : all_(all), worker_(worker) { FCGX_InitRequest(&request_, -1, 0); }

  void run() {
    Doorway doorway(all_.listening_socket_, all_.stop_event_);
    while (true) {
      const int connection = doorway.next();
      if (connection == -2) return;
      if (connection >= 0) serve(connection);
    }
  }

 private:
  // libfcgi's own accept can't be left without shutting the socket down, which another process may be serving by now, and knows no
  // time-outs: so the connection is accepted here and handed in as one that is kept.
  void serve(int connection) {
    set_time_limits(connection, all_.patience_.silence);
    at(Stage::reading, connection);
    request_.ipcFd = connection;
    request_.keepConnection = 1;
    if (FCGX_Accept_r(&request_) == 0) {
      at(Stage::handler, connection);
      answer_request(all_.site_, request_);
      at(Stage::writing, connection);
      request_.keepConnection = 0;
      FCGX_FFlush(request_.out);
      at(Stage::idle, -1);
      FCGX_Finish_r(&request_);
    } else {
      // libfcgi closed it already.
      at(Stage::idle, -1);
    }
  }

  void at(Stage stage, int connection) {
    const std::lock_guard lock(worker_.mutex);
    worker_.stage = stage;
    worker_.connection = connection;
    worker_.since = Clock::now();
    worker_.is_reported = false;
  }

  FastCgiWorkers& all_;
  Worker& worker_;
  FCGX_Request request_{};
};

FastCgiWorkers::FastCgiWorkers(Site& site, int listening_socket, Patience patience)
    : site_(site), listening_socket_(listening_socket), patience_(patience), stop_event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (stop_event_ < 0) throw_last("eventfd");
  if (FCGX_Init() != 0) throw std::runtime_error("libfcgi can't be used");
  // Several threads and processes wait at the same socket: who comes second must not block in accept.
  const int flags = ::fcntl(listening_socket_, F_GETFL);
  if (flags < 0 || ::fcntl(listening_socket_, F_SETFL, flags | O_NONBLOCK) != 0) throw_last("fcntl");
  running_ = static_cast<std::size_t>(site.config.threads);
  for (int i = 0; i < site.config.threads; ++i) {
    workers_.push_back(std::make_unique<Worker>());
    threads_.emplace_back([this, worker = workers_.back().get()] { run(*worker); });
  }
  watchdog_ = std::thread([this] { watch(); });
}

FastCgiWorkers::~FastCgiWorkers() {
  const bool all_finished = finish(std::chrono::seconds(60));
  watchdog_.join();
  for (auto& thread : threads_) {
    if (all_finished) thread.join();
    else thread.detach();
  }
  ::close(stop_event_);
}

void FastCgiWorkers::run(Worker& worker) {
  use_crash_stack();
  worker.slot = &site_.board.mine();
  try {
    Loop(*this, worker).run();
  } catch (const std::exception& error) {
    site_.error_log.error(LogLine("worker_thread_ended").operator_text("words", error.what()));
  }
  const std::lock_guard lock(mutex_);
  --running_;
  changed_.notify_all();
}

bool FastCgiWorkers::finish(std::chrono::milliseconds limit) {
  {
    const std::lock_guard lock(mutex_);
    is_finishing_ = true;
    changed_.notify_all();
  }
  const std::uint64_t one = 1;
  if (::write(stop_event_, &one, sizeof one) < 0) site_.error_log.warn(LogLine("stop_event_failed"));
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, limit, [&] { return running_ == 0; });
}

void FastCgiWorkers::watch() {
  std::unique_lock lock(mutex_);
  while (!is_finishing_ || running_ > 0) {
    changed_.wait_for(lock, std::chrono::milliseconds(200));
    const auto now = Clock::now();
    lock.unlock();
    const std::chrono::milliseconds reading_limit = are_all_reading() ? patience_.when_all_read : patience_.wire;
    for (auto& worker : workers_) look_at(*worker, now, reading_limit);
    lock.lock();
    if (is_finishing_ && is_stuck_) return;
  }
}

bool FastCgiWorkers::are_all_reading() {
  return std::all_of(workers_.begin(), workers_.end(), [](const auto& worker) {
    const std::lock_guard lock(worker->mutex);
    return worker->stage == Stage::reading;
  });
}

void FastCgiWorkers::look_at(Worker& worker, Clock::time_point now, std::chrono::milliseconds reading_limit) {
  const std::lock_guard lock(worker.mutex);
  const auto lasted = now - worker.since;
  const bool is_stalled = (worker.stage == Stage::reading && lasted > reading_limit) || (worker.stage == Stage::writing && lasted > patience_.wire);
  if (is_stalled) {
    ::shutdown(worker.connection, SHUT_RDWR);
    if (!worker.is_reported) site_.error_log.warn(LogLine("connection_stalled"));
    worker.is_reported = true;
  }
  if (worker.stage == Stage::handler && lasted > patience_.handler && !worker.is_reported) {
    worker.is_reported = true;
    const std::string plugin = worker.slot == nullptr ? std::string() : worker.slot->plugin.get();
    site_.error_log.error(LogLine("handler_stuck").code("plugin", plugin));
    if (!plugin.empty()) site_.board.charge(plugin, Board::Phase::serving);
    is_stuck_ = true;
    site_.board.wants_replacement.store(1);
  }
}

}  // namespace frontdesk
