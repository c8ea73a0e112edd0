// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "frontdesk/time.h"

/// Counts that limits rest on, over all hosts and restarts. What is counted is named by a keyed hash: no address is stored in clear.
namespace frontdesk::storage {

class TryCounterRepository {
 public:
  virtual ~TryCounterRepository() = default;

  /// Adds one to `scope` ("sign_in.network") and `subject` in the window that starts at `window_starts_at`. Windows are the caller's: the
  /// instant of the try itself makes a window of its own, so that tries at the same time don't wait for each other.
  virtual void add(std::string_view scope, const std::array<std::uint8_t, 32>& subject, Instant window_starts_at) = 0;

  /// The sum of all windows that start at or after `since`.
  [[nodiscard]] virtual std::int64_t count(std::string_view scope, const std::array<std::uint8_t, 32>& subject, Instant since) = 0;

  /// Takes one away from what was added in that very window; nothing happens when nothing was.
  virtual void take_back(std::string_view scope, const std::array<std::uint8_t, 32>& subject, Instant window_starts_at) = 0;

  /// Removes windows that started before `before`, at most `most`; returns how many.
  virtual std::uint64_t remove_before(Instant before, int most) = 0;
};

}  // namespace frontdesk::storage
