// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/utf8.h"

namespace frontdesk {

/// Typed text as it is stored: lines end with LF, blanks around it are dropped, and so is what can't be seen and changes how the rest reads
/// (control characters, bidirectional overrides: telephones paste them with numbers). Of one line: line ends become blanks. Malformed
/// UTF-8 is left as it is: first_malformed_byte finds it.
[[nodiscard]] std::string cleaned(std::string_view typed, TextLines lines);

}  // namespace frontdesk
