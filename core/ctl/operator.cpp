// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ctl/operator.h"

#include <algorithm>
#include <ostream>

#include "base/utf8.h"
#include "storage/mysql/database.h"
#include "storage/mysql/migrator.h"
#include "storage/mysql/server_check.h"

namespace frontdesk::ctl {
namespace {

constexpr int pool_size = 2;

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      diagonal = above;
    }
  }
  return row.back();
}

}  // namespace

const Config& Operator::config() {
  if (config_) return *config_;
  auto read = read_config(config_path());
  if (!read) {
    std::vector<std::string> lines;
    for (const ConfigError& error : read.error()) lines.push_back(config_path() + ": " + (error.key.empty() ? "" : error.key + " ") + error.problem);
    throw CommandError(1, std::move(lines));
  }
  config_ = std::move(read).value();
  return *config_;
}

PluginSet& Operator::plugins() {
  if (!plugins_) plugins_ = std::make_unique<PluginSet>(config().plugin_paths, nullptr);
  return *plugins_;
}

KnownSettings Operator::known_settings() {
  KnownSettings known{.specs = plugins().settings(), .owners = {"core"}};
  for (const auto& plugin : plugins().all()) {
    if (plugin->is_serving()) known.owners.push_back(plugin->id());
  }
  return known;
}

std::unique_ptr<storage::mysql::Connection> Operator::connect(Account account) {
  const Config& config = this->config();
  const DatabaseAccount& login = account == Account::serving ? config.serving : config.migrating;
  if (account == Account::migrating) {
    if (login.user.empty()) throw failed(config.file + ": [database] migrate_user is missing: name the account that may change tables (sql/accounts.sql makes it)");
    if (!config.migrating_unreadable.empty()) throw failed("the migrating account can't be used: " + config.migrating_unreadable + "; run this as the user who owns it");
  }
  return storage::mysql::connect({.socket = config.database_socket,
                                  .host = config.database_host,
                                  .port = config.database_port,
                                  .user = login.user,
                                  .password = login.password.reveal(),
                                  .database = config.database_name});
}

std::vector<storage::mysql::MigrationFile> Operator::migrations() {
  return storage::mysql::read_migrations(storage::mysql::migration_folders(config().sql_path, config().plugin_paths));
}

storage::Database& Operator::database() {
  if (database_) return *database_;
  {
    const auto connection = connect(Account::serving);
    storage::mysql::check_server(*connection);
    storage::mysql::check_schema(*connection, migrations());
  }
  database_ = storage::mysql::make_database({.socket = config().database_socket,
                                             .host = config().database_host,
                                             .port = config().database_port,
                                             .user = config().serving.user,
                                             .password = config().serving.password.reveal(),
                                             .database = config().database_name},
                                            pool_size);
  return *database_;
}

storage::NamedPractice Operator::practice(storage::UnitOfWork& work, const std::string& link_name) {
  if (auto found = work.practices().resolve(link_name)) return *found;
  std::vector<std::string> names;
  for (const auto& listed : work.practices().list()) names.push_back(listed.link_name.text());
  throw bad_input("there is no practice \"" + one_line(link_name) + "\"" + suggestion(link_name, names) + "; `frontdeskctl practice list` names them all");
}

std::string one_line(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) {
      result += "\\u00";
      result += digits[byte >> 4U];
      result += digits[byte & 15U];
    } else {
      result += c;
    }
  }
  return result;
}

std::string nearest_word(std::string_view typed, const std::vector<std::string>& words) {
  if (typed.size() > 64) return {};
  std::string nearest;
  std::size_t least = 1 + typed.size() / 3;
  for (const std::string& word : words) {
    const std::size_t distance = edit_distance(typed, word);
    if (distance <= least && (nearest.empty() || distance < least)) {
      least = distance;
      nearest = word;
    }
  }
  return nearest;
}

std::string suggestion(std::string_view typed, const std::vector<std::string>& words) {
  const std::string nearest = nearest_word(typed, words);
  return nearest.empty() ? "" : " (did you mean \"" + nearest + "\"?)";
}

void print_table(std::ostream& out, const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], count_characters(row[i]));
  }
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += row[i];
      if (i + 1 < row.size()) line.append(widths[i] - count_characters(row[i]) + 2, ' ');
    }
    out << line.substr(0, line.find_last_not_of(' ') + 1) << '\n';
  }
}

}  // namespace frontdesk::ctl
