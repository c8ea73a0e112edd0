// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "frontdesk/time.h"

/// The door to Connector/C++: nothing of it shows in this header. Errors are those of storage/errors.h.
namespace frontdesk::storage::mysql {

using Hash = std::array<std::uint8_t, 32>;

struct ConnectionOptions {
  std::string socket;  ///< path of the unix socket; wins over host
  std::string host;
  int port = 3306;
  std::string user;
  std::string password;
  std::string database;
  int connect_timeout_seconds = 5;
  int io_timeout_seconds = 20;  ///< longer than a cluster's stall (6 s)
};

/// Rows of a query, read forward; valid until the statement's next execution.
class Rows {
 public:
  virtual ~Rows() = default;
  [[nodiscard]] virtual bool next() = 0;
  // Columns count from 1. NULL: the optional ones return nothing, the others throw std::logic_error.
  [[nodiscard]] virtual std::int64_t integer(unsigned column) = 0;
  [[nodiscard]] virtual std::uint64_t id(unsigned column) = 0;
  [[nodiscard]] virtual std::string text(unsigned column) = 0;
  [[nodiscard]] virtual bool flag(unsigned column) = 0;
  [[nodiscard]] virtual Instant instant(unsigned column) = 0;
  [[nodiscard]] virtual Hash hash(unsigned column) = 0;
  [[nodiscard]] virtual std::optional<std::int64_t> optional_integer(unsigned column) = 0;
  [[nodiscard]] virtual std::optional<std::uint64_t> optional_id(unsigned column) = 0;
  [[nodiscard]] virtual std::optional<std::string> optional_text(unsigned column) = 0;
  [[nodiscard]] virtual std::optional<Instant> optional_instant(unsigned column) = 0;
  [[nodiscard]] virtual std::optional<LocalDate> optional_date(unsigned column) = 0;
  // For who doesn't know the columns: NULL is monostate, whole numbers are int64, all else is text.
  [[nodiscard]] virtual unsigned columns() const = 0;
  [[nodiscard]] virtual std::variant<std::monostate, std::int64_t, std::string> value(unsigned column) = 0;
};

/// A prepared statement; values are bound in order by chaining.
class Statement {
 public:
  virtual ~Statement() = default;
  virtual Statement& integer(std::int64_t value) = 0;
  virtual Statement& id(std::uint64_t value) = 0;
  /// UTF-8. Compared with an `ascii` column it must be ASCII: check what was typed before asking for it (the server refuses, 1267).
  virtual Statement& text(std::string_view value) = 0;
  virtual Statement& flag(bool value) = 0;
  virtual Statement& instant(Instant value) = 0;
  virtual Statement& hash(const Hash& value) = 0;
  virtual Statement& optional_integer(std::optional<std::int64_t> value) = 0;
  virtual Statement& optional_id(std::optional<std::uint64_t> value) = 0;
  virtual Statement& optional_text(const std::optional<std::string>& value) = 0;
  virtual Statement& optional_instant(std::optional<Instant> value) = 0;
  virtual Statement& optional_date(std::optional<LocalDate> value) = 0;
  /// Every value must be bound: throws std::logic_error otherwise.
  [[nodiscard]] virtual std::unique_ptr<Rows> query() = 0;
  /// Returns the number of rows matched (not merely changed).
  virtual std::uint64_t execute() = 0;
};

/// One connection; statements are prepared once and kept. After Unavailable it is broken for good; after a Conflict inside a transaction
/// everything up to rollback() throws Conflict. One thread.
class Connection {
 public:
  virtual ~Connection() = default;
  /// The statement is kept and found again by its text; values bound before are forgotten. The reference lives until the
  /// next begin().
  [[nodiscard]] virtual Statement& prepare(std::string_view sql) = 0;
  /// Of the last INSERT with an AUTO_INCREMENT column.
  [[nodiscard]] virtual std::uint64_t last_insert_id() = 0;
  /// One statement as it stands, not prepared: for migrations and session settings, never with values in it.
  virtual void run(std::string_view sql) = 0;
  /// Read-only: one consistent view of the moment of the first read (REPEATABLE READ). Otherwise READ COMMITTED: what is read
  /// after taking a lock is what was last committed, not what was there when the transaction began. Whoever writes what they
  /// read guards it by a version column or by a row that they updated first; locks of reads alone don't cross cluster nodes.
  virtual void begin(bool read_only) = 0;
  /// Conflict: nothing was stored. OutcomeUnknown: any other failure of a writing transaction.
  virtual void commit() = 0;
  virtual void rollback() noexcept = 0;
  [[nodiscard]] virtual bool is_broken() const noexcept = 0;
};

/// Must be called once in main before any thread exists: the driver's first use isn't thread-safe.
void initialise_driver();

/// Opens with utf8mb4, strict SQL mode, UTC and time-outs. Throws Unavailable with a reason that names socket or host, never the password.
[[nodiscard]] std::unique_ptr<Connection> connect(const ConnectionOptions& options);

}  // namespace frontdesk::storage::mysql
