// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

#include "host/site.h"

namespace frontdesk {

/// Whose pages an error appears in; both may be null.
struct ErrorPlace {
  const Practice* practice = nullptr;
  const Actor* actor = nullptr;
};

/// The page of an error (or problem+json), with the request's id where it helps. Never throws: without templates it is plain.
[[nodiscard]] Response error_page(Site& site, const Request& request, const ErrorPlace& place, int status) noexcept;
/// The same for a commit whose outcome nobody knows.
[[nodiscard]] Response unknown_outcome_page(Site& site, const Request& request, const ErrorPlace& place) noexcept;
/// The one page for absent, hidden and foreign alike.
[[nodiscard]] Response not_found_page(Site& site, const Request& request, const ErrorPlace& place) noexcept;

}  // namespace frontdesk
