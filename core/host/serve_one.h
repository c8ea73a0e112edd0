// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

#include "host/router.h"
#include "http/answer.h"
#include "http/wire.h"

namespace frontdesk {

/// One request from parameters and body to the answer, with its line in the access log. Reads the clock. Never throws.
[[nodiscard]] http::Answer serve_one(Site& site, const http::Parameters& parameters, const http::BodyReader& body) noexcept;

/// "NAME=value" entries of an environment, up to its null.
[[nodiscard]] http::Parameters parameters_of(const char* const* environment);

}  // namespace frontdesk
