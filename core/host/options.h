// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "frontdesk/result.h"

namespace frontdesk {

struct HostOptions {
  enum class Act : std::uint8_t { serve = 1, supervise, check_config, routes, version, help };
  Act act = Act::serve;
  std::string config_file;  ///< empty: the usual one
};

/// The command line without the program's name; an error says what is wrong with it.
[[nodiscard]] Result<HostOptions, std::string> parse_options(const std::vector<std::string>& arguments);

[[nodiscard]] std::string_view host_help();

}  // namespace frontdesk
