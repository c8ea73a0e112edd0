// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may include whom (docs/architecture.md): read off every #include of the tree.
#include <boost/test/unit_test.hpp>
#include <map>
#include <optional>
#include <set>

#include "tests/architecture/source_tree.h"

namespace {

using architecture::SourceFile;

struct Include {
  std::string target;
  bool quoted = false;
};

std::optional<Include> include_of(const std::string& line) {
  const auto hash = line.find_first_not_of(" \t");
  if (hash == std::string::npos || line[hash] != '#' || line.find("include", hash) == std::string::npos) return std::nullopt;
  const auto open = line.find_first_of("\"<", hash);
  if (open == std::string::npos) return std::nullopt;
  const auto close = line.find(line[open] == '"' ? '"' : '>', open + 1);
  if (close == std::string::npos) return std::nullopt;
  return Include{line.substr(open + 1, close - open - 1), line[open] == '"'};
}

/// The room of a file of core/, or of an include: "storage/mysql" apart from "storage".
std::string room_of(const std::string& path) {
  if (path.starts_with("storage/mysql/")) return "storage/mysql";
  return path.substr(0, path.find('/'));
}

const std::map<std::string, std::set<std::string>>& rooms() {
  static const std::set<std::string> inner{"base", "time", "domain", "scheduling", "storage", "application"};
  static const auto with = [](std::set<std::string> more) {
    more.insert(inner.begin(), inner.end());
    return more;
  };
  static const std::map<std::string, std::set<std::string>> allowed{
      {"include", {}},
      {"base", {"base"}},
      {"time", {"base", "time"}},
      {"domain", {"base", "time", "domain"}},
      {"scheduling", {"base", "time", "domain", "scheduling"}},
      {"storage", {"base", "time", "domain", "storage"}},
      {"application", with({})},
      {"http", {"base", "http"}},
      {"storage/mysql", {"base", "time", "domain", "storage", "storage/mysql"}},
      {"view", with({"view"})},
      {"mail", with({"mail"})},
      {"plugin", with({"plugin"})},
      {"host", with({"http", "storage/mysql", "view", "mail", "plugin", "host"})},
      {"worker", with({"storage/mysql", "view", "mail", "plugin", "worker"})},
      {"ctl", with({"storage/mysql", "view", "mail", "plugin", "ctl"})},
  };
  return allowed;
}

/// Vendors' headers and the one room that may include them.
struct Door {
  std::string prefix;
  std::set<std::string> rooms;
};
const std::vector<Door>& doors() {
  static const std::vector<Door> all{
      {"kainjow/", {"view"}},
      {"Poco/SharedLibrary", {"plugin"}},
      {"Poco/ClassLoader", {}},
      {"Poco/Util/", {"base"}},
      {"fcgi", {"host"}},
      {"cppconn/", {"storage/mysql"}},
      {"mysql", {"storage/mysql"}},
      {"mariadb", {"storage/mysql"}},
      {"date/", {"time"}},
      {"sodium", {"base", "application"}},
      {"unicode/", {"view", "domain"}},
      {"phonenumbers/", {"domain"}},
      {"libical/", {"mail"}},
      {"Poco/Net/", {"mail", "ctl"}},
      {"CLI/", {"ctl"}},
      {"regex", {}},
  };
  return all;
}

void check_core_file(const SourceFile& file) {
  const std::string inside = file.path.substr(std::string("core/").size());
  const std::string room = room_of(inside);
  BOOST_REQUIRE_MESSAGE(rooms().contains(room), file.path << " lies in a room that the plan doesn't know");
  for (const auto& line : file.lines) {
    const auto include = include_of(line);
    if (!include) continue;
    if (include->quoted) {
      const bool is_public = include->target.starts_with("frontdesk/");
      BOOST_TEST((is_public || rooms().at(room).contains(room_of(include->target))), file.path << " may not include " << include->target);
    }
    for (const auto& door : doors()) {
      if (include->quoted || !include->target.starts_with(door.prefix)) continue;
      BOOST_TEST(door.rooms.contains(room), file.path << ": only another room may include <" << include->target << ">");
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(core_rooms_include_only_what_the_plan_allows) {
  const auto files = architecture::files_below("core", {".h", ".cpp"});
  BOOST_TEST(files.size() > 20U);
  for (const auto& file : files) check_core_file(file);
}

BOOST_AUTO_TEST_CASE(plugins_include_only_public_headers_their_own_and_plain_libraries) {
  const auto files = architecture::files_below("plugins", {".h", ".cpp"});
  for (const auto& file : files) {
    const std::string own = file.path.substr(0, file.path.find('/', std::string("plugins/").size()));
    for (const auto& line : file.lines) {
      const auto include = include_of(line);
      if (!include) continue;
      if (include->quoted) {
        const bool is_own = include->target.find('/') == std::string::npos || ("plugins/" + include->target).starts_with(own + "/");
        BOOST_TEST((is_own || include->target.starts_with("frontdesk/")), file.path << " may not include " << include->target);
      } else if (include->target.find('/') != std::string::npos) {
        const bool is_plain = include->target.starts_with("fmt/") || include->target.starts_with("nlohmann/");
        const bool is_public = include->target.starts_with("frontdesk/");
        BOOST_TEST((is_plain || is_public), file.path << " may not include <" << include->target << ">");
      }
    }
  }
}
