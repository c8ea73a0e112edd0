// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/mysql/plugin_store.h"

#include <algorithm>
#include <stdexcept>

#include "storage/mysql/sql_words.h"
#include "storage/mysql/table_names.h"

namespace frontdesk::storage::mysql {
namespace {

namespace sql {

constexpr std::string_view set_busy =
    "INSERT INTO busy_interval (practice_id, provider_id, plugin_id, entry_key, starts_at, ends_at) VALUES (?, ?, ?, ?, ?, ?) "
    "ON DUPLICATE KEY UPDATE starts_at = VALUES(starts_at), ends_at = VALUES(ends_at)";

constexpr std::string_view clear_busy =
    "DELETE FROM busy_interval WHERE practice_id = ? AND provider_id = ? AND plugin_id = ? AND entry_key = ?";

}  // namespace sql

using Words = std::vector<SqlWord>;

bool is_sign(const SqlWord& word, char sign) { return word.kind == SqlWord::Kind::sign && word.written.front() == sign; }

bool names_practice(const SqlWord& word) {
  constexpr std::string_view column = "practice_id";
  return word.kind == SqlWord::Kind::name && (word.written == column || word.written.ends_with(".practice_id"));
}

std::size_t find_word(const Words& words, std::string_view keyword) {
  return static_cast<std::size_t>(
      std::find_if(words.begin(), words.end(), [&](const SqlWord& word) { return word.upper == keyword; }) - words.begin());
}

/// How many `?` stand before `at`.
std::size_t places_before(const Words& words, std::size_t at) {
  return static_cast<std::size_t>(
      std::count_if(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(at), [](const SqlWord& word) { return is_sign(word, '?'); }));
}

/// Of `INSERT INTO t (a, practice_id, …) VALUES (…)` with one row: the `?` in the column's place.
std::optional<std::size_t> practice_place_of_insert(const Words& words) {
  const std::size_t values = find_word(words, "VALUES");
  std::size_t at = 0;
  while (at < values && !is_sign(words[at], '(')) ++at;
  std::size_t column = 0;
  for (; at < values && !names_practice(words[at]); ++at) {
    if (is_sign(words[at], ',')) ++column;
  }
  if (at >= values || values == words.size()) return std::nullopt;

  std::optional<std::size_t> place;
  std::size_t met = 0;
  int depth = 0;
  for (at = values + 1; at < words.size(); ++at) {
    if (is_sign(words[at], '(')) ++depth;
    if (is_sign(words[at], ')') && --depth == 0) break;
    if (depth == 1 && is_sign(words[at], ',')) ++met;
    if (depth == 1 && met == column && is_sign(words[at], '?')) place = places_before(words, at);
  }
  const bool has_more_rows = at + 1 < words.size() && is_sign(words[at + 1], ',');
  return has_more_rows ? std::nullopt : place;
}

/// The first `practice_id = ?` after WHERE.
std::optional<std::size_t> practice_place_of_where(const Words& words) {
  for (std::size_t at = find_word(words, "WHERE"); at + 2 < words.size(); ++at) {
    if (names_practice(words[at]) && is_sign(words[at + 1], '=') && is_sign(words[at + 2], '?')) return places_before(words, at + 2);
  }
  return std::nullopt;
}

class MysqlPluginStore final : public Store {
 public:
  MysqlPluginStore(Connection& connection, CalendarRepository& calendars, std::string_view plugin_id, PracticeId practice)
      : connection_(connection), calendars_(calendars), plugin_id_(plugin_id), practice_(practice) {}

  std::vector<StoreRow> query(std::string_view statement, const std::vector<StoreValue>& values) override {
    const auto rows = bound(statement, values).query();
    std::vector<StoreRow> all;
    while (rows->next()) {
      StoreRow row;
      for (unsigned column = 1; column <= rows->columns(); ++column) row.push_back(rows->value(column));
      all.push_back(std::move(row));
    }
    return all;
  }

  std::uint64_t execute(std::string_view statement, const std::vector<StoreValue>& values) override {
    return bound(statement, values).execute();
  }

  void set_busy(std::uint64_t provider, std::string_view key, std::int64_t start_micros, std::int64_t end_micros) override {
    if (end_micros <= start_micros) throw std::invalid_argument("a busy interval doesn't end after its start");
    calendars_.lock(practice_, ProviderId{provider});
    connection_.prepare(sql::set_busy)
        .id(practice_.value())
        .id(provider)
        .text(plugin_id_)
        .text(key)
        .integer(start_micros)
        .integer(end_micros)
        .execute();
  }

  void clear_busy(std::uint64_t provider, std::string_view key) override {
    calendars_.lock(practice_, ProviderId{provider});
    connection_.prepare(sql::clear_busy).id(practice_.value()).id(provider).text(plugin_id_).text(key).execute();
  }

 private:
  Statement& bound(std::string_view statement, const std::vector<StoreValue>& values) {
    const std::size_t practice_place = checked(statement);
    Statement& prepared = connection_.prepare(statement);
    for (std::size_t place = 0, value = 0; place <= values.size(); ++place) {
      if (place == practice_place) {
        prepared.id(practice_.value());
      } else {
        bind(prepared, values.at(value++));
      }
    }
    return prepared;
  }

  static void bind(Statement& statement, const StoreValue& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      statement.integer(*number);
    } else if (const auto* words = std::get_if<std::string>(&value)) {
      statement.text(*words);
    } else {
      statement.optional_text(std::nullopt);
    }
  }

  /// The place of the practice among the `?`; throws what the statement may not do.
  [[nodiscard]] std::size_t checked(std::string_view statement) const {
    const auto refuse = [&](const std::string& why) { throw std::logic_error("plugin " + plugin_id_ + ": " + why + ": " + std::string(statement)); };
    const Words words = sql_words(statement);
    const std::string verb = words.empty() ? std::string() : words.front().upper;
    const bool adds = verb == "INSERT" || verb == "REPLACE";
    if (!adds && verb != "SELECT" && verb != "UPDATE" && verb != "DELETE") refuse("this kind of statement isn't for plugins");
    const TableNames names = table_names(statement);
    if (!names.is_plain || names.tables.empty()) refuse("the tables can't be told from the statement (one after each FROM, no comments)");
    for (const std::string& table : names.tables) {
      if (!is_table_of(plugin_id_, table)) refuse("the table " + table + " isn't the plugin's");
    }
    const auto place = adds ? practice_place_of_insert(words) : practice_place_of_where(words);
    if (!place) refuse("no ? stands for practice_id");
    return place.value_or(0);
  }

  Connection& connection_;
  CalendarRepository& calendars_;
  std::string plugin_id_;
  PracticeId practice_;
};

}  // namespace

std::unique_ptr<Store> make_plugin_store(Connection& connection, CalendarRepository& calendars, std::string_view plugin_id,
                                         PracticeId practice) {
  return std::make_unique<MysqlPluginStore>(connection, calendars, plugin_id, practice);
}

}  // namespace frontdesk::storage::mysql
