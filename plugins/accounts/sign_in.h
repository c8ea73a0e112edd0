// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "frontdesk/plugin.h"

namespace frontdesk::accounts {

inline constexpr const char* sign_in_form = "accounts.sign_in";
inline constexpr const char* sign_out_form = "sign_out";  ///< stands in the staff layout

[[nodiscard]] PageTemplate sign_in_template();
[[nodiscard]] Response show_sign_in(Scope& scope);
[[nodiscard]] Response sign_in(Scope& scope);
[[nodiscard]] Response sign_out(Scope& scope);

}  // namespace frontdesk::accounts
