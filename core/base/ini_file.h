// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "frontdesk/result.h"

namespace frontdesk {

struct IniEntry {
  std::string key;    ///< "[section] name"
  std::string value;  ///< trimmed; taken as it stands: no quotes, no continuation, no comment behind a value
  int line = 0;
};

struct IniMistake {
  int line = 0;
  std::string problem;
};

struct IniContent {
  std::vector<IniEntry> entries;
  std::vector<IniMistake> mistakes;
};

/// `[section]`, `name = value`, and comment lines that begin with `;` or `#`. A name given twice in a section, text outside a
/// section and lines of no such shape are mistakes; the rest is read all the same.
[[nodiscard]] IniContent parse_ini(std::string_view text);

}  // namespace frontdesk
