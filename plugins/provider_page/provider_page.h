// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <vector>

#include "frontdesk/plugin.h"

namespace provider_page {

/// GET /o/{practice}/schedule/{provider}: service, location, kind of request, time; each choice is a link that keeps the others.
[[nodiscard]] frontdesk::Response show(frontdesk::Scope& scope);

/// For a provider's name that isn't a present one: to the present path where it is a previous one of a public provider, else
/// the common 404.
[[nodiscard]] frontdesk::Response elsewhere_or_not_found(frontdesk::Scope& scope);

/// What the templates provider_page/provider and provider_page/closed may rely on.
[[nodiscard]] std::vector<frontdesk::ViewShape> shape();
[[nodiscard]] std::vector<frontdesk::ViewShape> closed_shape();

}  // namespace provider_page
