// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

namespace frontdesk::storage {

/// Private links and their sessions.
class LinkRepository {
 public:
  virtual ~LinkRepository() = default;
};

}  // namespace frontdesk::storage
