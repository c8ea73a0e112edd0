// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "tests/support/worlds.h"

/// Case files as tests/cases/availability/README.md describes them.
namespace frontdesk::test {

struct Expectation {
  enum class Kind { offered, against };
  Kind kind;
  std::string when;      ///< a date or an instant, as written
  std::string expected;  ///< words separated by blanks; empty for "nothing"
  int line;
};

struct Case {
  std::string title;
  int line = 0;
  World world;
  std::string zone;  ///< empty: the practice's
  std::vector<Expectation> expectations;
};

/// Throws std::runtime_error that names file, line and what isn't understood.
[[nodiscard]] std::vector<Case> read_cases(const std::string& file);

}  // namespace frontdesk::test
