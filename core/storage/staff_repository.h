// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "frontdesk/sensitive.h"
#include "frontdesk/staff.h"

/// Staff of a practice and their signed-in browsers. E-mail addresses are canonical: lower-cased by the caller (`canonical_staff_email`).
namespace frontdesk::storage {

using TokenHash = std::array<std::uint8_t, 32>;

struct StaffAccount {
  StaffMember member;
  std::optional<std::string> password_hash;  ///< absent: can't sign in yet
  std::optional<Instant> disabled_at;
  std::uint64_t version = 0;
};

struct NewStaff {
  std::string email;
  std::string name;
  StaffRole role = StaffRole::clinician;
  std::optional<ProviderId> provider;
};

struct StaffSession {
  TokenHash token_hash{};
  StaffId staff;
  std::array<std::uint8_t, 32> csrf_key{};
  std::string device;      ///< coarse: browser and system
  Instant created_at;
  Instant last_used_at;
  Instant ends_at;         ///< whatever happens
};

/// Trimmed of blanks, ASCII letters lower-cased: what is stored, compared and counted.
[[nodiscard]] std::string canonical_staff_email(std::string_view typed);

class StaffRepository {
 public:
  virtual ~StaffRepository() = default;

  // Absent and foreign: nothing.
  [[nodiscard]] virtual std::optional<StaffAccount> find(PracticeId practice, StaffId id) = 0;
  [[nodiscard]] virtual std::optional<StaffAccount> find_by_email(PracticeId practice, std::string_view email) = 0;
  /// By e-mail; disabled ones too.
  [[nodiscard]] virtual std::vector<StaffAccount> list(PracticeId practice) = 0;

  /// Throws Duplicate when the practice has that e-mail.
  virtual StaffId insert(PracticeId practice, const NewStaff& staff) = 0;
  /// Name, role and provider; false when there is no such one.
  virtual bool update(PracticeId practice, StaffId id, const NewStaff& staff) = 0;
  /// Locks the account until the transaction ends; false when it was changed since `version` was read.
  [[nodiscard]] virtual bool lock_unchanged(PracticeId practice, StaffId id, std::uint64_t version) = 0;
  /// Doesn't end sessions: see end_sessions_of.
  virtual bool set_password(PracticeId practice, StaffId id, std::string_view hash) = 0;
  /// Ends all sessions, too.
  virtual bool disable(PracticeId practice, StaffId id, Instant now) = 0;
  virtual bool enable(PracticeId practice, StaffId id) = 0;

  virtual void insert_session(PracticeId practice, const StaffSession& session) = 0;
  struct Opened {
    StaffSession session;
    StaffMember member;
  };
  /// Whatever its age; nothing for an account that is disabled.
  [[nodiscard]] virtual std::optional<Opened> find_session(PracticeId practice, const TokenHash& token) = 0;
  /// Latest use first.
  [[nodiscard]] virtual std::vector<StaffSession> sessions_of(PracticeId practice, StaffId staff) = 0;
  virtual void touch_session(PracticeId practice, const TokenHash& token, Instant now) = 0;
  virtual bool end_session(PracticeId practice, const TokenHash& token) = 0;
  /// All but `kept`.
  virtual std::uint64_t end_sessions_of(PracticeId practice, StaffId staff, const std::optional<TokenHash>& kept) = 0;
  /// Of all practices: those whose end is past or whose last use is before `idle_since`; returns how many.
  virtual std::uint64_t remove_ended_sessions(Instant now, Instant idle_since) = 0;
};

}  // namespace frontdesk::storage
