// SPDX-License-Identifier: AGPL-3.0-or-later
#include "domain/folded_text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "base/utf8.h"

namespace frontdesk {
namespace {

enum class Part { dropped = 1, kept, space };

Part part_of(UChar32 c) {
  if (u_isUWhiteSpace(c) || u_charType(c) == U_DASH_PUNCTUATION) return Part::space;
  const bool is_mark = u_charType(c) == U_NON_SPACING_MARK || u_charType(c) == U_ENCLOSING_MARK;
  // Typographic apostrophes and primes come from telephones' keyboards; the modifier letter is what some languages write.
  const bool is_apostrophe = c == '\'' || c == '`' || c == 0x2018 || c == 0x2019 || c == 0x02BC || c == 0x00B4 || c == 0x2032;
  return is_mark || is_apostrophe || c == '.' ? Part::dropped : Part::kept;
}

}  // namespace

std::string folded(std::string_view text) {
  if (first_malformed_byte(text)) return {};
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(error);
  const icu::Normalizer2* decompose = icu::Normalizer2::getNFDInstance(error);
  if (U_FAILURE(error)) return std::string(text);
  const auto typed = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  const icu::UnicodeString plain = decompose->normalize(fold->normalize(typed, error), error);
  if (U_FAILURE(error)) return std::string(text);
  icu::UnicodeString out;
  bool is_word_over = false;
  for (int32_t i = 0; i < plain.length(); i = plain.moveIndex32(i, 1)) {
    const UChar32 c = plain.char32At(i);
    const Part part = part_of(c);
    if (part == Part::space) is_word_over = !out.isEmpty();
    if (part != Part::kept) continue;
    if (is_word_over) out.append(static_cast<UChar32>(' '));
    is_word_over = false;
    out.append(c);
  }
  std::string folded_text;
  out.toUTF8String(folded_text);
  return folded_text;
}

}  // namespace frontdesk
