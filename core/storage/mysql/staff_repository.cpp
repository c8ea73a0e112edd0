// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/staff_repository.h"

#include "storage/mysql/repositories.h"

namespace frontdesk::storage::mysql {
namespace {

namespace staff_sql {
constexpr const char* find =
    "SELECT id, email, name, role, provider_id, password_hash, disabled_at, version FROM staff WHERE practice_id = ? AND id = ?";
constexpr const char* find_by_email =
    "SELECT id, email, name, role, provider_id, password_hash, disabled_at, version FROM staff WHERE practice_id = ? AND email = ?";
constexpr const char* list =
    "SELECT id, email, name, role, provider_id, password_hash, disabled_at, version FROM staff WHERE practice_id = ? ORDER BY email";
constexpr const char* insert = "INSERT INTO staff (practice_id, email, name, role, provider_id) VALUES (?, ?, ?, ?, ?)";
constexpr const char* update =
    "UPDATE staff SET email = ?, name = ?, role = ?, provider_id = ?, version = version + 1 WHERE practice_id = ? AND id = ?";
constexpr const char* lock_unchanged = "UPDATE staff SET version = version WHERE practice_id = ? AND id = ? AND version = ?";
constexpr const char* set_password =
    "UPDATE staff SET password_hash = ?, version = version + 1 WHERE practice_id = ? AND id = ?";
constexpr const char* disable =
    "UPDATE staff SET disabled_at = COALESCE(disabled_at, ?), version = version + 1 WHERE practice_id = ? AND id = ?";
constexpr const char* enable = "UPDATE staff SET disabled_at = NULL, version = version + 1 WHERE practice_id = ? AND id = ?";
constexpr const char* insert_session =
    "INSERT INTO staff_session (practice_id, token_hash, staff_id, csrf_key, device, created_at, last_used_at, ends_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* find_session =
    "SELECT s.token_hash, s.staff_id, s.csrf_key, s.device, s.created_at, s.last_used_at, s.ends_at, "
    "a.email, a.name, a.role, a.provider_id "
    "FROM staff_session s JOIN staff a ON a.practice_id = s.practice_id AND a.id = s.staff_id "
    "WHERE s.practice_id = ? AND s.token_hash = ? AND a.disabled_at IS NULL";
constexpr const char* sessions_of =
    "SELECT token_hash, staff_id, csrf_key, device, created_at, last_used_at, ends_at FROM staff_session "
    "WHERE practice_id = ? AND staff_id = ? ORDER BY last_used_at DESC, created_at DESC";
constexpr const char* touch_session =
    "UPDATE staff_session SET last_used_at = ? WHERE practice_id = ? AND token_hash = ? AND last_used_at < ?";
constexpr const char* end_session = "DELETE FROM staff_session WHERE practice_id = ? AND token_hash = ?";
constexpr const char* end_sessions_of = "DELETE FROM staff_session WHERE practice_id = ? AND staff_id = ?";
constexpr const char* end_other_sessions_of = "DELETE FROM staff_session WHERE practice_id = ? AND staff_id = ? AND token_hash <> ?";
constexpr const char* remove_ended_sessions = "DELETE FROM staff_session WHERE ends_at <= ? OR last_used_at < ?";
}  // namespace staff_sql

std::optional<std::uint64_t> number(const std::optional<ProviderId>& provider) {
  if (!provider) return std::nullopt;
  return provider->value();
}

std::optional<ProviderId> provider_id(std::optional<std::uint64_t> value) {
  if (!value) return std::nullopt;
  return ProviderId(*value);
}

StaffAccount read_account(Rows& rows) {
  return {.member = {.id = StaffId(rows.id(1)),
                     .name = rows.text(3),
                     .email = rows.text(2),
                     .role = static_cast<StaffRole>(rows.integer(4)),
                     .provider = provider_id(rows.optional_id(5))},
          .password_hash = rows.optional_text(6),
          .disabled_at = rows.optional_instant(7),
          .version = rows.id(8)};
}

StaffSession read_session(Rows& rows) {
  return {.token_hash = rows.hash(1),
          .staff = StaffId(rows.id(2)),
          .csrf_key = rows.hash(3),
          .device = rows.text(4),
          .created_at = rows.instant(5),
          .last_used_at = rows.instant(6),
          .ends_at = rows.instant(7)};
}

std::optional<StaffAccount> first_account(Rows& rows) {
  if (!rows.next()) return std::nullopt;
  return read_account(rows);
}

class Staff final : public StaffRepository {
 public:
  explicit Staff(Connection& connection) : connection_(connection) {}

  std::optional<StaffAccount> find(PracticeId practice, StaffId id) override {
    return first_account(*connection_.prepare(staff_sql::find).id(practice.value()).id(id.value()).query());
  }

  std::optional<StaffAccount> find_by_email(PracticeId practice, std::string_view email) override {
    return first_account(*connection_.prepare(staff_sql::find_by_email).id(practice.value()).text(email).query());
  }

  std::vector<StaffAccount> list(PracticeId practice) override {
    std::vector<StaffAccount> all;
    const auto rows = connection_.prepare(staff_sql::list).id(practice.value()).query();
    while (rows->next()) all.push_back(read_account(*rows));
    return all;
  }

  StaffId insert(PracticeId practice, const NewStaff& staff) override {
    connection_.prepare(staff_sql::insert)
        .id(practice.value())
        .text(staff.email)
        .text(staff.name)
        .integer(static_cast<std::int64_t>(staff.role))
        .optional_id(number(staff.provider))
        .execute();
    return StaffId(connection_.last_insert_id());
  }

  bool update(PracticeId practice, StaffId id, const NewStaff& staff) override {
    return connection_.prepare(staff_sql::update)
               .text(staff.email)
               .text(staff.name)
               .integer(static_cast<std::int64_t>(staff.role))
               .optional_id(number(staff.provider))
               .id(practice.value())
               .id(id.value())
               .execute() > 0;
  }

  bool lock_unchanged(PracticeId practice, StaffId id, std::uint64_t version) override {
    return connection_.prepare(staff_sql::lock_unchanged).id(practice.value()).id(id.value()).id(version).execute() > 0;
  }

  bool set_password(PracticeId practice, StaffId id, std::string_view hash) override {
    return connection_.prepare(staff_sql::set_password).text(hash).id(practice.value()).id(id.value()).execute() > 0;
  }

  bool disable(PracticeId practice, StaffId id, Instant now) override {
    const bool there = connection_.prepare(staff_sql::disable).instant(now).id(practice.value()).id(id.value()).execute() > 0;
    end_sessions_of(practice, id, std::nullopt);
    return there;
  }

  bool enable(PracticeId practice, StaffId id) override {
    return connection_.prepare(staff_sql::enable).id(practice.value()).id(id.value()).execute() > 0;
  }

  void insert_session(PracticeId practice, const StaffSession& session) override {
    connection_.prepare(staff_sql::insert_session)
        .id(practice.value())
        .hash(session.token_hash)
        .id(session.staff.value())
        .hash(session.csrf_key)
        .text(session.device)
        .instant(session.created_at)
        .instant(session.last_used_at)
        .instant(session.ends_at)
        .execute();
  }

  std::optional<Opened> find_session(PracticeId practice, const TokenHash& token) override {
    const auto rows = connection_.prepare(staff_sql::find_session).id(practice.value()).hash(token).query();
    if (!rows->next()) return std::nullopt;
    StaffSession session = read_session(*rows);
    StaffMember member{.id = session.staff,
                       .name = rows->text(9),
                       .email = rows->text(8),
                       .role = static_cast<StaffRole>(rows->integer(10)),
                       .provider = provider_id(rows->optional_id(11))};
    return Opened{.session = std::move(session), .member = std::move(member)};
  }

  std::vector<StaffSession> sessions_of(PracticeId practice, StaffId staff) override {
    std::vector<StaffSession> all;
    const auto rows = connection_.prepare(staff_sql::sessions_of).id(practice.value()).id(staff.value()).query();
    while (rows->next()) all.push_back(read_session(*rows));
    return all;
  }

  void touch_session(PracticeId practice, const TokenHash& token, Instant now) override {
    connection_.prepare(staff_sql::touch_session).instant(now).id(practice.value()).hash(token).instant(now).execute();
  }

  bool end_session(PracticeId practice, const TokenHash& token) override {
    return connection_.prepare(staff_sql::end_session).id(practice.value()).hash(token).execute() > 0;
  }

  std::uint64_t end_sessions_of(PracticeId practice, StaffId staff, const std::optional<TokenHash>& kept) override {
    if (kept) {
      return connection_.prepare(staff_sql::end_other_sessions_of).id(practice.value()).id(staff.value()).hash(*kept).execute();
    }
    return connection_.prepare(staff_sql::end_sessions_of).id(practice.value()).id(staff.value()).execute();
  }

  std::uint64_t remove_ended_sessions(Instant now, Instant idle_since) override {
    return connection_.prepare(staff_sql::remove_ended_sessions).instant(now).instant(idle_since).execute();
  }

 private:
  Connection& connection_;
};

}  // namespace

std::unique_ptr<StaffRepository> make_staff_repository(Connection& connection) { return std::make_unique<Staff>(connection); }

}  // namespace frontdesk::storage::mysql
