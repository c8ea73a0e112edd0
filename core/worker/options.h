// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "frontdesk/result.h"

namespace frontdesk {

/// What the command line asks of `frontdesk-worker`.
struct WorkerOptions {
  enum class Act : std::uint8_t {
    serve = 1,  ///< until SIGTERM or SIGINT
    once,       ///< what is due now, and end
    help,
    version,
  };
  Act act = Act::serve;
  std::string config_file;  ///< empty: the default one
};

/// The options, or in English what is wrong with them.
[[nodiscard]] Result<WorkerOptions, std::string> parse_worker_options(const std::vector<std::string>& arguments);
[[nodiscard]] std::string worker_help();

}  // namespace frontdesk
