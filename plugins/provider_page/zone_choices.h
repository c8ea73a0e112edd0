// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <vector>

#include "offering.h"

namespace provider_page {

/// The form in which a visitor says in which zone they are: the zones of practice, place and visitor first, then well-known ones.
[[nodiscard]] frontdesk::ViewModel zone_form(frontdesk::Scope& scope, const Offering& offering, const Choice& choice);

[[nodiscard]] std::vector<frontdesk::ViewShape> zone_form_shape();

}  // namespace provider_page
