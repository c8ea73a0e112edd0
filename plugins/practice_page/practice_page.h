// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <vector>

#include "frontdesk/plugin.h"

namespace practice_page {

/// GET /o/{practice}/schedule: who the practice is, the general inquiry, and the providers who can be asked for a time.
[[nodiscard]] frontdesk::Response show(frontdesk::Scope& scope);

/// What the template practice_page/practice may rely on.
[[nodiscard]] std::vector<frontdesk::ViewShape> shape();

}  // namespace practice_page
