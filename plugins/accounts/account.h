// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "frontdesk/plugin.h"

namespace frontdesk::accounts {

inline constexpr const char* password_form = "accounts.password";
inline constexpr const char* sessions_form = "accounts.sessions";

[[nodiscard]] PageTemplate account_template();
[[nodiscard]] Response show_account(Scope& scope);
[[nodiscard]] Response change_password(Scope& scope);
[[nodiscard]] Response end_session(Scope& scope);
[[nodiscard]] Response sign_out_elsewhere(Scope& scope);

}  // namespace frontdesk::accounts
