// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace frontdesk::mail {

/// Text of a header as RFC 2047 wants it: printable ASCII as it is, all else as encoded words of at most 75 characters, folded.
/// `text` is one line of well-formed UTF-8.
[[nodiscard]] std::string encoded_header_text(std::string_view text);

/// A display name before an address: quoted where it is ASCII, encoded otherwise.
[[nodiscard]] std::string encoded_display_name(std::string_view name);

}  // namespace frontdesk::mail
