// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace frontdesk::storage::mysql {

/// One part of a statement.
struct SqlWord {
  enum class Kind { name = 1, text, sign };  // a keyword is a name; numbers too
  Kind kind = Kind::sign;
  std::string written;  ///< of a name without backquotes; of a sign one character
  std::string upper;    ///< of a bare name: in capitals, to compare with keywords; empty otherwise
};

/// The parts of a statement without white space. A comment or an unclosed quote ends the reading with a sign `#`.
[[nodiscard]] std::vector<SqlWord> sql_words(std::string_view statement);

}  // namespace frontdesk::storage::mysql
