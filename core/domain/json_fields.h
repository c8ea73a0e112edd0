// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "domain/json_document.h"
#include "frontdesk/link_name.h"
#include "frontdesk/time.h"

namespace frontdesk {

enum class Presence : std::uint8_t { required = 1, optional };

struct TextRule {
  std::size_t longest = 200;  ///< characters
  Presence presence = Presence::optional;
  TextLines lines = TextLines::one;
};

/// Reads one JSON object key by key, strictly: every mistake becomes an error with its pointer, and reading goes on with a stand-in.
/// A key that was never asked for is unknown: finish() reports it. `errors` outlives the reader.
class JsonFields {
 public:
  /// What isn't an object is reported and read as an empty one, whose missing keys aren't reported again.
  JsonFields(const Json& object, std::string pointer, std::vector<FileError>& errors);

  [[nodiscard]] std::string at(std::string_view key) const { return pointer_below(pointer_, key); }
  void problem(std::string_view key, std::string words);

  /// Nothing when the key is absent (reported when it is required).
  const Json* value(std::string_view key, Presence presence = Presence::optional);
  [[nodiscard]] bool has(std::string_view key) const;

  /// Empty when absent or wrong. A required text isn't blank. CR LF becomes LF.
  std::string text(std::string_view key, TextRule rule);
  std::optional<LinkName> link_name(std::string_view key);
  std::optional<int> whole_number(std::string_view key, int least, int most, Presence presence = Presence::optional);
  bool flag(std::string_view key, bool fallback);
  std::optional<LocalDate> date(std::string_view key, Presence presence = Presence::optional);
  std::optional<WallTime> wall_time(std::string_view key);
  std::optional<Instant> instant(std::string_view key, Presence presence = Presence::required);
  /// Index into `words` of the one that is given.
  std::optional<std::size_t> choice(std::string_view key, const std::vector<std::string_view>& words, Presence presence = Presence::optional);

  /// Calls `take` with each item and its pointer.
  void each(std::string_view key, const std::function<void(const Json&, const std::string&)>& take);
  /// The same for a list of texts, each of which may stand there once.
  void each_text(std::string_view key, const std::function<void(const std::string&, const std::string&)>& take);
  /// The same for a list of words from a closed list; their indices.
  std::vector<std::size_t> choices(std::string_view key, const std::vector<std::string_view>& words);

  void finish();

 private:
  const std::string* string_of(std::string_view key, Presence presence);

  const Json& object_;
  std::string pointer_;
  std::vector<FileError>& errors_;
  std::set<std::string, std::less<>> known_;
  bool is_object_;
};

[[nodiscard]] std::string words_of(LinkNameError error);
/// "a, b or c"
[[nodiscard]] std::string either_of(const std::vector<std::string_view>& words);

}  // namespace frontdesk
