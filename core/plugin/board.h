// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Shared memory between a supervisor and the process that serves: which plugin each thread runs, so that after a crash the right one is
/// charged; and which plugins crashed how often. Lock-free, written in place.
namespace frontdesk {

/// A plugin's id (at most 32 characters) that another process may read at any time.
class SharedName {
 public:
  void set(std::string_view name) noexcept;
  [[nodiscard]] std::string get() const;
  [[nodiscard]] bool is_empty() const noexcept { return words_[0].load(std::memory_order_relaxed) == 0; }

 private:
  std::array<std::atomic<std::uint64_t>, 4> words_{};
};

class Board {
 public:
  static constexpr std::size_t most_threads = 256;
  static constexpr std::size_t most_plugins = 256;
  /// So many crashes since the supervisor started or reloaded, and a plugin is quarantined.
  static constexpr std::uint32_t crashes_to_quarantine = 3;

  enum class Phase : std::uint32_t { idle = 0, loading, serving };

  struct Slot {
    SharedName plugin;
    std::atomic<std::uint32_t> phase{0};
    std::atomic<std::int32_t> crashed_by_signal{0};
  };

  /// In memory of this process alone, when there is no supervisor.
  static Board* make_private();
  /// In a memory file that a child inherits; `descriptor` gets its number. Throws std::system_error.
  static Board* make_shared(int& descriptor);
  /// What a supervisor made. Throws std::system_error.
  static Board* attach(int descriptor);

  /// The calling thread's slot; the first call of a thread takes one.
  [[nodiscard]] Slot& mine() noexcept;
  [[nodiscard]] std::array<Slot, most_threads>& slots() noexcept { return slots_; }

  /// By the supervisor: charges the plugins that ran in threads that crashed, each crash once. Returns the ids charged.
  std::vector<std::string> charge_crashes();
  void charge(std::string_view plugin, Phase phase);
  void forgive_all() noexcept;

  [[nodiscard]] std::uint32_t crashes_of(std::string_view plugin) const;
  /// Crashed too often.
  [[nodiscard]] bool is_quarantined(std::string_view plugin) const;
  [[nodiscard]] Phase last_phase_of(std::string_view plugin) const;
  [[nodiscard]] std::vector<std::string> quarantined() const;

  /// The process that serves asks to be replaced: a thread is stuck.
  std::atomic<std::uint32_t> wants_replacement{0};

 private:
  struct Account {
    SharedName plugin;
    std::atomic<std::uint32_t> crashes{0};
    std::atomic<std::uint32_t> last_phase{0};
  };
  Account* account_of(std::string_view plugin) noexcept;
  const Account* find_account(std::string_view plugin) const;
  std::array<Slot, most_threads> slots_{};
  std::atomic<std::uint32_t> slots_taken_{0};
  std::array<Account, most_plugins> accounts_{};
};

/// Says on the board that the calling thread runs `plugin` until the end of the scope, then what it ran before. `board` may be null.
class RunningPlugin {
 public:
  RunningPlugin(Board* board, std::string_view plugin, Board::Phase phase) noexcept;
  ~RunningPlugin();
  RunningPlugin(const RunningPlugin&) = delete;
  RunningPlugin& operator=(const RunningPlugin&) = delete;

 private:
  Board::Slot* slot_ = nullptr;
  std::string before_;
  std::uint32_t phase_before_ = 0;
};

/// From now on SIGSEGV, SIGBUS, SIGFPE, SIGILL and SIGABRT mark the crashing thread's slot before they end the process as they would have.
/// Once, in the serving process.
void mark_crashes_on(Board* board);
/// Lets the calling thread's crash be marked even when its stack overflowed. Once per worker thread.
void use_crash_stack();

}  // namespace frontdesk
