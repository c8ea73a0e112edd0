// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/try_counter_repository.h"

#include "storage/mysql/repositories.h"

namespace frontdesk::storage::mysql {
namespace {

namespace try_counter_sql {
constexpr const char* add =
    "INSERT INTO try_counter (scope, subject_hash, window_starts_at, tries) VALUES (?, ?, ?, 1) "
    "ON DUPLICATE KEY UPDATE tries = tries + 1";
constexpr const char* count =
    "SELECT CAST(COALESCE(SUM(tries), 0) AS SIGNED) FROM try_counter WHERE scope = ? AND subject_hash = ? AND window_starts_at >= ?";
constexpr const char* take_back =
    "UPDATE try_counter SET tries = tries - 1 WHERE scope = ? AND subject_hash = ? AND window_starts_at = ? AND tries > 0";
constexpr const char* remove_before = "DELETE FROM try_counter WHERE window_starts_at < ? ORDER BY window_starts_at LIMIT ?";
}  // namespace try_counter_sql

class TryCounters final : public TryCounterRepository {
 public:
  explicit TryCounters(Connection& connection) : connection_(connection) {}

  void add(std::string_view scope, const Hash& subject, Instant window_starts_at) override {
    connection_.prepare(try_counter_sql::add).text(scope).hash(subject).instant(window_starts_at).execute();
  }

  std::int64_t count(std::string_view scope, const Hash& subject, Instant since) override {
    const auto rows = connection_.prepare(try_counter_sql::count).text(scope).hash(subject).instant(since).query();
    return rows->next() ? rows->integer(1) : 0;
  }

  void take_back(std::string_view scope, const Hash& subject, Instant window_starts_at) override {
    connection_.prepare(try_counter_sql::take_back).text(scope).hash(subject).instant(window_starts_at).execute();
  }

  std::uint64_t remove_before(Instant before, int most) override {
    return connection_.prepare(try_counter_sql::remove_before).instant(before).integer(most).execute();
  }

 private:
  Connection& connection_;
};

}  // namespace

std::unique_ptr<TryCounterRepository> make_try_counter_repository(Connection& connection) {
  return std::make_unique<TryCounters>(connection);
}

}  // namespace frontdesk::storage::mysql
