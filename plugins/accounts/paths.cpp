// SPDX-License-Identifier: AGPL-3.0-or-later
#include "paths.h"

namespace frontdesk::accounts {
namespace {

constexpr std::size_t longest_next = 200;

bool is_plain_segment(std::string_view segment) {
  if (segment.empty()) return false;
  for (const char c : segment) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    if (!plain) return false;
  }
  return true;
}

bool is_plain_path(std::string_view path) {
  while (true) {
    const auto slash = path.find('/');
    if (!is_plain_segment(path.substr(0, slash))) return false;
    if (slash == std::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
}

}  // namespace

std::string staff_path(const Practice& practice) { return "/o/" + practice.link_name.text() + "/staff"; }

std::string kept_next(const Practice& practice, std::string_view next) {
  const std::string prefix = staff_path(practice) + '/';
  next = next.substr(0, next.find('?'));
  if (next.size() > longest_next || !next.starts_with(prefix)) return {};
  const auto rest = next.substr(prefix.size());
  if (!is_plain_path(rest) || rest.starts_with("sign-")) return {};
  return std::string(next);
}

std::string path_after_sign_in(const Practice& practice, std::string_view next) {
  std::string kept = kept_next(practice, next);
  return kept.empty() ? staff_path(practice) + "/conversations" : kept;
}

}  // namespace frontdesk::accounts
