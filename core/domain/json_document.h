// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "frontdesk/result.h"

namespace frontdesk {

using Json = nlohmann::json;

/// What is wrong with a JSON document, and where: a JSON Pointer (RFC 6901), of a missing key the place where it would be.
struct FileError {
  std::string pointer;
  std::string words;
  friend bool operator==(const FileError&, const FileError&) = default;
};

/// `pointer` + "/" + `key`, with ~ and / of the key escaped.
[[nodiscard]] std::string pointer_below(std::string_view pointer, std::string_view key);
[[nodiscard]] std::string pointer_below(std::string_view pointer, std::size_t index);

struct JsonDocument {
  Json root;
  /// Keys that an object has more than once; the first one's value is in `root`.
  std::vector<FileError> repeated_keys;
};

struct JsonLimits {
  std::size_t bytes = 16U * 1024 * 1024;
  std::size_t depth = 32;
};

/// Well-formed UTF-8 and JSON within the limits, or the one error that keeps it from being read. Doesn't recurse.
[[nodiscard]] Result<JsonDocument, FileError> parse_json(std::string_view text, JsonLimits limits = {});

}  // namespace frontdesk
