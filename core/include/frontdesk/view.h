// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "frontdesk/http.h"
#include "frontdesk/time.h"

/// What a page shows, as plain data, all text ready. Templates are Mustache with `{{name}}`, sections and partials only;
/// everything is escaped. `{{t.key}}` in a template is the catalogue's text for `key` in the visitor's language (its own
/// `{{name}}`s are filled from the model where it stands).
namespace frontdesk {

/// HTML that the view rendered. Only the view makes one, and only the view inserts it.
class Fragment {
 public:
  Fragment() = default;
  [[nodiscard]] bool is_empty() const noexcept { return html_.empty(); }

 private:
  friend class FragmentDoor;
  explicit Fragment(std::string html) : html_(std::move(html)) {}
  std::string html_;
};

/// A node of a view model: text, yes/no, list, object or fragment. Every name that a template uses in a section must be
/// set in that section's own object (an empty text or list where there is nothing to say): a missing one is an error, it is
/// never looked up further out.
class ViewModel {
 public:
  using List = std::vector<ViewModel>;
  using Object = std::map<std::string, ViewModel, std::less<>>;

  ViewModel() : node_(Object{}) {}
  ViewModel(std::string text) : node_(std::move(text)) {}
  ViewModel(std::string_view text) : node_(std::string(text)) {}
  ViewModel(const char* text) : node_(std::string(text)) {}
  ViewModel(bool yes) : node_(yes) {}
  ViewModel(List list) : node_(std::move(list)) {}
  ViewModel(Fragment fragment) : node_(std::move(fragment)) {}

  /// Sets a name of an object and returns the object, for chaining.
  ViewModel& set(std::string name, ViewModel value) {
    std::get<Object>(node_).insert_or_assign(std::move(name), std::move(value));
    return *this;
  }
  [[nodiscard]] const std::variant<Object, std::string, bool, List, Fragment>& node() const noexcept { return node_; }

 private:
  std::variant<Object, std::string, bool, List, Fragment> node_;
};

/// What the layout around a page needs from its handler.
struct Page {
  std::string title;              ///< of the document; on private pages neutral
  Fragment content;
  int status = 200;
  Caching caching = Caching::no_store;
  Framing framing = Framing::none;
  bool indexable = false;
};

using TextArguments = std::vector<std::pair<std::string_view, std::string>>;

/// Templates, words and formats for the call's practice and language. One thread at a time.
class Views {
 public:
  virtual ~Views() = default;

  /// Renders `name` ("provider_page/provider": folder of the plugin, file without ending); the practice's override if it has
  /// a sound one. Throws std::logic_error for a template that the plugin didn't declare or a model that lacks a name.
  [[nodiscard]] virtual Fragment render(std::string_view name, const ViewModel& model) = 0;

  /// The whole document: the public layout for visitors, the staff layout (with the menu) where staff are signed in.
  [[nodiscard]] virtual Response page(Page page) = 0;

  /// The one page for absent, hidden and foreign alike: 404, or problem+json where the client asks for JSON.
  [[nodiscard]] virtual Response not_found() = 0;

  /// What panels of other plugins show in `slot` for the thing named by `subject` (an id as text); one fragment, maybe empty.
  [[nodiscard]] virtual Fragment panels(std::string_view slot, std::string_view subject) = 0;

  /// The catalogue's text for `key` (ICU MessageFormat, "{count, plural, …}"), plain text, arguments filled in.
  [[nodiscard]] virtual std::string text(std::string_view key, const TextArguments& arguments = {}) = 0;
  /// Whether the catalogue has `key` for this language or the default one.
  [[nodiscard]] virtual bool has_text(std::string_view key) = 0;

  /// BCP 47 tag in use: the visitor's choice where a catalogue has it, else the practice's.
  [[nodiscard]] virtual std::string_view locale() const = 0;

  // Dates and times by locale, in `zone` (IANA). Throw std::invalid_argument for an unknown zone.
  [[nodiscard]] virtual std::string long_date(LocalDate date) = 0;                          ///< Monday, November 30, 2026
  [[nodiscard]] virtual std::string short_date(LocalDate date) = 0;                         ///< Mon, Nov 30
  [[nodiscard]] virtual std::string time_of_day(Instant at, std::string_view zone) = 0;     ///< 9:00 AM
  [[nodiscard]] virtual std::string date_and_time(Instant at, std::string_view zone) = 0;   ///< Monday, November 30, 2026 at 9:00 AM
  [[nodiscard]] virtual std::string zone_name(std::string_view zone, Instant at) = 0;       ///< Eastern Standard Time
  [[nodiscard]] virtual std::string money(std::string_view amount, std::string_view currency) = 0;  ///< $160.00
};

}  // namespace frontdesk
