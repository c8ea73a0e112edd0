// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

namespace frontdesk::storage {

/// Counts that limits rest on.
class TryCounterRepository {
 public:
  virtual ~TryCounterRepository() = default;
};

}  // namespace frontdesk::storage
