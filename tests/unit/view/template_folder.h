// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <fstream>
#include <random>
#include <string>

namespace frontdesk::view {

/// A folder of its own for files that a test writes; gone afterwards.
class TemplateFolder {
 public:
  TemplateFolder() : path_(std::filesystem::temp_directory_path() / ("frontdesk-view-" + std::to_string(std::random_device{}()))) {
    std::filesystem::create_directories(path_);
  }
  ~TemplateFolder() { std::filesystem::remove_all(path_); }
  TemplateFolder(const TemplateFolder&) = delete;
  TemplateFolder& operator=(const TemplateFolder&) = delete;

  void write(const std::string& file, const std::string& text) const {
    std::filesystem::create_directories((path_ / file).parent_path());
    std::ofstream(path_ / file, std::ios::binary) << text;
  }
  [[nodiscard]] std::string at(const std::string& below = "") const { return (path_ / below).string(); }

 private:
  std::filesystem::path path_;
};

/// The project's own templates.
inline std::string shipped_templates() { return FRONTDESK_SOURCE "/templates"; }

}  // namespace frontdesk::view
