// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>

#include "frontdesk/http.h"
#include "plugin/board.h"
#include "plugin/plugin_set.h"

namespace frontdesk {

/// Counts since this process started. Nothing here names a practice, a path or a person. Safe from any thread.
class Metrics {
 public:
  void count(Method method, int status, std::chrono::microseconds duration) noexcept;
  void count_unavailable() noexcept { unavailable_.fetch_add(1, std::memory_order_relaxed); }
  void count_refused() noexcept { refused_.fetch_add(1, std::memory_order_relaxed); }
  void enter() noexcept { in_flight_.fetch_add(1, std::memory_order_relaxed); }
  void leave() noexcept { in_flight_.fetch_sub(1, std::memory_order_relaxed); }

  /// Prometheus text, with the state of each plugin.
  [[nodiscard]] std::string as_text(const PluginSet& plugins, const Board& board) const;

 private:
  static constexpr std::array<double, 10> bounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0};
  std::array<std::array<std::atomic<std::uint64_t>, 6>, 4> requests_{};  ///< by method, by hundreds of the status
  std::array<std::atomic<std::uint64_t>, bounds.size() + 1> durations_{};
  std::atomic<std::uint64_t> microseconds_{0};
  std::atomic<std::uint64_t> unavailable_{0};
  std::atomic<std::uint64_t> refused_{0};
  std::atomic<std::int64_t> in_flight_{0};
};

}  // namespace frontdesk
