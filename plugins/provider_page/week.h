// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <vector>

#include "offering.h"

namespace provider_page {

/// Seven days of offered times with the ways to other weeks, as the template's `week`. Everything must be chosen.
[[nodiscard]] frontdesk::ViewModel week_of(frontdesk::Scope& scope, const Offering& offering, const Choice& choice);

[[nodiscard]] std::vector<frontdesk::ViewShape> week_shape();

}  // namespace provider_page
