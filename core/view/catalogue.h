// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "frontdesk/view.h"
#include "view/view_problem.h"

namespace frontdesk::view {

/// The language that every catalogue has and that stands in where another lacks a key.
inline constexpr std::string_view default_language = "en";

/// A text as a catalogue holds it.
struct CatalogueText {
  /// Words, or the name of an argument that stands there.
  struct Piece {
    std::string text;
    bool is_argument = false;
  };
  std::string raw;
  /// Of a text whose arguments all stand as they are: it is put together without ICU. Empty otherwise.
  std::vector<Piece> pieces = {};
  /// Arguments that the pattern counts or formats as numbers.
  std::set<std::string, std::less<>> numbers;
  /// "{name}" arguments of ICU MessageFormat stand in it: only `format` may use it.
  bool takes_arguments = false;
  /// "{{name}}" stands in it: only a template may use it.
  bool is_for_templates = false;
};

/// Words of core and plugins, by language ("en", "de") and key. Filled before threads start, read by any thread afterwards.
class Catalogues {
 public:
  /// Reads `<folder>/<language>/core.json` for the core.
  ViewProblems load_core(const std::string& folder);
  /// Reads `<folder>/<language>.json` of a plugin; its keys must begin with "<plugin>.". A folder that isn't there is fine. With a
  /// problem nothing of the plugin is taken over.
  ViewProblems load_plugin(std::string_view plugin, const std::string& folder);

  /// Languages that the core has, the default one first.
  [[nodiscard]] const std::vector<std::string>& languages() const { return languages_; }

  /// The text in `language`, else in the default one; nothing when neither has it.
  [[nodiscard]] const CatalogueText* find(std::string_view language, std::string_view key) const;

  /// Plain text with its arguments filled in. `locale` is a BCP 47 tag whose language chooses the words and whose whole
  /// chooses plurals and numbers. Throws std::logic_error for a key that isn't there or is for templates only.
  [[nodiscard]] std::string format(std::string_view locale, std::string_view key, const TextArguments& arguments) const;

 private:
  using Texts = std::map<std::string, CatalogueText, std::less<>>;
  static ViewProblems read(const std::string& file, std::string_view plugin, Texts& into);
  std::map<std::string, Texts, std::less<>> by_language_;
  std::vector<std::string> languages_;
};

/// "en" of "en-US".
[[nodiscard]] std::string_view language_of(std::string_view locale);

/// The tag to speak and format in. `asked` (the `lang` parameter, may be empty) wins, then `accept_language`, then the
/// practice's; only a language that `languages` has is taken, a visitor who reads the practice's language gets the practice's
/// own formats, and with no language in common it is the default one with the practice's region.
[[nodiscard]] std::string choose_locale(std::string_view asked, std::string_view accept_language, std::string_view practice_locale,
                                        const std::vector<std::string>& languages);

}  // namespace frontdesk::view
