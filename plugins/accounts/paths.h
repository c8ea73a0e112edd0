// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "frontdesk/practice.h"

namespace frontdesk::accounts {

/// "/o/harbor-therapy/staff"
[[nodiscard]] std::string staff_path(const Practice& practice);

/// Where sign-in leads: `next` where it is a plain path below this practice's staff pages (and not sign-in or sign-out again), else
/// the conversations. A query is left out; what isn't such a path is never repeated.
[[nodiscard]] std::string path_after_sign_in(const Practice& practice, std::string_view next);

/// The same, but empty where `next` says nothing: for the hidden field.
[[nodiscard]] std::string kept_next(const Practice& practice, std::string_view next);

}  // namespace frontdesk::accounts
