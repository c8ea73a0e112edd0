// SPDX-License-Identifier: AGPL-3.0-or-later
#include "plugin/route_pattern.h"

#include <algorithm>
#include <set>

namespace frontdesk {

namespace {

constexpr std::size_t most_segments = 12;

std::vector<std::string_view> split(std::string_view pattern) {
  std::vector<std::string_view> parts;
  pattern.remove_prefix(1);
  while (true) {
    const std::size_t end = std::min(pattern.find('/'), pattern.size());
    parts.push_back(pattern.substr(0, end));
    if (end == pattern.size()) return parts;
    pattern.remove_prefix(end + 1);
  }
}

bool is_name(std::string_view segment) { return segment.size() > 2 && segment.front() == '{' && segment.back() == '}'; }

bool is_parameter_name(std::string_view name) {
  return std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

bool is_fixed(std::string_view segment) {
  const auto is_allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.'; };
  return !segment.empty() && segment.front() != '.' && std::all_of(segment.begin(), segment.end(), is_allowed);
}

}  // namespace

std::optional<std::string> RoutePattern::problem_in(std::string_view pattern) {
  if (!pattern.starts_with('/')) return "a pattern begins with '/'";
  const auto parts = split(pattern);
  if (parts.size() > most_segments) return "it has too many segments";
  std::set<std::string_view> names;
  for (const auto part : parts) {
    if (is_name(part)) {
      const std::string_view name = part.substr(1, part.size() - 2);
      if (!is_parameter_name(name)) return "{" + std::string(name) + "} isn't a name (a-z and '_')";
      if (!names.insert(name).second) return "{" + std::string(name) + "} stands in it twice";
    } else if (!is_fixed(part)) {
      return "\"" + std::string(part) + "\" isn't a segment (a-z, 0-9, '-', '_', '.', or a {name})";
    }
  }
  return std::nullopt;
}

RoutePattern::RoutePattern(std::string_view pattern) : text_(pattern) {
  for (const auto part : split(pattern)) {
    const bool takes_any = is_name(part);
    segments_.push_back({std::string(takes_any ? part.substr(1, part.size() - 2) : part), takes_any});
  }
}

std::optional<PathParameters> RoutePattern::match(const std::vector<std::string>& segments) const {
  if (segments.size() != segments_.size()) return std::nullopt;
  PathParameters found;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (segments_[i].is_name) {
      if (segments[i].empty()) return std::nullopt;
      found.emplace(segments_[i].text, segments[i]);
    } else if (segments_[i].text != segments[i]) {
      return std::nullopt;
    }
  }
  return found;
}

bool RoutePattern::overlaps(const RoutePattern& other) const {
  if (segments_.size() != other.segments_.size()) return false;
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    if (segments_[i].is_name != other.segments_[i].is_name) return false;
    if (!segments_[i].is_name && segments_[i].text != other.segments_[i].text) return false;
  }
  return true;
}

bool RoutePattern::overlaps_folder(std::string_view folder) const {
  return segments_.front().is_name || segments_.front().text == folder;
}

bool RoutePattern::is_closer_than(const RoutePattern& other) const {
  for (std::size_t i = 0; i < std::min(segments_.size(), other.segments_.size()); ++i) {
    if (segments_[i].is_name != other.segments_[i].is_name) return !segments_[i].is_name;
  }
  return false;
}

}  // namespace frontdesk
