// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace frontdesk {

/// `text` without what people vary when they type the same thing twice: capitals, accents, width, apostrophes, hyphens and full stops, and
/// white space around and between words (" José  O’Neil-Ñandú" and "jose oneil nandu" are one). Malformed UTF-8 gives the empty text. For
/// comparing answers, never for keys: different people share a folded name.
[[nodiscard]] std::string folded(std::string_view text);

}  // namespace frontdesk
