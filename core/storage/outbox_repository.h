// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

namespace frontdesk::storage {

/// Mail to be delivered.
class OutboxRepository {
 public:
  virtual ~OutboxRepository() = default;
};

}  // namespace frontdesk::storage
