// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "frontdesk/plugin.h"
#include "view/catalogue.h"
#include "view/markup_check.h"
#include "view/template.h"
#include "view/view_problem.h"

namespace frontdesk::view {

/// Every template of core, plugins and practices, ready to render in every language. Loaded by one thread at start (core, then
/// plugins, then overrides), read by any thread afterwards.
class TemplateStore {
 public:
  /// `templates_path` holds layout/, errors/, mail/, messages/ and assets.json (written at installation: file → name with its
  /// content's hash; without it assets keep their names). `assets_url` is what stands before them ("/assets").
  TemplateStore(std::string templates_path, std::string assets_url);

  /// Words, layouts, error pages and mail of the core. Any problem means that nothing can be served.
  [[nodiscard]] ViewProblems load_core();

  /// A plugin's words and pages from its bundle's `templates` folder; files beginning with '_' are partials. With a problem
  /// nothing of the plugin is there afterwards and it must be refused.
  [[nodiscard]] ViewProblems load_plugin(std::string_view plugin, const std::string& folder, const std::vector<PageTemplate>& pages);

  /// `<overrides>/<practice>/<plugin>/<name>.mustache` (also layout/ and errors/). Broken ones are left out, the default serves;
  /// each is named in the answer. An empty or absent folder is fine.
  [[nodiscard]] ViewProblems load_overrides(const std::string& overrides_path);

  /// The practice's sound override ("" for none) or the default one, in the language of `locale`, else in English; nothing when
  /// no such template is there.
  [[nodiscard]] const Template* find(std::string_view locale, std::string_view practice_link_name, std::string_view name) const;

  [[nodiscard]] const Catalogues& catalogues() const { return catalogues_; }

  /// "/assets/frontdesk.0123456789abcdef.css"; nothing for a file that the installation doesn't have.
  [[nodiscard]] std::optional<std::string> asset_url(std::string_view file) const;

 private:
  struct Known {
    std::string folder;  ///< where its files lie
    std::vector<ViewShape> shape;
    bool has_shape = false;
    TemplateKind kind = TemplateKind::page;
  };
  struct Origin {
    std::string file;
    std::string name;
    TemplateOwner owner = TemplateOwner::shipped;
  };
  using ByName = std::map<std::string, Template, std::less<>>;

  ViewProblems load_assets();
  ViewProblems load_folder(const std::string& room, TemplateKind kind);
  /// Flattened, checked and parsed in one language.
  [[nodiscard]] Result<Template, std::string> compile(const Origin& origin, const Known& known, const std::string& language) const;
  [[nodiscard]] SourceParts parts_of(std::string_view room, const std::string& folder, const std::string& language) const;
  ViewProblems load_practice_overrides(const std::string& practice, const std::string& folder);

  std::string templates_path_;
  std::string assets_url_;
  Catalogues catalogues_;
  std::map<std::string, std::string, std::less<>> assets_;
  bool assets_are_listed_ = false;
  std::map<std::string, Known, std::less<>> known_;                 ///< by template name
  std::map<std::string, ByName, std::less<>> defaults_;             ///< by language
  std::map<std::string, std::map<std::string, ByName, std::less<>>, std::less<>> overrides_;  ///< by practice, language
};

}  // namespace frontdesk::view
