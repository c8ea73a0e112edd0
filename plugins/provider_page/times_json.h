// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "frontdesk/plugin.h"

namespace provider_page {

/// GET …/times.json (CONTRACT §4): the offered times for widgets and scripts. 404 for what is unknown, hidden or foreign, 400 for a
/// missing or bad parameter, an empty list for what exists but isn't offered.
[[nodiscard]] frontdesk::Response answer_times(frontdesk::Scope& scope);

}  // namespace provider_page
