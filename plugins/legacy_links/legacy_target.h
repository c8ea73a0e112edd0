// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <map>
#include <string>

#include "frontdesk/link_name.h"

namespace legacy_links {

/// The present path for `practice` and perhaps `provider`; empty when one of them can't be a link name, so that nothing typed is ever
/// put into a redirect.
inline std::string target(const std::map<std::string, std::string, std::less<>>& names) {
  std::string path = "/o";
  for (const auto* name : {"practice", "provider"}) {
    const auto value = names.find(name);
    if (value == names.end()) continue;
    const auto link_name = frontdesk::LinkName::parse(value->second);
    if (!link_name) return {};
    path += '/' + link_name->text();
    if (std::string_view(name) == "practice") path += "/schedule";
  }
  return path;
}

}  // namespace legacy_links
