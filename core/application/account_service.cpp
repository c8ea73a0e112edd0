// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/account_service.h"

#include "base/network.h"
#include "base/password.h"
#include "storage/staff_repository.h"
#include "storage/try_counter_repository.h"

namespace frontdesk {
namespace {

constexpr std::string_view by_account_and_network = "sign_in.account_network";
constexpr std::string_view by_network = "sign_in.network";
constexpr std::string_view by_account = "sign_in.account";

// Names a session in forms; too short to find the token or its whole hash by.
std::string key_of(const storage::StaffSession& session) { return crypto::to_hex(session.token_hash).substr(0, 24); }

PasswordRefusal refusal_of(PasswordProblem problem) {
  switch (problem) {
    case PasswordProblem::too_short: return PasswordRefusal::too_short;
    case PasswordProblem::too_long: return PasswordRefusal::too_long;
    case PasswordProblem::too_common: return PasswordRefusal::too_common;
  }
  return PasswordRefusal::too_common;
}

// Known and unknown accounts cost the same: one hash.
bool opens(const std::optional<storage::StaffAccount>& account, const Sensitive<std::string>& password) {
  if (!account || !account->password_hash) return is_password_of_nobody(password);
  const bool right = is_password(password, *account->password_hash);
  return right && !account->disabled_at;
}

}  // namespace

AccountRules account_rules(const Config& config) {
  return {.try_key = crypto::derive_key(config.secret, "try_counter"),
          .limits = config.limits,
          .secure_cookies = needs_secure_cookies(config.base_url)};
}

AccountService::AccountService(storage::UnitOfWork& unit, const AccountRules& rules, PasswordPool& pool, AccountCall call)
    : unit_(unit), rules_(rules), pool_(pool), call_(call) {}

struct AccountService::Subjects {
  crypto::Hash account_and_network;
  crypto::Hash network;
  crypto::Hash account;
};

AccountService::Subjects AccountService::subjects(std::string_view email) const {
  const std::string network = network_of(call_.request.peer_address);
  const std::string account = std::to_string(call_.practice.id.value()) + '/' + std::string(email);
  return {.account_and_network = crypto::keyed_hash(rules_.try_key, network + ' ' + account),
          .network = crypto::keyed_hash(rules_.try_key, network),
          .account = crypto::keyed_hash(rules_.try_key, account)};
}

bool AccountService::must_slow_down(const Subjects& subjects) {
  if (!rules_.limits) return false;
  auto& tries = unit_.tries();
  const Instant since = call_.now - SignInLimits::window;
  if (tries.count(by_network, subjects.network, since) >= SignInLimits::of_network) return true;
  const bool is_tried_everywhere = tries.count(by_account, subjects.account, since) >= SignInLimits::of_account_from_everywhere;
  const auto allowed = is_tried_everywhere ? SignInLimits::of_account_from_network_then : SignInLimits::of_account_from_network;
  return tries.count(by_account_and_network, subjects.account_and_network, since) >= allowed;
}

void AccountService::count_failure(const Subjects& subjects) {
  if (!rules_.limits) return;
  auto& tries = unit_.tries();
  tries.add(by_account_and_network, subjects.account_and_network, call_.now);
  tries.add(by_network, subjects.network, call_.now);
  tries.add(by_account, subjects.account, call_.now);
}

Sensitive<std::string> AccountService::open_session(const StaffMember& member) {
  auto token = crypto::random_token();
  unit_.staff().insert_session(call_.practice.id, {.token_hash = crypto::hash(token.reveal()),
                                                   .staff = member.id,
                                                   .csrf_key = crypto::random_bytes(),
                                                   .device = device_of(call_.request.user_agent),
                                                   .created_at = call_.now,
                                                   .last_used_at = call_.now,
                                                   .ends_at = call_.now + staff_session_length});
  return token;
}

Result<SignedIn, SignInRefusal> AccountService::sign_in(std::string_view email, const Sensitive<std::string>& password) {
  const std::string canonical = storage::canonical_staff_email(email);
  const Subjects counted = subjects(canonical);
  if (must_slow_down(counted)) return failure(SignInRefusal::slow_down);
  const auto turn = pool_.take();
  if (!turn) return failure(SignInRefusal::busy);

  auto& staff = unit_.staff();
  const auto account = staff.find_by_email(call_.practice.id, canonical);
  if (!opens(account, password)) {
    count_failure(counted);
    return failure(SignInRefusal::wrong);
  }
  // Locks the account: a password changed or an account disabled meanwhile ends this sign-in, not only the sessions before it.
  if (!staff.lock_unchanged(call_.practice.id, account->member.id, account->version)) return failure(SignInRefusal::busy);
  if (is_outdated_hash(*account->password_hash)) staff.set_password(call_.practice.id, account->member.id, hash_password(password));
  if (call_.session != nullptr) staff.end_session(call_.practice.id, call_.session->session.token_hash);
  return SignedIn{.staff = account->member, .session_token = open_session(account->member)};
}

void AccountService::sign_out() {
  if (call_.session != nullptr) unit_.staff().end_session(call_.practice.id, call_.session->session.token_hash);
}

void AccountService::sign_out_elsewhere() {
  if (call_.session == nullptr) return;
  unit_.staff().end_sessions_of(call_.practice.id, call_.session->member.id, call_.session->session.token_hash);
}

std::vector<SessionSummary> AccountService::sessions() {
  std::vector<SessionSummary> all;
  if (call_.session == nullptr) return all;
  for (const auto& session : unit_.staff().sessions_of(call_.practice.id, call_.session->member.id)) {
    if (has_ended(session, call_.now)) continue;
    all.push_back({.key = key_of(session),
                   .created_at = session.created_at,
                   .last_used_at = session.last_used_at,
                   .device = session.device,
                   .is_this_one = session.token_hash == call_.session->session.token_hash});
  }
  return all;
}

void AccountService::end_session(std::string_view key) {
  if (call_.session == nullptr) return;
  for (const auto& session : unit_.staff().sessions_of(call_.practice.id, call_.session->member.id)) {
    if (key_of(session) == key) unit_.staff().end_session(call_.practice.id, session.token_hash);
  }
}

Result<SignedIn, PasswordRefusal> AccountService::change_password(const Sensitive<std::string>& current, const Sensitive<std::string>& next) {
  if (call_.session == nullptr) return failure(PasswordRefusal::wrong_current);
  const StaffMember& member = call_.session->member;
  if (const auto problem = password_problem(next, {call_.practice.name, member.name, member.email})) return failure(refusal_of(*problem));

  const Subjects counted = subjects(member.email);
  if (must_slow_down(counted)) return failure(PasswordRefusal::busy);
  const auto turn = pool_.take();
  if (!turn) return failure(PasswordRefusal::busy);

  auto& staff = unit_.staff();
  const auto account = staff.find(call_.practice.id, member.id);
  if (!opens(account, current)) {
    count_failure(counted);
    return failure(PasswordRefusal::wrong_current);
  }
  const std::string hash = hash_password(next);
  if (!staff.lock_unchanged(call_.practice.id, member.id, account->version)) return failure(PasswordRefusal::busy);
  staff.set_password(call_.practice.id, member.id, hash);
  staff.end_sessions_of(call_.practice.id, member.id, std::nullopt);
  return SignedIn{.staff = account->member, .session_token = open_session(account->member)};
}

std::string AccountService::session_cookie(const Sensitive<std::string>& token) const {
  return staff_session_cookie(call_.practice.link_name, token, rules_.secure_cookies);
}

std::string AccountService::expired_session_cookie() const { return expired_staff_session_cookie(call_.practice.link_name, rules_.secure_cookies); }

}  // namespace frontdesk
