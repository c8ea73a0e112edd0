// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/crypto.h"
#include "frontdesk/http.h"
#include "frontdesk/practice.h"
#include "storage/staff_repository.h"

/// A signed-in browser of staff: the cookie holds a token of 256 random bits, the database only its hash.
namespace frontdesk {

inline constexpr std::string_view staff_session_cookie_name = "frontdesk_staff";
/// Without any request for so long, a session ends.
inline constexpr std::chrono::minutes staff_session_idle{60};
/// It ends then, whatever happens.
inline constexpr std::chrono::hours staff_session_length{12};

struct OpenStaffSession {
  StaffMember member;
  storage::StaffSession session;
  /// A minute passed since the stored last use.
  bool is_touch_due = false;
};

/// True from the idle or the absolute end on.
[[nodiscard]] bool has_ended(const storage::StaffSession& session, Instant now);

/// The session that a cookie's value opens at this practice: nothing when there is none, it ended, belongs to another practice or the
/// account is disabled. Only reads, so it works in a read-only transaction.
[[nodiscard]] std::optional<OpenStaffSession> resolve_staff_session(storage::StaffRepository& staff, PracticeId practice, std::string_view cookie_value,
                                                                    Instant now);

/// Stores the last use where that is due: the one thing a GET may change. Needs a writing transaction.
void touch_staff_session(storage::StaffRepository& staff, PracticeId practice, const OpenStaffSession& open, Instant now);

/// "Firefox, Windows" from a User-Agent header, or empty: from a closed list, nothing of the header itself.
[[nodiscard]] std::string device_of(std::string_view user_agent);

// Set-Cookie values. `secure` is false only where the configured base URL is http on loopback (`needs_secure_cookies`).
[[nodiscard]] std::string staff_session_cookie(const LinkName& practice, const Sensitive<std::string>& token, bool secure);
[[nodiscard]] std::string expired_staff_session_cookie(const LinkName& practice, bool secure);
[[nodiscard]] bool needs_secure_cookies(std::string_view base_url);

}  // namespace frontdesk
