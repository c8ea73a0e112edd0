// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace frontdesk {

using PathParameters = std::map<std::string, std::string, std::less<>>;

/// "/o/{practice}/schedule/{provider}": fixed segments, and names that take one segment each, never an empty one.
class RoutePattern {
 public:
  /// What is wrong with a pattern; nothing when it is one.
  [[nodiscard]] static std::optional<std::string> problem_in(std::string_view pattern);

  /// `pattern` must be sound.
  explicit RoutePattern(std::string_view pattern);

  /// The names' values when the decoded segments match; nothing otherwise.
  [[nodiscard]] std::optional<PathParameters> match(const std::vector<std::string>& segments) const;

  /// Whether one path could match both equally well: same length, and no place where both say a fixed word and differ, or where
  /// only one does (the fixed word is then the closer match).
  [[nodiscard]] bool overlaps(const RoutePattern& other) const;
  /// Whether it could match a path below `/folder/`.
  [[nodiscard]] bool overlaps_folder(std::string_view folder) const;

  /// Orders routes so that the first match is the closest: fixed words before names, from the left.
  [[nodiscard]] bool is_closer_than(const RoutePattern& other) const;

  [[nodiscard]] const std::string& text() const noexcept { return text_; }

 private:
  struct Segment {
    std::string text;
    bool is_name = false;
  };
  std::string text_;
  std::vector<Segment> segments_;
};

}  // namespace frontdesk
