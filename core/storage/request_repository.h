// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

namespace frontdesk::storage {

/// Requests and their people.
class RequestRepository {
 public:
  virtual ~RequestRepository() = default;
};

}  // namespace frontdesk::storage
