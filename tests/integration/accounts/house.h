// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "application/account_service.h"
#include "storage/staff_repository.h"
#include "tests/support/practices.h"

namespace frontdesk::test {

inline constexpr const char* right_password = "tall ships at dawn";
inline constexpr const char* wrong_password = "small boats at dusk";
inline constexpr const char* office = "192.0.2.7";
inline constexpr const char* stranger = "198.51.100.9";
inline constexpr const char* firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0";

/// A practice with staff, and calls to its accounts as the host makes them: each in a unit of work of its own.
class House {
 public:
  House();

  /// With the right password unless `hash` says otherwise; an empty one is none.
  StaffId add_member(const std::string& email, const std::string& hash);
  StaffId add_member(const std::string& email);

  struct Caller {
    std::string address = office;
    std::string token = {};       ///< of a cookie
    Instant now = at("2026-12-01T15:00:00Z");
  };
  /// Runs `act` and commits.
  void call(const Caller& caller, const std::function<void(AccountService&)>& act);

  [[nodiscard]] Result<SignedIn, SignInRefusal> sign_in(const Caller& caller, const std::string& email, const std::string& password);
  /// The token; fails the test when refused.
  [[nodiscard]] std::string signed_in(const Caller& caller, const std::string& email);
  [[nodiscard]] std::optional<OpenStaffSession> resolve(const std::string& token, Instant now);
  [[nodiscard]] std::optional<OpenStaffSession> resolve_at(PracticeId practice_id, const std::string& token, Instant now);

  StoredPractice stored;
  Practice practice;
  AccountRules rules;
  PasswordPool pool{{.at_once = 4, .waiting = 60, .patience = std::chrono::milliseconds{60000}}};
};

}  // namespace frontdesk::test
