// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

namespace frontdesk::storage {

/// Events and their delivery to plugins.
class EventRepository {
 public:
  virtual ~EventRepository() = default;
};

}  // namespace frontdesk::storage
