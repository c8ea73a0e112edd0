// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

/// What typed text may hold. All linear in the text's length.
namespace frontdesk {

/// Where the first byte lies that isn't well-formed UTF-8 (overlong forms, surrogates and code points past U+10FFFF included);
/// nothing when all of it is.
[[nodiscard]] std::optional<std::size_t> first_malformed_byte(std::string_view text);

/// Code points of well-formed UTF-8.
[[nodiscard]] std::size_t count_characters(std::string_view text);

enum class TextLines : std::uint8_t { one = 1, several };

/// Well-formed UTF-8 without what can't be seen and changes how the rest reads: control characters (C0, DEL, C1), line and
/// paragraph separators, bidirectional overrides and isolates, and a byte order mark. Several lines may hold LF and tab, too.
[[nodiscard]] bool is_plain_text(std::string_view text, TextLines lines);

}  // namespace frontdesk
