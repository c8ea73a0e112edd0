// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/integration/accounts/house.h"

#include <boost/test/unit_test.hpp>

#include "base/password.h"

namespace frontdesk::test {
namespace {

const std::string& right_hash() {
  static const std::string hash = hash_password(Sensitive<std::string>(right_password));
  return hash;
}

Practice as_practice(const StoredPractice& stored) {
  return {.id = stored.id,
          .link_name = LinkName::parse(stored.link_name).value(),
          .previous_link_names = {},
          .name = "Harbor Therapy",
          .timezone = "America/New_York",
          .introduction = {},
          .phone = {},
          .email = {},
          .website = {},
          .crisis_notice = {},
          .rules = {},
          .settings = {}};
}

}  // namespace

House::House()
    : stored(a_practice().stored_in(database())),
      practice(as_practice(stored)),
      rules{.try_key = crypto::derive_key(Sensitive<std::string>(std::string(64, '7')), "try_counter")} {
  database().run("DELETE FROM try_counter");
}

StaffId House::add_member(const std::string& email, const std::string& hash) {
  const auto unit = database().pool().begin(storage::AccessMode::read_write);
  const auto id = unit->staff().insert(stored.id, {.email = email, .name = "Sam Ortiz", .role = StaffRole::admin, .provider = {}});
  if (!hash.empty()) unit->staff().set_password(stored.id, id, hash);
  unit->commit();
  return id;
}

StaffId House::add_member(const std::string& email) { return add_member(email, right_hash()); }

void House::call(const Caller& caller, const std::function<void(AccountService&)>& act) {
  const auto unit = database().pool().begin(storage::AccessMode::read_write);
  Request request;
  request.peer_address = caller.address;
  request.user_agent = firefox;
  const auto session = resolve_staff_session(unit->staff(), stored.id, caller.token, caller.now);
  AccountService accounts(*unit, rules, pool, {.practice = practice, .request = request, .now = caller.now, .session = session ? &*session : nullptr});
  act(accounts);
  unit->commit();
}

Result<SignedIn, SignInRefusal> House::sign_in(const Caller& caller, const std::string& email, const std::string& password) {
  std::optional<Result<SignedIn, SignInRefusal>> answer;
  call(caller, [&](AccountService& accounts) { answer.emplace(accounts.sign_in(email, Sensitive<std::string>(password))); });
  return std::move(*answer);
}

std::string House::signed_in(const Caller& caller, const std::string& email) {
  const auto answer = sign_in(caller, email, right_password);
  BOOST_REQUIRE(answer.has_value());
  return answer->session_token.reveal();
}

std::optional<OpenStaffSession> House::resolve(const std::string& token, Instant now) { return resolve_at(stored.id, token, now); }

std::optional<OpenStaffSession> House::resolve_at(PracticeId practice_id, const std::string& token, Instant now) {
  const auto unit = database().pool().begin(storage::AccessMode::read_only);
  return resolve_staff_session(unit->staff(), practice_id, token, now);
}

}  // namespace frontdesk::test
