// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>

namespace frontdesk {

/// Bounds how many passwords are hashed at once in this process and how many calls wait for their turn, so that sign-in can't
/// take the site's threads, processors and memory. Safe from any thread; outlives every Turn.
class PasswordPool {
 public:
  struct Size {
    int at_once = 1;
    int waiting = 2;
    std::chrono::milliseconds patience{2000};
  };
  explicit PasswordPool(Size size) : size_(size) {}

  /// For a host with so many worker threads: at least half of them stay free for everything else.
  [[nodiscard]] static Size for_threads(int threads, int processors);

  /// Held while hashing.
  class Turn {
   public:
    explicit Turn(PasswordPool& pool) : pool_(&pool) {}
    Turn(Turn&& other) noexcept : pool_(other.pool_) { other.pool_ = nullptr; }
    Turn& operator=(Turn&&) = delete;
    ~Turn() {
      if (pool_ != nullptr) pool_->give_back();
    }

   private:
    PasswordPool* pool_;
  };

  /// Nothing when too many wait already, or when the turn didn't come within the patience.
  [[nodiscard]] std::optional<Turn> take();

 private:
  void give_back();

  const Size size_;
  std::mutex mutex_;
  std::condition_variable free_;
  int running_ = 0;
  int waiting_ = 0;
};

}  // namespace frontdesk
