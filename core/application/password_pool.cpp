// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/password_pool.h"

#include <algorithm>

namespace frontdesk {

PasswordPool::Size PasswordPool::for_threads(int threads, int processors) {
  const int half = std::max(1, threads / 2);
  const int at_once = std::clamp(processors / 2, 1, half);
  return {.at_once = at_once, .waiting = half - at_once, .patience = std::chrono::milliseconds{2000}};
}

std::optional<PasswordPool::Turn> PasswordPool::take() {
  std::unique_lock lock(mutex_);
  if (running_ >= size_.at_once) {
    if (waiting_ >= size_.waiting) return std::nullopt;
    ++waiting_;
    const bool came = free_.wait_for(lock, size_.patience, [this] { return running_ < size_.at_once; });
    --waiting_;
    if (!came) return std::nullopt;
  }
  ++running_;
  return std::optional<Turn>(std::in_place, *this);
}

void PasswordPool::give_back() {
  {
    const std::lock_guard lock(mutex_);
    --running_;
  }
  free_.notify_one();
}

}  // namespace frontdesk
