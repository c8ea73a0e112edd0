// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "frontdesk/result.h"

namespace frontdesk {

enum class LinkNameError { empty = 1, too_long, bad_character, bad_edge };

/// The name of a practice, provider, service or location in links: `[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?`.
/// Holding one proves that it is valid.
class LinkName {
 public:
  /// Compares bytes; nothing is folded or trimmed.
  static Result<LinkName, LinkNameError> parse(std::string_view text) {
    if (text.empty()) return failure(LinkNameError::empty);
    if (text.size() > 64) return failure(LinkNameError::too_long);
    for (const char c : text) {
      if (!is_alphanumeric(c) && c != '-') return failure(LinkNameError::bad_character);
    }
    if (!is_alphanumeric(text.front()) || !is_alphanumeric(text.back())) return failure(LinkNameError::bad_edge);
    return LinkName(std::string(text));
  }

  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  friend auto operator<=>(const LinkName&, const LinkName&) = default;

 private:
  explicit LinkName(std::string text) : text_(std::move(text)) {}
  static bool is_alphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
  std::string text_;
};

}  // namespace frontdesk
