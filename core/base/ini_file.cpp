// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/ini_file.h"

#include <map>

namespace frontdesk {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r";
  const auto first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

class Reader {
 public:
  void take(std::string_view line) {
    ++line_;
    line = trimmed(line);
    if (line.empty() || line.front() == ';' || line.front() == '#') return;
    if (line.front() == '[') {
      take_section(line);
    } else {
      take_entry(line);
    }
  }
  IniContent take_content() { return std::move(content_); }

 private:
  void take_section(std::string_view line) {
    if (line.size() < 3 || line.back() != ']') {
      mistake("a section is written [name]");
      return;
    }
    section_ = std::string(trimmed(line.substr(1, line.size() - 2)));
  }

  void take_entry(std::string_view line) {
    const auto equals = line.find('=');
    const std::string name(trimmed(line.substr(0, equals)));
    if (equals == std::string_view::npos || name.empty()) {
      mistake("a line is \"name = value\", [section], or a comment that begins with ; or #");
      return;
    }
    if (section_.empty()) {
      mistake("\"" + name + "\" stands before the first [section]");
      return;
    }
    std::string key = "[" + section_ + "] " + name;
    const auto [first, is_new] = lines_.emplace(key, line_);
    if (!is_new) {
      mistake(key + " was given before, in line " + std::to_string(first->second) + ": keep one of the two");
      return;
    }
    content_.entries.push_back({.key = std::move(key), .value = std::string(trimmed(line.substr(equals + 1))), .line = line_});
  }

  void mistake(std::string problem) { content_.mistakes.push_back({.line = line_, .problem = std::move(problem)}); }

  IniContent content_;
  std::map<std::string, int> lines_;
  std::string section_;
  int line_ = 0;
};

}  // namespace

IniContent parse_ini(std::string_view text) {
  Reader reader;
  while (!text.empty()) {
    const auto end = text.find('\n');
    reader.take(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return reader.take_content();
}

}  // namespace frontdesk
