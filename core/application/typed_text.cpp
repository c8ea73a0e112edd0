// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/typed_text.h"

namespace frontdesk {
namespace {

std::size_t bytes_of_character(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0x80U ? 1 : byte >= 0xF0U ? 4 : byte >= 0xE0U ? 3 : 2;
}

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n';
}

std::string trimmed(const std::string& text) {
  std::size_t first = 0;
  std::size_t end = text.size();
  while (first < end && is_blank(text[first])) ++first;
  while (end > first && is_blank(text[end - 1])) --end;
  return text.substr(first, end - first);
}

}  // namespace

std::string cleaned(std::string_view typed, TextLines lines) {
  if (first_malformed_byte(typed)) return std::string(typed);
  std::string out;
  out.reserve(typed.size());
  for (std::size_t at = 0; at < typed.size();) {
    const std::string_view character = typed.substr(at, bytes_of_character(typed[at]));
    at += character.size();
    const bool ends_line = character == "\n" || character == "\r";
    if (character == "\r" && at < typed.size() && typed[at] == '\n') continue;
    if (ends_line) {
      out += lines == TextLines::several ? '\n' : ' ';
    } else if (character == "\t") {
      out += lines == TextLines::several ? '\t' : ' ';
    } else if (is_plain_text(character, lines)) {
      out += character;
    }
  }
  return trimmed(out);
}

}  // namespace frontdesk
