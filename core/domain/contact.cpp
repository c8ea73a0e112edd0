// SPDX-License-Identifier: AGPL-3.0-or-later
#include "domain/contact.h"

#include <phonenumbers/phonenumberutil.h>

#include <algorithm>

namespace frontdesk {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_local_part(std::string_view local) {
  constexpr std::string_view atom_signs = "!#$%&'*+-/=?^_`{|}~";
  if (local.empty() || local.size() > 64 || local.front() == '.' || local.back() == '.') return false;
  if (local.find("..") != std::string_view::npos) return false;
  return std::all_of(local.begin(), local.end(),
                     [&](char c) { return is_letter(c) || is_digit(c) || c == '.' || atom_signs.find(c) != std::string_view::npos; });
}

bool is_label(std::string_view label) {
  if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
  return std::all_of(label.begin(), label.end(), [](char c) { return is_letter(c) || is_digit(c) || c == '-'; });
}

bool is_domain(std::string_view domain) {
  int labels = 0;
  std::string_view last;
  while (!domain.empty()) {
    const auto dot = domain.find('.');
    last = domain.substr(0, dot);
    if (!is_label(last)) return false;
    ++labels;
    if (dot == std::string_view::npos) break;
    domain.remove_prefix(dot + 1);
    if (domain.empty()) return false;
  }
  return labels >= 2 && !std::all_of(last.begin(), last.end(), is_digit);
}

}  // namespace

std::optional<std::string> canonical_email(std::string_view typed) {
  if (typed.size() > most_email_bytes) return std::nullopt;
  const auto at = typed.find('@');
  if (at == std::string_view::npos || !is_local_part(typed.substr(0, at)) || !is_domain(typed.substr(at + 1))) return std::nullopt;
  std::string canonical(typed);
  for (char& c : canonical) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return canonical;
}

std::optional<std::string> canonical_phone(std::string_view typed, std::string_view country) {
  using i18n::phonenumbers::PhoneNumber;
  using i18n::phonenumbers::PhoneNumberUtil;
  if (typed.empty() || typed.size() > most_phone_bytes) return std::nullopt;
  const PhoneNumberUtil& numbers = *PhoneNumberUtil::GetInstance();
  PhoneNumber number;
  const std::string region = country.empty() ? "ZZ" : std::string(country);
  if (numbers.Parse(std::string(typed), region, &number) != PhoneNumberUtil::NO_PARSING_ERROR) return std::nullopt;
  if (!numbers.IsPossibleNumber(number)) return std::nullopt;
  std::string canonical;
  numbers.Format(number, PhoneNumberUtil::E164, &canonical);
  return canonical;
}

std::string country_of(std::string_view locale) {
  // The language comes first; a script has four letters.
  for (auto dash = locale.find('-'); dash != std::string_view::npos; dash = locale.find('-')) {
    locale.remove_prefix(dash + 1);
    const std::string_view part = locale.substr(0, locale.find('-'));
    if (part.size() == 1) return {};
    if (part.size() != 2 || !is_letter(part[0]) || !is_letter(part[1])) continue;
    std::string country(part);
    for (char& c : country) c = static_cast<char>(c & ~0x20);
    return country;
  }
  return {};
}

}  // namespace frontdesk
