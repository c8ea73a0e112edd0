// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

#include "base/config.h"

namespace frontdesk {

struct SupervisedProgram {
  std::string program;  ///< path that is executed again for every worker process, so that a new version is taken up
  std::string config_file;
};

/// Holds the listening socket and keeps one worker process serving on it (as its descriptor 0): a crashed one is replaced at once, a stuck
/// one after its replacement is ready. SIGHUP: a new one takes over, then the old one finishes what it has; a new one that can't start leaves the old
/// serving. SIGTERM, SIGINT: the worker finishes, then this returns the exit status.
[[nodiscard]] int supervise(const Config& config, const SupervisedProgram& program);

// How a worker process is told.
inline constexpr const char* board_variable = "FRONTDESK_BOARD_DESCRIPTOR";
inline constexpr const char* ready_variable = "FRONTDESK_READY_DESCRIPTOR";

}  // namespace frontdesk
