// SPDX-License-Identifier: AGPL-3.0-or-later
// Habits that a reader would have to watch for otherwise.
#include <boost/test/unit_test.hpp>

#include "tests/architecture/source_tree.h"

using architecture::files_below;
using architecture::without_comment;

BOOST_AUTO_TEST_CASE(clocks_are_read_in_the_programs_only) {
  for (const auto& file : files_below("core", {".h", ".cpp"})) {
    const bool is_program = file.path.starts_with("core/host/") || file.path.starts_with("core/worker/") || file.path.starts_with("core/ctl/");
    // steady_clock measures how long something takes; it says nothing about the time of day.
    if (is_program || file.path == "core/base/log.cpp") continue;
    for (const auto& line : file.lines) {
      const auto code = without_comment(line);
      const bool reads = code.find("system_clock::now") != std::string_view::npos || code.find("time(nullptr)") != std::string_view::npos;
      BOOST_TEST(!reads, file.path << " reads the clock: " << line);
    }
  }
}

BOOST_AUTO_TEST_CASE(sql_stands_in_storage_only) {
  for (const auto* folder : {"core", "plugins"}) {
    for (const auto& file : files_below(folder, {".h", ".cpp"})) {
      const bool may = file.path.starts_with("core/storage/mysql/") || file.path.starts_with("plugins/example/");
      if (may) continue;
      for (const auto& line : file.lines) {
        const auto code = without_comment(line);
        for (const auto* start : {"\"SELECT ", "\"INSERT ", "\"UPDATE ", "\"DELETE ", "(SELECT "}) {
          BOOST_TEST((code.find(start) == std::string_view::npos), file.path << " holds SQL: " << line);
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(templates_escape_everything_and_run_nothing) {
  const auto files = files_below("templates", {".mustache"});
  for (const auto& file : files) {
    for (const auto& line : file.lines) {
      for (const auto* bad : {"{{{", "{{&", "<script>", "<style", " style=", "javascript:", " onclick=", " onload=", " onerror=", " onsubmit="}) {
        BOOST_TEST((line.find(bad) == std::string::npos), file.path << " holds " << bad << ": " << line);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(no_pattern_from_the_standard_regex_anywhere) {
  for (const auto* folder : {"core", "plugins"}) {
    for (const auto& file : files_below(folder, {".h", ".cpp"})) {
      for (const auto& line : file.lines) {
        BOOST_TEST((without_comment(line).find("std::regex") == std::string_view::npos), file.path << ": " << line);
      }
    }
  }
}
