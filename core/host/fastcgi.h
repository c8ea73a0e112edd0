// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "host/site.h"

namespace frontdesk {

/// The threads that answer FastCGI requests on one listening socket, and the one that watches over them.
class FastCgiWorkers {
 public:
  struct Patience {
    std::chrono::seconds silence{5};    ///< without a byte from the web server, which has the whole request before it calls
    std::chrono::seconds wire{15};      ///< for a whole request to arrive, or an answer to be taken
    std::chrono::milliseconds when_all_read{1000};  ///< for a request to arrive while every thread waits for one: others are in the queue
    std::chrono::seconds handler{45};   ///< for a handler; beyond it the process must be replaced
  };

  /// Starts `site.config.threads` threads. The socket stays the caller's.
  FastCgiWorkers(Site& site, int listening_socket, Patience patience);
  ~FastCgiWorkers();
  FastCgiWorkers(const FastCgiWorkers&) = delete;
  FastCgiWorkers& operator=(const FastCgiWorkers&) = delete;

  /// Takes no more requests; those in flight finish. True when all did within `limit`.
  [[nodiscard]] bool finish(std::chrono::milliseconds limit);

  /// True once a handler has run longer than is allowed: a thread can't be ended, so the process must be.
  [[nodiscard]] bool is_stuck() const noexcept { return is_stuck_.load(); }

 private:
  enum class Stage : std::uint8_t { idle = 1, reading, handler, writing };
  /// What the watchdog knows of a thread. The mutex keeps the connection's number from being used for another one meanwhile.
  struct Worker {
    std::mutex mutex;
    Stage stage = Stage::idle;
    int connection = -1;
    std::chrono::steady_clock::time_point since;
    bool is_reported = false;
    const Board::Slot* slot = nullptr;
  };
  class Loop;

  void run(Worker& worker);
  void watch();
  [[nodiscard]] bool are_all_reading();
  void look_at(Worker& worker, std::chrono::steady_clock::time_point now, std::chrono::milliseconds reading_limit);

  Site& site_;
  const int listening_socket_;
  const Patience patience_;
  int stop_event_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::vector<std::thread> threads_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t running_ = 0;
  bool is_finishing_ = false;
  std::atomic<bool> is_stuck_{false};
  std::thread watchdog_;
};

}  // namespace frontdesk
