// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "storage/mysql/connection.h"

/// Migrations as they lie on disk: `NNNN_words.sql`, numbered from 0001 without gaps, each with its checksum.
namespace frontdesk::storage::mysql {

/// Where a component's migrations lie: the core's, or a plugin's (its id is the component).
struct MigrationFolder {
  std::string component;
  std::string path;
};

struct MigrationFile {
  std::string component;
  int number = 0;
  std::string name;  ///< "0001_practice"
  Hash checksum{};
  std::string text;

  /// "core/0001_practice.sql", for people.
  [[nodiscard]] std::string title() const { return component + "/" + name + ".sql"; }
};

/// `<sql_path>/core`, and `<plugin path>/<id>/sql` of each bundle that has one, by id. A bundle that lies in two paths counts once,
/// in the first.
[[nodiscard]] std::vector<MigrationFolder> migration_folders(const std::string& sql_path, const std::vector<std::string>& plugin_paths);

/// All files of the folders, a component's together, by number. Throws WrongSchema naming the file for a gap, a number given twice, a
/// name of another shape, an unreadable or empty file; a plugin's statement that touches a table which isn't the plugin's.
[[nodiscard]] std::vector<MigrationFile> read_migrations(const std::vector<MigrationFolder>& folders);

/// The statements of a file: each ends with `;` at the end of a line; lines that begin with `--` are comments.
[[nodiscard]] std::vector<std::string> split_statements(std::string_view text);

}  // namespace frontdesk::storage::mysql
