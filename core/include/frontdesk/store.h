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

/// A plugin's own tables (named `<plugin id>_…`), in the transaction of the call. Statements are prepared. The practice is
/// bound by the store to the first `?` of every statement, which must stand for `practice_id`: a statement without one is
/// refused with std::logic_error, as is one that names a table of the core or of another plugin.
class Store {
 public:
  virtual ~Store() = default;
  [[nodiscard]] virtual std::vector<StoreRow> query(std::string_view statement, const std::vector<StoreValue>& values) = 0;
  /// Returns the number of rows changed.
  virtual std::uint64_t execute(std::string_view statement, const std::vector<StoreValue>& values) = 0;

  /// Replaces what this plugin says is busy on a provider's calendar (of the call's practice); bumps the calendar's version.
  /// `key` names the entry among the plugin's own.
  virtual void set_busy(std::uint64_t provider, std::string_view key, std::int64_t start_micros, std::int64_t end_micros) = 0;
  virtual void clear_busy(std::uint64_t provider, std::string_view key) = 0;
};

}  // namespace frontdesk
