// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/mysql/connection.h"

#include <cppconn/connection.h>
#include <cppconn/datatype.h>
#include <cppconn/exception.h>
#include <cppconn/parameter_metadata.h>
#include <cppconn/prepared_statement.h>
#include <cppconn/resultset.h>
#include <cppconn/resultset_metadata.h>
#include <cppconn/statement.h>
#include <mysql_driver.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <unordered_map>

#include "frontdesk/time_text.h"
#include "storage/errors.h"
#include "storage/mysql/error_codes.h"

namespace frontdesk::storage::mysql {
namespace {

/// A connection keeps its statements; one that met more texts than this (a plugin that builds them) starts afresh.
constexpr std::size_t kept_statements = 512;

std::string head_of(std::string_view sql) {
  std::string head(sql.substr(0, 160));
  std::replace(head.begin(), head.end(), '\n', ' ');
  return head;
}

/// Whether the connection may still be used, and how its transaction stands: shared by a connection and its statements.
struct Link {
  bool broken = false;
  bool in_transaction = false;
  bool rolled_back = false;  ///< by the server: whatever ran now would be stored by itself

  void check(std::string_view sql) const {
    if (broken) throw Unavailable("the database connection was lost before: " + head_of(sql));
    if (rolled_back) throw Conflict("the transaction met a conflict before: " + head_of(sql));
  }

  /// Runs `action`, turning the vendor's exception into ours.
  template <class Action>
  auto guarded(std::string_view sql, const Action& action) {
    check(sql);
    try {
      return action();
    } catch (const sql::SQLException& error) {
      const int code = error.getErrorCode();
      if (ends_connection(code)) broken = true;
      if (in_transaction && is_conflict(code)) rolled_back = true;
      throw_error(code, error.what(), head_of(sql));
    }
  }
};

class MysqlRows final : public Rows {
 public:
  MysqlRows(std::unique_ptr<sql::ResultSet> rows, Link& link, std::string_view sql) : rows_(std::move(rows)), link_(link), sql_(sql) {}

  bool next() override {
    return link_.guarded(sql_, [&] { return rows_->next(); });
  }
  std::int64_t integer(unsigned column) override { return required(optional_integer(column), column); }
  std::uint64_t id(unsigned column) override { return required(optional_id(column), column); }
  std::string text(unsigned column) override { return required(optional_text(column), column); }
  bool flag(unsigned column) override { return integer(column) != 0; }
  Instant instant(unsigned column) override { return Instant{std::chrono::microseconds{integer(column)}}; }
  Hash hash(unsigned column) override {
    const std::string bytes = text(column);
    Hash hash{};
    if (bytes.size() != hash.size()) throw std::logic_error("column " + std::to_string(column) + " holds no hash: " + head_of(sql_));
    std::memcpy(hash.data(), bytes.data(), hash.size());
    return hash;
  }
  std::optional<std::int64_t> optional_integer(unsigned column) override {
    return unless_null<std::int64_t>(column, [&] { return rows_->getInt64(column); });
  }
  std::optional<std::uint64_t> optional_id(unsigned column) override {
    return unless_null<std::uint64_t>(column, [&] { return rows_->getUInt64(column); });
  }
  std::optional<std::string> optional_text(unsigned column) override {
    return unless_null<std::string>(column, [&] { return rows_->getString(column).asStdString(); });
  }
  std::optional<Instant> optional_instant(unsigned column) override {
    const auto micros = optional_integer(column);
    if (!micros) return std::nullopt;
    return Instant{std::chrono::microseconds{*micros}};
  }
  std::optional<LocalDate> optional_date(unsigned column) override {
    const auto written = optional_text(column);
    if (!written) return std::nullopt;
    const auto date = parse_date(*written);
    if (!date) throw std::logic_error("column " + std::to_string(column) + " holds no date: " + head_of(sql_));
    return date;
  }
  unsigned columns() const override {
    return link_.guarded(sql_, [&] { return rows_->getMetaData()->getColumnCount(); });
  }
  std::variant<std::monostate, std::int64_t, std::string> value(unsigned column) override {
    using Value = std::variant<std::monostate, std::int64_t, std::string>;
    const int type = link_.guarded(sql_, [&] { return rows_->getMetaData()->getColumnType(column); });
    const bool is_whole_number = type == sql::DataType::BIT || type == sql::DataType::TINYINT || type == sql::DataType::SMALLINT ||
                                 type == sql::DataType::MEDIUMINT || type == sql::DataType::INTEGER || type == sql::DataType::BIGINT ||
                                 type == sql::DataType::YEAR;
    if (is_whole_number) {
      const auto number = optional_integer(column);
      return number ? Value(*number) : Value();
    }
    auto words = optional_text(column);
    return words ? Value(std::move(*words)) : Value();
  }

 private:
  template <class Value, class Read>
  std::optional<Value> unless_null(unsigned column, const Read& read) {
    return link_.guarded(sql_, [&]() -> std::optional<Value> {
      if (rows_->isNull(column)) return std::nullopt;
      return read();
    });
  }
  template <class Value>
  Value required(std::optional<Value> value, unsigned column) const {
    if (!value) throw std::logic_error("column " + std::to_string(column) + " is NULL: " + head_of(sql_));
    return std::move(*value);
  }

  std::unique_ptr<sql::ResultSet> rows_;
  Link& link_;
  std::string_view sql_;
};

class MysqlStatement final : public Statement {
 public:
  MysqlStatement(sql::Connection& connection, std::string_view sql, Link& link) : sql_(sql), link_(link) {
    link_.guarded(sql_, [&] {
      statement_.reset(connection.prepareStatement(sql_));
      wanted_ = statement_->getParameterMetaData()->getParameterCount();
    });
  }

  void forget_values() { bound_ = 0; }

  Statement& integer(std::int64_t value) override {
    return bind([&](unsigned at) { statement_->setInt64(at, value); });
  }
  Statement& id(std::uint64_t value) override {
    return bind([&](unsigned at) { statement_->setUInt64(at, value); });
  }
  Statement& text(std::string_view value) override {
    return bind([&](unsigned at) { statement_->setString(at, sql::SQLString(value.data(), value.size())); });
  }
  Statement& flag(bool value) override { return integer(value ? 1 : 0); }
  Statement& instant(Instant value) override { return integer(value.time_since_epoch().count()); }
  Statement& hash(const Hash& value) override {
    return text(std::string_view(reinterpret_cast<const char*>(value.data()), value.size()));
  }
  Statement& optional_integer(std::optional<std::int64_t> value) override { return value ? integer(*value) : null(sql::DataType::BIGINT); }
  Statement& optional_id(std::optional<std::uint64_t> value) override { return value ? id(*value) : null(sql::DataType::BIGINT); }
  Statement& optional_text(const std::optional<std::string>& value) override {
    return value ? text(*value) : null(sql::DataType::VARCHAR);
  }
  Statement& optional_instant(std::optional<Instant> value) override { return value ? instant(*value) : null(sql::DataType::BIGINT); }
  Statement& optional_date(std::optional<LocalDate> value) override {
    return value ? text(to_string(*value)) : null(sql::DataType::DATE);
  }

  std::unique_ptr<Rows> query() override {
    check_all_bound();
    return link_.guarded(sql_, [&] {
      return std::make_unique<MysqlRows>(std::unique_ptr<sql::ResultSet>(statement_->executeQuery()), link_, sql_);
    });
  }
  std::uint64_t execute() override {
    check_all_bound();
    return link_.guarded(sql_, [&] { return static_cast<std::uint64_t>(statement_->executeUpdate()); });
  }

 private:
  template <class Set>
  Statement& bind(const Set& set) {
    if (bound_ == wanted_) throw std::logic_error("more values than the statement takes: " + head_of(sql_));
    const unsigned at = ++bound_;
    link_.guarded(sql_, [&] { set(at); });
    return *this;
  }
  Statement& null(int type) {
    return bind([&](unsigned at) { statement_->setNull(at, type); });
  }
  void check_all_bound() {
    const unsigned bound = bound_;
    bound_ = 0;
    if (bound != wanted_) throw std::logic_error("fewer values than the statement takes: " + head_of(sql_));
  }

  std::string sql_;
  Link& link_;
  std::unique_ptr<sql::PreparedStatement> statement_;
  unsigned wanted_ = 0;
  unsigned bound_ = 0;
};

class MysqlConnection final : public Connection {
 public:
  explicit MysqlConnection(std::unique_ptr<sql::Connection> connection)
      : connection_(std::move(connection)), plain_(connection_->createStatement()) {}

  Statement& prepare(std::string_view sql) override {
    link_.check(sql);
    if (const auto found = statements_.find(sql); found != statements_.end()) {
      found->second->forget_values();
      return *found->second;
    }
    auto statement = std::make_unique<MysqlStatement>(*connection_, sql, link_);
    return *statements_.emplace(std::string(sql), std::move(statement)).first->second;
  }
  std::uint64_t last_insert_id() override {
    const auto rows = prepare("SELECT LAST_INSERT_ID()").query();
    if (!rows->next()) throw std::logic_error("no answer to SELECT LAST_INSERT_ID()");
    return rows->id(1);
  }
  void run(std::string_view sql) override {
    link_.guarded(sql, [&] { plain_->execute(sql::SQLString(sql.data(), sql.size())); });
  }
  void begin(bool read_only) override {
    if (statements_.size() > kept_statements) statements_.clear();
    if (read_only) {
      run("START TRANSACTION READ ONLY");
    } else {
      run("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
      run("START TRANSACTION READ WRITE");
    }
    read_only_ = read_only;
    link_.in_transaction = true;
  }
  void commit() override {
    link_.check("COMMIT");
    try {
      run("COMMIT");
      link_.in_transaction = false;
    } catch (const Conflict&) {
      throw;
    } catch (const std::runtime_error& error) {
      if (read_only_) throw;
      link_.broken = true;
      throw OutcomeUnknown(error.what());
    }
  }
  void rollback() noexcept override {
    if (link_.broken) return;
    link_.in_transaction = false;
    link_.rolled_back = false;
    try {
      run("ROLLBACK");
    } catch (const std::exception&) {
      link_.broken = true;
    }
  }
  bool is_broken() const noexcept override { return link_.broken; }

 private:
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
  };

  Link link_;
  std::unique_ptr<sql::Connection> connection_;
  std::unique_ptr<sql::Statement> plain_;
  std::unordered_map<std::string, std::unique_ptr<MysqlStatement>, TextHash, std::equal_to<>> statements_;
  bool read_only_ = false;
};

sql::ConnectOptionsMap properties_of(const ConnectionOptions& options) {
  sql::ConnectOptionsMap properties;
  properties["hostName"] = sql::SQLString(options.socket.empty() ? "tcp://" + options.host + ":" + std::to_string(options.port)
                                                                 : "unix://" + options.socket);
  properties["userName"] = sql::SQLString(options.user);
  properties["password"] = sql::SQLString(options.password);
  if (!options.database.empty()) properties["schema"] = sql::SQLString(options.database);
  properties["OPT_CHARSET_NAME"] = sql::SQLString("utf8mb4");
  properties["OPT_CONNECT_TIMEOUT"] = options.connect_timeout_seconds;
  properties["OPT_READ_TIMEOUT"] = options.io_timeout_seconds;
  properties["OPT_WRITE_TIMEOUT"] = options.io_timeout_seconds;
  properties["CLIENT_FOUND_ROWS"] = true;
  return properties;
}

void set_up_session(Connection& connection) {
  connection.run(
      "SET SESSION sql_mode = 'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_DATE,NO_ZERO_IN_DATE,NO_ENGINE_SUBSTITUTION,"
      "NO_AUTO_CREATE_USER,ONLY_FULL_GROUP_BY', time_zone = '+00:00', autocommit = 1, innodb_lock_wait_timeout = 6");
  connection.run("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
  try {
    // On a cluster a node answers only after what was committed elsewhere has arrived.
    connection.run("SET SESSION wsrep_sync_wait = 1");
  } catch (const UnknownVariable&) {
    return;  // a server built without cluster support has nothing to wait for
  }
}

}  // namespace

void initialise_driver() { (void)sql::mysql::get_mysql_driver_instance(); }

std::unique_ptr<Connection> connect(const ConnectionOptions& options) {
  const std::string server = options.socket.empty() ? options.host + ":" + std::to_string(options.port) : options.socket;
  sql::ConnectOptionsMap properties = properties_of(options);
  std::unique_ptr<sql::Connection> opened;
  try {
    opened.reset(sql::mysql::get_mysql_driver_instance()->connect(properties));
  } catch (const sql::SQLException& error) {
    throw Unavailable("no connection to the database at " + server + " as " + options.user + ": " + error.what() + " (" +
                      std::to_string(error.getErrorCode()) + ")");
  }
  auto connection = std::make_unique<MysqlConnection>(std::move(opened));
  set_up_session(*connection);
  return connection;
}

}  // namespace frontdesk::storage::mysql
