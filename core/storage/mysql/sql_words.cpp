// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/mysql/sql_words.h"

#include <cctype>

namespace frontdesk::storage::mysql {
namespace {

bool is_name_character(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$' || c == '.'; }

std::string capitals(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return upper;
}

/// Reads what stands between quotes and drops it with them; false when they aren't closed. A doubled quote stands for itself, and
/// so does what follows a backslash.
bool take_quoted(std::string_view& rest, std::string& inside) {
  const char quote = rest.front();
  for (std::size_t at = 1; at < rest.size(); ++at) {
    if (rest[at] == '\\' && quote != '`' && at + 1 < rest.size()) {
      inside += rest[++at];
    } else if (rest[at] != quote) {
      inside += rest[at];
    } else if (at + 1 < rest.size() && rest[at + 1] == quote) {
      inside += rest[at++];
    } else {
      rest.remove_prefix(at + 1);
      return true;
    }
  }
  return false;
}

}  // namespace

std::vector<SqlWord> sql_words(std::string_view statement) {
  std::vector<SqlWord> words;
  const auto unreadable = [&] { words.push_back({.kind = SqlWord::Kind::sign, .written = "#", .upper = {}}); };
  std::string_view rest = statement;
  while (!rest.empty()) {
    const char c = rest.front();
    if (std::isspace(static_cast<unsigned char>(c)) != 0) {
      rest.remove_prefix(1);
    } else if (c == '#' || rest.starts_with("--") || rest.starts_with("/*")) {
      unreadable();
      return words;
    } else if (c == '\'' || c == '"' || c == '`') {
      SqlWord word{.kind = c == '`' ? SqlWord::Kind::name : SqlWord::Kind::text, .written = {}, .upper = {}};
      if (!take_quoted(rest, word.written)) {
        unreadable();
        return words;
      }
      words.push_back(std::move(word));
    } else if (is_name_character(c)) {
      std::size_t length = 1;
      while (length < rest.size() && is_name_character(rest[length])) ++length;
      words.push_back({.kind = SqlWord::Kind::name, .written = std::string(rest.substr(0, length)), .upper = capitals(rest.substr(0, length))});
      rest.remove_prefix(length);
    } else {
      words.push_back({.kind = SqlWord::Kind::sign, .written = std::string(1, c), .upper = {}});
      rest.remove_prefix(1);
    }
  }
  return words;
}

}  // namespace frontdesk::storage::mysql
