// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

namespace frontdesk::storage {

/// What import, settings and the operator change of practices.
class PracticeWriter {
 public:
  virtual ~PracticeWriter() = default;
};

}  // namespace frontdesk::storage
