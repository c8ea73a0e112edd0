// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/mysql/table_names.h"

#include <algorithm>
#include <array>

#include "storage/mysql/sql_words.h"

namespace frontdesk::storage::mysql {
namespace {

using Words = std::vector<SqlWord>;

template <std::size_t count>
bool is_one_of(const SqlWord& word, const std::array<std::string_view, count>& keywords) {
  return std::find(keywords.begin(), keywords.end(), word.upper) != keywords.end() && !word.upper.empty();
}

/// After these a table is named.
constexpr std::array<std::string_view, 7> lead_to_a_table{"FROM", "JOIN", "STRAIGHT_JOIN", "INTO", "UPDATE", "TABLE", "TRUNCATE"};
/// After an opening bracket these begin a query of its own, whose tables are met later.
constexpr std::array<std::string_view, 3> begin_a_query{"SELECT", "WITH", "VALUES"};
/// These may stand in between.
constexpr std::array<std::string_view, 10> passed_over{"IF",     "NOT",   "EXISTS", "IGNORE", "LOW_PRIORITY",
                                                       "LATERAL", "TABLE", "ONLY",   "INTO",   "QUICK"};
/// With these a list of tables has come to its end.
constexpr std::array<std::string_view, 13> end_of_tables{"WHERE", "GROUP", "ORDER", "LIMIT", "HAVING", "ON",    "USING",
                                                         "SET",   "JOIN",  "INNER", "LEFT",  "RIGHT",  "CROSS"};

bool is_sign(const SqlWord& word, char sign) { return word.kind == SqlWord::Kind::sign && word.written.front() == sign; }

/// FOR UPDATE locks, ON DUPLICATE KEY UPDATE sets, ON UPDATE is a foreign key's: none names a table.
bool is_another_update(const Words& words, std::size_t at) {
  if (words[at].upper != "UPDATE" || at == 0) return false;
  const std::string& before = words[at - 1].upper;
  return before == "FOR" || before == "KEY" || before == "ON";
}

/// Whether a comma follows in the list of tables that begins at `at`.
bool lists_several(const Words& words, std::size_t at) {
  int depth = 0;
  for (; at < words.size(); ++at) {
    if (is_sign(words[at], '(')) ++depth;
    if (is_sign(words[at], ')') && --depth < 0) return false;
    if (depth > 0) continue;
    if (is_sign(words[at], ',')) return true;
    if (is_one_of(words[at], end_of_tables)) return false;
  }
  return false;
}

}  // namespace

TableNames table_names(std::string_view statement) {
  TableNames found;
  const Words words = sql_words(statement);
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (is_sign(words[at], '#') || (is_sign(words[at], ';') && at + 1 < words.size())) found.is_plain = false;
    if (!is_one_of(words[at], lead_to_a_table) || is_another_update(words, at)) continue;
    const bool may_list = words[at].upper == "FROM" || words[at].upper == "UPDATE";
    std::size_t name = at + 1;
    while (name < words.size() && (is_one_of(words[name], passed_over) || is_sign(words[name], '('))) ++name;
    if (name == words.size() || is_one_of(words[name], begin_a_query)) continue;
    if (words[name].kind != SqlWord::Kind::name) {
      found.is_plain = false;
      continue;
    }
    // A qualified name written with backquotes comes in three parts.
    std::string table = words[name].written;
    if (name + 2 < words.size() && words[name + 1].written == ".") table += "." + words[name + 2].written;
    found.tables.push_back(std::move(table));
    if (may_list && lists_several(words, name)) found.is_plain = false;
    at = name;
  }
  return found;
}

bool is_table_of(std::string_view plugin_id, std::string_view table) {
  return table.size() > plugin_id.size() + 1 && table.starts_with(plugin_id) && table[plugin_id.size()] == '_' &&
         table.find('.') == std::string_view::npos;
}

}  // namespace frontdesk::storage::mysql
