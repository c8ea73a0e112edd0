// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/link_repository.h"

#include "storage/mysql/repositories.h"

namespace frontdesk::storage::mysql {
namespace {

namespace link_sql {
constexpr const char* insert =
    "INSERT INTO private_link (practice_id, token_hash, request_id, purpose, kind, created_at, ends_at) VALUES (?, ?, ?, ?, ?, ?, ?)";
constexpr const char* find =
    "SELECT token_hash, request_id, purpose, kind, created_at, ends_at, revoked_at, wrong_answers FROM private_link "
    "WHERE practice_id = ? AND token_hash = ?";
constexpr const char* count_try =
    "UPDATE private_link SET wrong_answers = wrong_answers + 1 WHERE practice_id = ? AND token_hash = ? AND purpose = ? AND kind = 2 "
    "AND revoked_at IS NULL AND ends_at > ? AND wrong_answers < ?";
constexpr const char* forget_tries = "UPDATE private_link SET wrong_answers = 0 WHERE practice_id = ? AND token_hash = ?";
constexpr const char* revoke_open_ones =
    "UPDATE private_link SET revoked_at = ? WHERE practice_id = ? AND request_id = ? AND kind IN (1, 3) AND revoked_at IS NULL";
constexpr const char* just_sent_until =
    "SELECT MAX(ends_at) FROM private_link WHERE practice_id = ? AND request_id = ? AND kind = 1 AND revoked_at IS NULL AND ends_at > ?";
constexpr const char* remove_ended = "DELETE FROM private_link WHERE ends_at < ? LIMIT ?";
}  // namespace link_sql

class Links final : public LinkRepository {
 public:
  explicit Links(Connection& connection) : connection_(connection) {}

  void insert(PracticeId practice, const StoredLink& link) override {
    connection_.prepare(link_sql::insert)
        .id(practice.value())
        .hash(link.token_hash)
        .id(link.request.value())
        .integer(static_cast<std::int64_t>(link.purpose))
        .integer(static_cast<std::int64_t>(link.kind))
        .instant(link.created_at)
        .instant(link.ends_at)
        .execute();
  }

  std::optional<StoredLink> find(PracticeId practice, const LinkHash& token_hash) override {
    const auto rows = connection_.prepare(link_sql::find).id(practice.value()).hash(token_hash).query();
    if (!rows->next()) return std::nullopt;
    return StoredLink{.token_hash = rows->hash(1),
                      .request = RequestId(rows->id(2)),
                      .purpose = static_cast<LinkPurpose>(rows->integer(3)),
                      .kind = static_cast<LinkKind>(rows->integer(4)),
                      .created_at = rows->instant(5),
                      .ends_at = rows->instant(6),
                      .revoked_at = rows->optional_instant(7),
                      .wrong_answers = static_cast<int>(rows->integer(8))};
  }

  bool count_try(PracticeId practice, const LinkHash& token_hash, LinkPurpose purpose, Instant now, int most) override {
    return connection_.prepare(link_sql::count_try)
               .id(practice.value())
               .hash(token_hash)
               .integer(static_cast<std::int64_t>(purpose))
               .instant(now)
               .integer(most)
               .execute() > 0;
  }

  void forget_tries(PracticeId practice, const LinkHash& token_hash) override {
    connection_.prepare(link_sql::forget_tries).id(practice.value()).hash(token_hash).execute();
  }

  void revoke_open_ones(PracticeId practice, RequestId request, Instant now) override {
    connection_.prepare(link_sql::revoke_open_ones).instant(now).id(practice.value()).id(request.value()).execute();
  }

  std::optional<Instant> just_sent_until(PracticeId practice, RequestId request, Instant now) override {
    const auto rows = connection_.prepare(link_sql::just_sent_until).id(practice.value()).id(request.value()).instant(now).query();
    if (!rows->next()) return std::nullopt;
    return rows->optional_instant(1);
  }

  std::uint64_t remove_ended(Instant before, int most) override {
    return connection_.prepare(link_sql::remove_ended).instant(before).integer(most).execute();
  }

 private:
  Connection& connection_;
};

}  // namespace

std::unique_ptr<LinkRepository> make_link_repository(Connection& connection) {
  return std::make_unique<Links>(connection);
}

}  // namespace frontdesk::storage::mysql
