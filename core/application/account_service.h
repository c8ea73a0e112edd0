// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>

#include "application/password_pool.h"
#include "application/staff_session.h"
#include "base/config.h"
#include "storage/database.h"

/// Sign-in, sessions and passwords of one practice's staff, for one call.
namespace frontdesk {

/// What sign-in needs of the installation: made once per process, shared by all calls.
struct AccountRules {
  crypto::Key try_key;         ///< names accounts and networks in counts
  bool limits = true;          ///< off: nothing is slowed down
  bool secure_cookies = true;
};
[[nodiscard]] AccountRules account_rules(const Config& config);

/// How guessing is slowed (counted failures within `window`; a right password counts nothing). Per account it is counted by
/// network, so that a stranger's tries never keep a colleague out; while an account is being tried from everywhere, each network's
/// own allowance for it is smaller, never none.
struct SignInLimits {
  static constexpr std::chrono::minutes window{15};
  static constexpr std::int64_t of_account_from_network = 8;
  static constexpr std::int64_t of_network = 60;
  static constexpr std::int64_t of_account_from_everywhere = 60;
  static constexpr std::int64_t of_account_from_network_then = 2;
};

/// What one call brings; all of it outlives the service.
struct AccountCall {
  const Practice& practice;
  const Request& request;
  Instant now;
  const OpenStaffSession* session = nullptr;  ///< of the caller; none where nobody is signed in
};

/// Works in the unit of work of the call; the caller commits. A refused sign-in must be committed too: its count is stored with it.
class AccountService final : public Accounts {
 public:
  AccountService(storage::UnitOfWork& unit, const AccountRules& rules, PasswordPool& pool, AccountCall call);

  [[nodiscard]] Result<SignedIn, SignInRefusal> sign_in(std::string_view email, const Sensitive<std::string>& password) override;
  void sign_out() override;
  void sign_out_elsewhere() override;
  [[nodiscard]] std::vector<SessionSummary> sessions() override;
  void end_session(std::string_view key) override;
  [[nodiscard]] Result<SignedIn, PasswordRefusal> change_password(const Sensitive<std::string>& current, const Sensitive<std::string>& next) override;
  [[nodiscard]] std::string session_cookie(const Sensitive<std::string>& token) const override;
  [[nodiscard]] std::string expired_session_cookie() const override;

 private:
  struct Subjects;
  [[nodiscard]] Subjects subjects(std::string_view email) const;
  [[nodiscard]] bool must_slow_down(const Subjects& subjects);
  void count_failure(const Subjects& subjects);
  [[nodiscard]] Sensitive<std::string> open_session(const StaffMember& member);

  storage::UnitOfWork& unit_;
  const AccountRules& rules_;
  PasswordPool& pool_;
  AccountCall call_;
};

}  // namespace frontdesk
