// SPDX-License-Identifier: AGPL-3.0-or-later
#include "host/route_table.h"

#include <algorithm>

namespace frontdesk {

RouteTable::RouteTable(const PluginSet& plugins) {
  for (const auto& plugin : plugins.all()) {
    for (const Route& route : plugin->declarations.routes) {
      entries_.push_back({RoutePattern(route.pattern), plugin.get(), &route});
      if (!route.form.empty()) forms_[route.form] = route.access != Access::everyone;
    }
    for (const LegacyRoute& route : plugin->declarations.legacy_routes) legacy_.push_back({RoutePattern(route.pattern), plugin.get(), &route});
  }
  const auto is_closer = [](const auto& a, const auto& b) { return a.pattern.is_closer_than(b.pattern); };
  std::stable_sort(entries_.begin(), entries_.end(), is_closer);
  std::stable_sort(legacy_.begin(), legacy_.end(), is_closer);
}

std::optional<RouteTable::Match> RouteTable::match(const std::vector<std::string>& segments) const {
  Match found;
  for (const Entry& entry : entries_) {
    if (!found.entries.empty() && !entry.pattern.overlaps(found.entries.front()->pattern)) continue;
    auto parameters = entry.pattern.match(segments);
    if (!parameters) continue;
    if (found.entries.empty()) found.parameters = std::move(*parameters);
    found.entries.push_back(&entry);
  }
  if (found.entries.empty()) return std::nullopt;
  return found;
}

const RouteTable::Entry* RouteTable::Match::of(Method method) const {
  const Method wanted = method == Method::head ? Method::get : method;
  for (const Entry* entry : entries) {
    if (entry->route->method == wanted) return entry;
  }
  return nullptr;
}

std::string RouteTable::Match::allowed() const {
  std::string list;
  if (of(Method::get) != nullptr) list = "GET, HEAD";
  if (of(Method::post) != nullptr) list += list.empty() ? "POST" : ", POST";
  return list;
}

std::optional<RouteTable::LegacyTarget> RouteTable::legacy(const std::vector<std::string>& segments) const {
  for (const LegacyEntry& entry : legacy_) {
    if (!entry.plugin->is_serving()) continue;
    const auto parameters = entry.pattern.match(segments);
    if (!parameters) continue;
    std::string path = entry.route->target(*parameters);
    if (path.starts_with("/o/")) return LegacyTarget{entry.pattern.text(), std::move(path)};
  }
  return std::nullopt;
}

std::optional<bool> RouteTable::is_staff_form(std::string_view form) const {
  const auto found = forms_.find(form);
  if (found == forms_.end()) return std::nullopt;
  return found->second;
}

}  // namespace frontdesk
