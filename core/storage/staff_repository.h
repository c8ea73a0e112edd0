// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

namespace frontdesk::storage {

/// Staff and their sessions.
class StaffRepository {
 public:
  virtual ~StaffRepository() = default;
};

}  // namespace frontdesk::storage
