// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace frontdesk::view {

/// Whose template it is: a practice's may load no code at all.
enum class TemplateOwner : std::uint8_t { shipped = 1, practice };

/// Escaping makes a value safe in text and in a quoted attribute, nowhere else. Says in English where `flattened` puts one
/// elsewhere (tag or attribute names, unquoted attributes, script, comments), or has inline script or style, `on…` and `style`
/// attributes, frames or objects; nothing when all is well. Linear.
[[nodiscard]] std::optional<std::string> unsafe_markup(std::string_view flattened, TemplateOwner owner);

}  // namespace frontdesk::view
