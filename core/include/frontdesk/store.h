// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace frontdesk {

/// A value bound to `?` in a plugin's statement; strings are always bound as strings.
using StoreValue = std::variant<std::monostate, std::int64_t, std::string>;

/// One row; NULL is monostate.
using StoreRow = std::vector<StoreValue>;

/// A plugin's own tables (named `<plugin id>_…`), in the transaction of the call. One SELECT, INSERT, UPDATE, DELETE or REPLACE a
/// statement, prepared and kept by its text. The store binds the practice itself to the first `practice_id = ?` of the WHERE (also
/// `alias.practice_id = ?`), or to the `?` in the place of the column practice_id of the one row that is inserted; `values` are for the
/// other `?`, in order. A statement without that `?` is refused with std::logic_error, as is one that names a table of the core or of
/// another plugin.
class Store {
 public:
  virtual ~Store() = default;
  [[nodiscard]] virtual std::vector<StoreRow> query(std::string_view statement, const std::vector<StoreValue>& values) = 0;
  /// Returns the number of rows inserted, deleted or (changed or not) matched.
  virtual std::uint64_t execute(std::string_view statement, const std::vector<StoreValue>& values) = 0;

  /// Replaces what this plugin says is busy on a provider's calendar (of the call's practice); bumps the calendar's version.
  /// `key` names the entry among the plugin's own. std::invalid_argument when it doesn't end after its start.
  virtual void set_busy(std::uint64_t provider, std::string_view key, std::int64_t start_micros, std::int64_t end_micros) = 0;
  virtual void clear_busy(std::uint64_t provider, std::string_view key) = 0;
};

}  // namespace frontdesk
