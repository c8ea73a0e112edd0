// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/header_text.h"

#include <algorithm>

namespace frontdesk::mail {
namespace {

/// So much UTF-8 fits into one encoded word: 75 characters less "=?UTF-8?B?" and "?=", in whole groups of base64.
constexpr std::size_t bytes_a_word = 45;
/// Beyond it a header line of ASCII would have to be folded at blanks; it is encoded instead, which folds anywhere.
constexpr std::size_t longest_plain = 60;

bool is_printable_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

std::string base64(std::string_view bytes) {
  static constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto byte = [&](std::size_t at) { return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U; };
    const unsigned group = (byte(i) << 16U) | (byte(i + 1) << 8U) | byte(i + 2);
    out += digits[(group >> 18U) & 63U];
    out += digits[(group >> 12U) & 63U];
    out += i + 1 < bytes.size() ? digits[(group >> 6U) & 63U] : '=';
    out += i + 2 < bytes.size() ? digits[group & 63U] : '=';
  }
  return out;
}

std::string encoded_words(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    std::size_t size = std::min(bytes_a_word, text.size());
    // A character is never split between two words.
    while (size < text.size() && size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
    if (!out.empty()) out += "\r\n ";
    out += "=?UTF-8?B?" + base64(text.substr(0, size)) + "?=";
    text.remove_prefix(size);
  }
  return out;
}

/// An ASCII text that looks like an encoded word would be decoded by who reads it.
bool needs_encoding(std::string_view text) {
  return !is_printable_ascii(text) || text.size() > longest_plain || text.find("=?") != std::string_view::npos;
}

}  // namespace

std::string encoded_header_text(std::string_view text) { return needs_encoding(text) ? encoded_words(text) : std::string(text); }

std::string encoded_display_name(std::string_view name) {
  if (needs_encoding(name)) return encoded_words(name);
  std::string out = "\"";
  for (const char c : name) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

}  // namespace frontdesk::mail
