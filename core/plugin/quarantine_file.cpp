// SPDX-License-Identifier: AGPL-3.0-or-later
#include "plugin/quarantine_file.h"

#include <filesystem>
#include <fstream>

namespace frontdesk {

std::string quarantine_file(const std::string& host_socket) { return host_socket.empty() ? std::string() : host_socket + ".quarantine"; }

void write_quarantine(const std::string& file, const std::vector<std::string>& plugins) {
  if (file.empty()) return;
  std::error_code nobody_minds;
  if (plugins.empty()) {
    std::filesystem::remove(file, nobody_minds);
    return;
  }
  const std::string fresh = file + ".new";
  {
    std::ofstream out(fresh);
    for (const auto& plugin : plugins) out << plugin << '\n';
  }
  std::filesystem::rename(fresh, file, nobody_minds);
}

std::vector<std::string> read_quarantine(const std::string& file) {
  std::vector<std::string> plugins;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    if (!line.empty()) plugins.push_back(line);
  }
  return plugins;
}

}  // namespace frontdesk
