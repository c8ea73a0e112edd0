// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <vector>

#include "frontdesk/plugin.h"

namespace frontdesk::view {

/// What the core's own templates may rely on: layouts and error pages.
[[nodiscard]] const std::vector<PageTemplate>& core_shapes();

}  // namespace frontdesk::view
