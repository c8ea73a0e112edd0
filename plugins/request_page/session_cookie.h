// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "frontdesk/plugin.h"

/// The cookie of a private page's session: ends with the browser, never leaves `/o/{practice}/requests`.
namespace frontdesk::request_page {

inline constexpr std::string_view session_cookie_name = "frontdesk_request";

/// Empty when there is none.
[[nodiscard]] std::string_view session_token(const Request& request);
/// Values for Set-Cookie.
[[nodiscard]] std::string session_cookie(const Scope& scope, const Sensitive<std::string>& token);
[[nodiscard]] std::string expired_session_cookie(const Scope& scope);

}  // namespace frontdesk::request_page
