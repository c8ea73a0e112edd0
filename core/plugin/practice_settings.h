// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "plugin/plugin_set.h"

namespace frontdesk {

/// What is wrong with `json` as the value of a setting, in English for operators; nothing when it may be stored.
[[nodiscard]] std::optional<std::string> problem_with(const SettingSpec& setting, std::string_view json);

/// A practice's settings as one plugin may read them: the core's and its own. A stored value that its setting doesn't allow (any
/// more) reads as the default.
class PracticeSettings final : public Settings {
 public:
  /// An empty `reader` may read every setting. All references outlive this.
  PracticeSettings(const PluginSet& plugins, const Practice& practice, std::string_view reader) : plugins_(plugins), practice_(practice), reader_(reader) {}
  [[nodiscard]] std::string text(std::string_view id) override;
  [[nodiscard]] std::int64_t number(std::string_view id) override;
  [[nodiscard]] bool flag(std::string_view id) override;

 private:
  [[nodiscard]] const SettingSpec& spec(std::string_view id) const;
  [[nodiscard]] std::string value(const SettingSpec& setting) const;
  const PluginSet& plugins_;
  const Practice& practice_;
  std::string reader_;
};

}  // namespace frontdesk
