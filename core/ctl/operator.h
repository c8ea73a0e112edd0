// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/config.h"
#include "domain/practice_file.h"
#include "plugin/plugin_set.h"
#include "storage/database.h"
#include "storage/mysql/connection.h"
#include "storage/mysql/migration_files.h"
#include "storage/practice_repository.h"
#include "time/system_zones.h"

/// What every command of frontdeskctl works with.
namespace frontdesk::ctl {

/// Ends the command with lines for standard error: 1, it couldn't be done; 2, it was asked for wrongly or with bad input.
class CommandError : public std::exception {
 public:
  CommandError(int status, std::vector<std::string> lines) : status_(status), lines_(std::move(lines)) {}
  [[nodiscard]] int status() const noexcept { return status_; }
  [[nodiscard]] const std::vector<std::string>& lines() const noexcept { return lines_; }
  [[nodiscard]] const char* what() const noexcept override { return lines_.empty() ? "" : lines_.front().c_str(); }

 private:
  int status_;
  std::vector<std::string> lines_;
};

[[nodiscard]] inline CommandError failed(std::string line) { return {1, {std::move(line)}}; }
[[nodiscard]] inline CommandError bad_input(std::string line) { return {2, {std::move(line)}}; }

struct Streams {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
};

enum class Account : std::uint8_t { serving = 1, migrating };

/// Opens what a command asks for, when it asks: configuration, plugins, database. Errors are CommandErrors or those of storage/errors.h.
/// One thread.
class Operator {
 public:
  Operator(Streams streams, Instant now) : streams_(streams), now_(now) {}

  /// Empty until the command line was read: the usual file.
  std::string config_file;

  [[nodiscard]] std::istream& in() { return streams_.in; }
  [[nodiscard]] std::ostream& out() { return streams_.out; }
  [[nodiscard]] std::ostream& err() { return streams_.err; }
  [[nodiscard]] Instant now() const { return now_; }
  [[nodiscard]] const Zones& zones() const { return zones_; }

  [[nodiscard]] std::string config_path() const { return config_file.empty() ? default_config_file() : config_file; }
  [[nodiscard]] const Config& config();
  [[nodiscard]] PluginSet& plugins();
  [[nodiscard]] KnownSettings known_settings();

  [[nodiscard]] std::unique_ptr<storage::mysql::Connection> connect(Account account);
  [[nodiscard]] std::vector<storage::mysql::MigrationFile> migrations();
  /// Of the serving account; the server and its schema were found fit.
  [[nodiscard]] storage::Database& database();
  [[nodiscard]] std::unique_ptr<storage::UnitOfWork> reading() { return database().begin(storage::AccessMode::read_only); }

  /// By present or previous link name; bad_input when there is none.
  [[nodiscard]] storage::NamedPractice practice(storage::UnitOfWork& work, const std::string& link_name);

 private:
  Streams streams_;
  const Instant now_;
  const SystemZones zones_;
  std::optional<Config> config_;
  std::unique_ptr<PluginSet> plugins_;
  std::unique_ptr<storage::Database> database_;
};

/// `text` as it may stand in a line of its own: control characters as \u escapes.
[[nodiscard]] std::string one_line(std::string_view text);

/// The one of `words` that `typed` was probably meant to be; empty when none is near.
[[nodiscard]] std::string nearest_word(std::string_view typed, const std::vector<std::string>& words);
/// ` (did you mean "x"?)`, or nothing.
[[nodiscard]] std::string suggestion(std::string_view typed, const std::vector<std::string>& words);

/// Rows with columns of even width, two blanks between.
void print_table(std::ostream& out, const std::vector<std::vector<std::string>>& rows);

}  // namespace frontdesk::ctl
