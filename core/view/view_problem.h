// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace frontdesk::view {

/// What is wrong with a template or a catalogue, for the operator.
struct ViewProblem {
  std::string file;
  std::string problem;  ///< English, one line, naming the name, key or tag
};

using ViewProblems = std::vector<ViewProblem>;

}  // namespace frontdesk::view
