// SPDX-License-Identifier: AGPL-3.0-or-later
#include "plugin/enablement.h"

#include <algorithm>

namespace frontdesk {

Enablement::Enablement(const PluginSet& plugins, const std::vector<storage::PluginSwitch>& switches) {
  for (const auto& plugin : plugins.all()) {
    if (!plugin->is_serving()) continue;
    const auto said = std::find_if(switches.begin(), switches.end(), [&](const auto& one) { return one.plugin_id == plugin->id(); });
    by_id_[plugin->id()] = said == switches.end() ? plugin->report.ships_with_frontdesk : said->enabled;
  }
}

bool Enablement::is_enabled(std::string_view plugin_id) const {
  const auto found = by_id_.find(plugin_id);
  return found != by_id_.end() && found->second;
}

}  // namespace frontdesk
