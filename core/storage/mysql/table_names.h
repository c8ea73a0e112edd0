// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Which tables a statement names: what keeps a plugin to its own.
namespace frontdesk::storage::mysql {

struct TableNames {
  /// Read or written, as written, in the order of the statement; `database.table` with its dot. Tables that a foreign key only
  /// REFERENCES aren't here: a plugin's rows may point to the core's.
  std::vector<std::string> tables;
  /// False for what can't be told apart for sure: several tables after one FROM, comments, more than one statement.
  bool is_plain = true;
};

/// Words in quotes are text, not names.
[[nodiscard]] TableNames table_names(std::string_view statement);

/// Whether `table` begins with the plugin's id and an underscore.
[[nodiscard]] bool is_table_of(std::string_view plugin_id, std::string_view table);

}  // namespace frontdesk::storage::mysql
