// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/plugin_set.h"
#include "storage/practice_repository.h"

namespace frontdesk {

/// Which plugins a practice has on: what it said, else the plugin's default (on for those that ship with Frontdesk). One that doesn't
/// serve is off.
class Enablement {
 public:
  Enablement(const PluginSet& plugins, const std::vector<storage::PluginSwitch>& switches);
  [[nodiscard]] bool is_enabled(std::string_view plugin_id) const;

 private:
  std::map<std::string, bool, std::less<>> by_id_;
};

}  // namespace frontdesk
