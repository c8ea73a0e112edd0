// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/plugin_set.h"
#include "plugin/route_pattern.h"

namespace frontdesk {

/// Every route of every plugin, the closest match first. Made once; read by any thread. The plugins outlive it.
class RouteTable {
 public:
  explicit RouteTable(const PluginSet& plugins);

  struct Entry {
    RoutePattern pattern;
    LoadedPlugin* plugin;
    const Route* route;
  };
  /// The routes whose pattern matches as closely as any does, with the names' values: one a method at most.
  struct Match {
    std::vector<const Entry*> entries;
    PathParameters parameters;
    /// GET also for HEAD; null when the path knows no such method.
    [[nodiscard]] const Entry* of(Method method) const;
    /// "GET, HEAD, POST".
    [[nodiscard]] std::string allowed() const;
  };
  /// Nothing when no pattern matches.
  [[nodiscard]] std::optional<Match> match(const std::vector<std::string>& segments) const;

  struct LegacyTarget {
    std::string_view pattern;
    std::string path;
  };
  /// Where a legacy path leads: nothing when there is none, or when its plugin gives no path of this host.
  [[nodiscard]] std::optional<LegacyTarget> legacy(const std::vector<std::string>& segments) const;

  /// Whether a form of that name is for staff; nothing for a form that no route takes.
  [[nodiscard]] std::optional<bool> is_staff_form(std::string_view form) const;

 private:
  struct LegacyEntry {
    RoutePattern pattern;
    LoadedPlugin* plugin;
    const LegacyRoute* route;
  };
  std::vector<Entry> entries_;
  std::vector<LegacyEntry> legacy_;
  std::map<std::string, bool, std::less<>> forms_;
};

}  // namespace frontdesk
