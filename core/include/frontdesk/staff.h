// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "frontdesk/id.h"
#include "frontdesk/result.h"
#include "frontdesk/sensitive.h"
#include "frontdesk/time.h"

namespace frontdesk {

enum class StaffRole : std::uint8_t { owner = 1, admin, clinician };

[[nodiscard]] inline std::string_view to_string(StaffRole role) {
  switch (role) {
    case StaffRole::owner: return "owner";
    case StaffRole::admin: return "admin";
    case StaffRole::clinician: return "clinician";
  }
  return "";
}

struct StaffMember {
  StaffId id;
  std::string name;
  std::string email;
  StaffRole role = StaffRole::clinician;
  std::optional<ProviderId> provider;
};

/// Who makes the call: a visitor, or a member of the practice's staff.
struct Actor {
  std::optional<StaffMember> staff;
  [[nodiscard]] bool is_staff() const noexcept { return staff.has_value(); }
};

enum class SignInRefusal : std::uint8_t {
  wrong = 1,  ///< unknown, disabled, without a password or wrong password: one answer
  slow_down,  ///< too many tries from this network or for this account
  busy,       ///< the bounded pool of password checks is full; try again in a moment
};

struct SignedIn {
  StaffMember staff;
  Sensitive<std::string> session_token;  ///< for the cookie
};

enum class PasswordRefusal : std::uint8_t { wrong_current = 1, too_short, too_long, too_common, busy };

struct SessionSummary {
  std::string key;  ///< names the session in forms; not the token
  Instant created_at;
  Instant last_used_at;
  std::string device;  ///< coarse: browser and system
  bool is_this_one = false;
};

/// Sign-in and sessions of the call's practice. Time-limited, hashed, per practice.
class Accounts {
 public:
  virtual ~Accounts() = default;
  /// Same work and answer for unknown accounts.
  [[nodiscard]] virtual Result<SignedIn, SignInRefusal> sign_in(std::string_view email, const Sensitive<std::string>& password) = 0;
  /// Ends the call's session. Nothing happens when there is none.
  virtual void sign_out() = 0;
  /// Ends all sessions of the signed-in member but this one.
  virtual void sign_out_elsewhere() = 0;
  [[nodiscard]] virtual std::vector<SessionSummary> sessions() = 0;
  virtual void end_session(std::string_view key) = 0;
  /// Ends the member's other sessions; the returned token replaces this session's.
  [[nodiscard]] virtual Result<SignedIn, PasswordRefusal> change_password(const Sensitive<std::string>& current, const Sensitive<std::string>& next) = 0;
  /// The name of the session cookie; its path is the practice's staff pages.
  [[nodiscard]] virtual std::string session_cookie(const Sensitive<std::string>& token) const = 0;  ///< a Set-Cookie value
  [[nodiscard]] virtual std::string expired_session_cookie() const = 0;
};

}  // namespace frontdesk
