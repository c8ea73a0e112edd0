// SPDX-License-Identifier: AGPL-3.0-or-later
#include "view/catalogue.h"

#include <unicode/locid.h>
#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace frontdesk::view {
namespace {

icu::UnicodeString unicode(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

/// The pieces of a pattern whose arguments are all plain. Parts that ICU skips (quoting apostrophes) belong to no piece.
std::vector<CatalogueText::Piece> pieces_of(const icu::MessagePattern& pattern) {
  std::vector<CatalogueText::Piece> pieces;
  const icu::UnicodeString& all = pattern.getPatternString();
  std::int32_t done = 0;
  const auto words_until = [&](std::int32_t end) {
    if (end > done) pieces.push_back({utf8(all.tempSubStringBetween(done, end))});
  };
  for (std::int32_t i = 0; i < pattern.countParts(); ++i) {
    const auto& part = pattern.getPart(i);
    switch (part.getType()) {
      case UMSGPAT_PART_TYPE_ARG_START:
      case UMSGPAT_PART_TYPE_MSG_LIMIT: words_until(part.getIndex()); break;
      case UMSGPAT_PART_TYPE_SKIP_SYNTAX: words_until(part.getIndex()); done = part.getLimit(); break;
      case UMSGPAT_PART_TYPE_ARG_NAME:
      case UMSGPAT_PART_TYPE_ARG_NUMBER: pieces.push_back({utf8(pattern.getSubstring(part)), true}); break;
      case UMSGPAT_PART_TYPE_ARG_LIMIT: done = part.getLimit(); break;
      default: break;
    }
  }
  return pieces;
}

/// Fills in which arguments the pattern has; the words of what is wrong with it otherwise.
std::optional<std::string> read_pattern(CatalogueText& text) {
  UErrorCode status = U_ZERO_ERROR;
  UParseError where;
  const icu::MessagePattern pattern(unicode(text.raw), &where, status);
  if (U_FAILURE(status) != 0) return "is no ICU message near character " + std::to_string(where.offset);
  bool is_plain = true;
  for (std::int32_t i = 0; i + 1 < pattern.countParts(); ++i) {
    const auto& part = pattern.getPart(i);
    if (part.getType() != UMSGPAT_PART_TYPE_ARG_START) continue;
    text.takes_arguments = true;
    const auto kind = part.getArgType();
    is_plain = is_plain && kind == UMSGPAT_ARG_TYPE_NONE;
    bool counts = kind == UMSGPAT_ARG_TYPE_PLURAL || kind == UMSGPAT_ARG_TYPE_SELECTORDINAL;
    if (kind == UMSGPAT_ARG_TYPE_SIMPLE) {
      if (pattern.getSubstring(pattern.getPart(i + 2)) != icu::UnicodeString("number")) return "may format numbers only, with {name, number}";
      counts = true;
    }
    if (counts) text.numbers.insert(utf8(pattern.getSubstring(pattern.getPart(i + 1))));
  }
  if (is_plain) text.pieces = pieces_of(pattern);
  return std::nullopt;
}

/// An argument that wasn't given stands as "{name}", as ICU leaves it.
std::string put_together(const std::vector<CatalogueText::Piece>& pieces, const TextArguments& arguments) {
  std::string out;
  for (const auto& piece : pieces) {
    if (!piece.is_argument) {
      out += piece.text;
      continue;
    }
    const auto given = std::find_if(arguments.begin(), arguments.end(), [&](const auto& one) { return one.first == piece.text; });
    out += given == arguments.end() ? '{' + piece.text + '}' : given->second;
  }
  return out;
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

ViewProblems Catalogues::read(const std::string& file, std::string_view plugin, Texts& into) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return {{file, "can't be read"}};
  const auto json = nlohmann::json::parse(stream, nullptr, false);
  if (!json.is_object()) return {{file, "is no JSON object of key → text"}};
  ViewProblems problems;
  for (const auto& [key, value] : json.items()) {
    if (!value.is_string()) {
      problems.push_back({file, "key '" + key + "': not a text"});
      continue;
    }
    if (!plugin.empty() && !key.starts_with(std::string(plugin) + '.')) {
      problems.push_back({file, "key '" + key + "': must begin with '" + std::string(plugin) + ".'"});
      continue;
    }
    CatalogueText text{.raw = value.get<std::string>(), .numbers = {}};
    text.is_for_templates = text.raw.find("{{") != std::string::npos;
    if (!text.is_for_templates) {
      if (const auto wrong = read_pattern(text)) {
        problems.push_back({file, "key '" + key + "' " + *wrong});
        continue;
      }
    }
    into.insert_or_assign(key, std::move(text));
  }
  return problems;
}

ViewProblems Catalogues::load_core(const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code error;
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.is_directory() && fs::exists(entry.path() / "core.json")) found.push_back(entry.path().filename().string());
  }
  std::sort(found.begin(), found.end());
  const auto first = std::find(found.begin(), found.end(), default_language);
  if (first == found.end()) return {{folder, "has no en/core.json: the words of the pages are missing"}};
  std::rotate(found.begin(), first, first + 1);
  ViewProblems problems;
  for (const auto& language : found) {
    auto more = read(folder + '/' + language + "/core.json", {}, by_language_[language]);
    problems.insert(problems.end(), more.begin(), more.end());
  }
  languages_ = std::move(found);
  return problems;
}

ViewProblems Catalogues::load_plugin(std::string_view plugin, const std::string& folder) {
  std::map<std::string, Texts> read_texts;
  ViewProblems problems;
  for (const auto& language : languages_) {
    const std::string file = folder + '/' + language + ".json";
    if (!std::filesystem::exists(file)) continue;
    auto more = read(file, plugin, read_texts[language]);
    problems.insert(problems.end(), more.begin(), more.end());
  }
  if (!problems.empty()) return problems;
  for (auto& [language, texts] : read_texts) by_language_[language].merge(texts);
  return {};
}

const CatalogueText* Catalogues::find(std::string_view language, std::string_view key) const {
  for (const auto tried : {language, default_language}) {
    const auto texts = by_language_.find(tried);
    if (texts == by_language_.end()) continue;
    const auto text = texts->second.find(key);
    if (text != texts->second.end()) return &text->second;
  }
  return nullptr;
}

std::string Catalogues::format(std::string_view locale, std::string_view key, const TextArguments& arguments) const {
  const CatalogueText* text = find(language_of(locale), key);
  if (text == nullptr) throw std::logic_error("no text for key '" + std::string(key) + "'");
  if (text->is_for_templates) throw std::logic_error("the text of key '" + std::string(key) + "' is for templates only");
  if (!text->pieces.empty() || text->raw.empty()) return put_together(text->pieces, arguments);
  UErrorCode status = U_ZERO_ERROR;
  icu::MessageFormat format(unicode(text->raw), icu::Locale::forLanguageTag(std::string(locale), status), status);
  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> values;
  for (const auto& [name, value] : arguments) {
    names.push_back(unicode(name));
    const auto number = text->numbers.contains(name) ? whole_number(value) : std::nullopt;
    values.push_back(number ? icu::Formattable(static_cast<std::int64_t>(*number)) : icu::Formattable(unicode(value)));
  }
  icu::UnicodeString formatted;
  format.format(names.data(), values.data(), static_cast<std::int32_t>(values.size()), formatted, status);
  if (U_FAILURE(status) != 0) throw std::logic_error("the text of key '" + std::string(key) + "' can't be filled in: " + u_errorName(status));
  return utf8(formatted);
}

std::string_view language_of(std::string_view locale) { return locale.substr(0, locale.find_first_of("-_")); }

namespace {

/// Letters, digits and hyphens only, short: what a language tag can be.
bool is_tag(std::string_view text) {
  return !text.empty() && text.size() <= 35 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// Tags of an Accept-Language header in its order of preference.
std::vector<std::string_view> preferred_tags(std::string_view header) {
  std::vector<std::pair<double, std::string_view>> found;
  while (!header.empty() && found.size() < 20) {
    const auto comma = header.find(',');
    auto item = header.substr(0, comma);
    header = comma == std::string_view::npos ? std::string_view{} : header.substr(comma + 1);
    double quality = 1;
    if (const auto semicolon = item.find(';'); semicolon != std::string_view::npos) {
      const auto parameter = trimmed(item.substr(semicolon + 1));
      if (parameter.starts_with("q=")) std::from_chars(parameter.data() + 2, parameter.data() + parameter.size(), quality);
      item = item.substr(0, semicolon);
    }
    item = trimmed(item);
    if (is_tag(item) && quality > 0) found.emplace_back(quality, item);
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string_view> tags;
  for (const auto& [quality, tag] : found) tags.push_back(tag);
  return tags;
}

}  // namespace

std::string choose_locale(std::string_view asked, std::string_view accept_language, std::string_view practice_locale,
                          const std::vector<std::string>& languages) {
  const auto speaks = [&](std::string_view tag) { return std::find(languages.begin(), languages.end(), language_of(tag)) != languages.end(); };
  if (is_tag(asked) && speaks(asked)) return std::string(asked);
  for (const auto tag : preferred_tags(accept_language)) {
    if (!speaks(tag)) continue;
    return std::string(language_of(tag) == language_of(practice_locale) ? practice_locale : tag);
  }
  if (speaks(practice_locale)) return std::string(practice_locale);
  UErrorCode status = U_ZERO_ERROR;
  const std::string region = icu::Locale::forLanguageTag(std::string(practice_locale), status).getCountry();
  return std::string(default_language) + (U_SUCCESS(status) && !region.empty() ? '-' + region : "");
}

}  // namespace frontdesk::view
