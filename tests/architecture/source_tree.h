// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace architecture {

struct SourceFile {
  std::string path;  ///< from the top of the project
  std::vector<std::string> lines;
};

/// All files below `folder` whose names end in one of `endings`.
inline std::vector<SourceFile> files_below(const std::string& folder, const std::vector<std::string>& endings) {
  namespace fs = std::filesystem;
  const fs::path top = FRONTDESK_SOURCE;
  std::vector<SourceFile> found;
  if (!fs::exists(top / folder)) return found;
  for (const auto& entry : fs::recursive_directory_iterator(top / folder)) {
    if (!entry.is_regular_file()) continue;
    const std::string name = entry.path().filename().string();
    bool wanted = false;
    for (const auto& ending : endings) wanted = wanted || name.ends_with(ending);
    if (!wanted || entry.path().string().find("node_modules") != std::string::npos) continue;
    SourceFile file{fs::relative(entry.path(), top).string(), {}};
    std::ifstream in(entry.path());
    for (std::string line; std::getline(in, line);) file.lines.push_back(line);
    found.push_back(std::move(file));
  }
  return found;
}

/// The line without what follows `//`.
inline std::string_view without_comment(std::string_view line) { return line.substr(0, line.find("//")); }

}  // namespace architecture
