// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

namespace frontdesk {

/// What speaks against loading the shared object `<bundle>/plugin.so`, found without running any of it: owner and mode of file and
/// folder (others must not be able to change them), whole ELF file for this machine, build tag equal to `host_tag`.
/// Nothing when it may be loaded; else words for the operator with the remedy.
[[nodiscard]] std::optional<std::string> objection_to(const std::string& bundle, const std::string& host_tag);

}  // namespace frontdesk
