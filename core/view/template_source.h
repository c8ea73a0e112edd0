// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "frontdesk/plugin.h"
#include "frontdesk/result.h"

/// Template text from its file to what may be rendered: a closed part of Mustache (names, sections, inverted sections, comments,
/// partials), flattened, with words and asset names filled in. Every scan is linear and bounded (T13).
namespace frontdesk::view {

enum class TemplateKind : std::uint8_t {
  page = 1,    ///< HTML, escaped
  plain_text,  ///< mail: nothing to escape, lines kept
};

struct SourceLimits {
  std::size_t file_bytes = 128 * 1024;
  std::size_t flattened_bytes = 512 * 1024;
  int tags = 4000;
  int section_depth = 16;
  int partial_depth = 8;
};
inline constexpr SourceLimits source_limits{};

/// Where a template's parts come from; each answers nothing for what isn't there or isn't allowed.
struct SourceParts {
  std::function<std::optional<std::string>(std::string_view name)> partial;
  std::function<std::optional<std::string>(std::string_view key)> words;
  std::function<std::optional<std::string>(std::string_view file)> asset;
};

/// The flattened text, or in English what is wrong with it. Only `{{name}}`, `{{.}}`, `{{#name}}`, `{{^name}}` and `{{/name}}` are left.
[[nodiscard]] Result<std::string, std::string> flatten(std::string_view text, TemplateKind kind, const SourceParts& parts);

/// The names that `flattened` uses but `shape` lacks, each as "items › price". Inside a section of a name with inner names those
/// are the scope, inside any other the scope stays.
[[nodiscard]] std::vector<std::string> names_outside(std::string_view flattened, const std::vector<ViewShape>& shape);

/// `& < > " '` as character references: safe in text and in quoted attributes.
[[nodiscard]] std::string escape_html(std::string_view text);

}  // namespace frontdesk::view
