// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/mysql/migration_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <system_error>

#include "base/crypto.h"
#include "storage/errors.h"
#include "storage/mysql/table_names.h"

namespace frontdesk::storage::mysql {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view core_component = "core";

/// The number of `NNNN_words.sql`; nothing for another shape.
std::optional<int> number_of(std::string_view file_name) {
  constexpr std::string_view ending = ".sql";
  if (file_name.size() < 4 + 2 + ending.size() || !file_name.ends_with(ending) || file_name[4] != '_') return std::nullopt;
  int number = 0;
  for (const char digit : file_name.substr(0, 4)) {
    if (digit < '0' || digit > '9') return std::nullopt;
    number = number * 10 + (digit - '0');
  }
  return number;
}

std::string read_text(const fs::path& path, const std::string& title) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (!file || text.empty()) throw WrongSchema(title + " can't be read or is empty");
  return text;
}

void check_tables(const MigrationFile& file) {
  if (file.component == core_component) return;
  for (const std::string& statement : split_statements(file.text)) {
    const TableNames names = table_names(statement);
    for (const std::string& table : names.tables) {
      if (!is_table_of(file.component, table)) {
        throw WrongSchema(file.title() + " touches the table " + table + "; a plugin's tables begin with " + file.component + "_");
      }
    }
  }
}

void add_files_of(const MigrationFolder& folder, std::vector<MigrationFile>& all) {
  std::error_code error;
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder.path, error)) paths.push_back(entry.path());
  if (error) throw WrongSchema("the migrations in " + folder.path + " can't be read: " + error.message());
  std::sort(paths.begin(), paths.end());
  int expected = 1;
  for (const fs::path& path : paths) {
    const std::string file_name = path.filename().string();
    if (file_name.starts_with('.') || !file_name.ends_with(".sql")) continue;
    const std::string title = folder.component + "/" + file_name;
    const auto number = number_of(file_name);
    if (!number) throw WrongSchema(title + " isn't named like 0001_words.sql");
    if (*number < expected) throw WrongSchema(title + ": its number is there twice");
    if (*number > expected) {
      throw WrongSchema(title + ": migration " + std::to_string(expected) + " of " + folder.component + " is missing in " + folder.path);
    }
    ++expected;
    MigrationFile file{.component = folder.component, .number = *number, .name = path.stem().string(), .text = read_text(path, title)};
    file.checksum = crypto::hash(file.text);
    check_tables(file);
    all.push_back(std::move(file));
  }
}

}  // namespace

std::vector<MigrationFolder> migration_folders(const std::string& sql_path, const std::vector<std::string>& plugin_paths) {
  std::vector<MigrationFolder> folders;
  std::set<std::string> known;
  for (const std::string& plugin_path : plugin_paths) {
    std::error_code error;
    for (const auto& bundle : fs::directory_iterator(plugin_path, error)) {
      const std::string id = bundle.path().filename().string();
      const fs::path sql = bundle.path() / "sql";
      if (fs::is_directory(sql, error) && known.insert(id).second) folders.push_back({.component = id, .path = sql.string()});
    }
  }
  std::sort(folders.begin(), folders.end(), [](const auto& a, const auto& b) { return a.component < b.component; });
  folders.insert(folders.begin(), {.component = std::string(core_component), .path = (fs::path(sql_path) / core_component).string()});
  return folders;
}

std::vector<MigrationFile> read_migrations(const std::vector<MigrationFolder>& folders) {
  std::vector<MigrationFile> all;
  for (const MigrationFolder& folder : folders) add_files_of(folder, all);
  const bool has_core = std::any_of(all.begin(), all.end(), [](const auto& file) { return file.component == core_component; });
  if (!has_core) throw WrongSchema("there are no migrations of the core: check [paths] sql");
  return all;
}

std::vector<std::string> split_statements(std::string_view text) {
  std::vector<std::string> statements;
  std::string statement;
  while (!text.empty()) {
    const auto end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
    if (line.empty() || line.starts_with("--")) continue;
    const bool is_last = line.back() == ';';
    if (is_last) line.remove_suffix(1);
    if (!statement.empty()) statement += '\n';
    statement += line;
    if (is_last) statements.push_back(std::exchange(statement, {}));
  }
  if (!statement.empty()) statements.push_back(std::move(statement));
  return statements;
}

}  // namespace frontdesk::storage::mysql
