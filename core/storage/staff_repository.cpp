// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/staff_repository.h"

namespace frontdesk::storage {

std::string canonical_staff_email(std::string_view typed) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto first = typed.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  typed = typed.substr(first, typed.find_last_not_of(blanks) - first + 1);
  std::string canonical(typed);
  for (char& c : canonical) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return canonical;
}

}  // namespace frontdesk::storage
