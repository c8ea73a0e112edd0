// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace frontdesk::http {

/// "https://portal.example" of a base URL: scheme, host and port as a browser's `Origin` writes them (lower case, without the
/// scheme's own port).
[[nodiscard]] std::string origin_of(std::string_view base_url);

/// Whether another site sent this: an `Origin` or `Sec-Fetch-Site` that isn't ours. Absent ones aren't foreign.
[[nodiscard]] bool is_foreign(std::string_view origin, std::string_view sec_fetch_site, std::string_view own_origin);

}  // namespace frontdesk::http
