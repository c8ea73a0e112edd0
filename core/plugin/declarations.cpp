// SPDX-License-Identifier: AGPL-3.0-or-later
#include "plugin/declarations.h"

#include <algorithm>
#include <set>

#include "plugin/practice_settings.h"
#include "plugin/route_pattern.h"

namespace frontdesk {

namespace {

using Others = std::vector<const Declarations*>;
using Mistake = std::optional<std::string>;

bool is_word(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

Mistake mistake_in_route(const Route& route) {
  if (const auto problem = RoutePattern::problem_in(route.pattern)) return "route " + route.pattern + ": " + *problem;
  if (!route.pattern.starts_with("/o/{practice}/")) return "route " + route.pattern + ": it must begin with /o/{practice}/";
  if (!route.handler) return "route " + route.pattern + ": it has no handler";
  const bool is_staff_path = route.pattern.starts_with("/o/{practice}/staff/") || route.pattern == "/o/{practice}/staff";
  if (route.access != Access::everyone && !is_staff_path) return "route " + route.pattern + ": staff pages lie below /o/{practice}/staff, where their cookie goes";
  if (route.method == Method::head) return "route " + route.pattern + ": a GET route answers HEAD, too";
  if (route.method == Method::post && route.form.empty()) return "route " + route.pattern + ": a POST route names its form";
  if (route.method == Method::get && !route.form.empty()) return "route " + route.pattern + ": a GET route takes no form";
  if (route.cross_site_read && (route.method != Method::get || route.access != Access::everyone)) return "route " + route.pattern + ": only what everyone may GET can be read by other sites";
  return std::nullopt;
}

bool is_same_route(const Route& a, const Route& b) { return a.method == b.method && RoutePattern(a.pattern).overlaps(RoutePattern(b.pattern)); }

Mistake mistake_in_routes(const Declarations& declared, const Others& others) {
  for (std::size_t i = 0; i < declared.routes.size(); ++i) {
    const Route& route = declared.routes[i];
    if (auto mistake = mistake_in_route(route)) return mistake;
    const auto is_same = [&](const Route& other) { return is_same_route(route, other); };
    if (std::any_of(declared.routes.begin(), declared.routes.begin() + static_cast<std::ptrdiff_t>(i), is_same)) return "route " + route.pattern + " is declared twice";
    for (const Declarations* other : others) {
      if (std::any_of(other->routes.begin(), other->routes.end(), is_same)) return "route " + route.pattern + " belongs to another plugin already";
      const auto takes_form = [&](const Route& taken) { return !route.form.empty() && taken.form == route.form; };
      if (std::any_of(other->routes.begin(), other->routes.end(), takes_form)) return "form " + route.form + " belongs to another plugin already";
    }
    for (const Route& same : declared.routes) {
      const bool mixes = same.form == route.form && !route.form.empty() && (same.access == Access::everyone) != (route.access == Access::everyone);
      if (mixes) return "form " + route.form + " is both for everyone and for staff";
    }
  }
  return std::nullopt;
}

Mistake mistake_in_legacy_routes(const Declarations& declared, const Others& others) {
  for (const LegacyRoute& route : declared.legacy_routes) {
    if (const auto problem = RoutePattern::problem_in(route.pattern)) return "legacy route " + route.pattern + ": " + *problem;
    if (!route.target) return "legacy route " + route.pattern + ": it leads nowhere";
    if (RoutePattern(route.pattern).overlaps_folder("o") || route.pattern == "/") return "legacy route " + route.pattern + ": it may not cover /o/ or the first page";
    const auto is_same = [&](const LegacyRoute& other) { return &other != &route && RoutePattern(route.pattern).overlaps(RoutePattern(other.pattern)); };
    if (std::any_of(declared.legacy_routes.begin(), declared.legacy_routes.end(), is_same)) return "legacy route " + route.pattern + " is declared twice";
    for (const Declarations* other : others) {
      if (std::any_of(other->legacy_routes.begin(), other->legacy_routes.end(), is_same)) return "legacy route " + route.pattern + " belongs to another plugin already";
    }
  }
  return std::nullopt;
}

Mistake mistake_in_setting(const SettingSpec& setting, const std::string& id) {
  if (!setting.id.starts_with(id + '.') || !is_word(std::string_view(setting.id).substr(id.size() + 1))) {
    return "setting " + setting.id + ": its id is " + id + ".<lower-case words>";
  }
  if (setting.help_key.empty()) return "setting " + setting.id + ": it has no help";
  if (setting.type == SettingSpec::Type::choice && setting.choices.empty()) return "setting " + setting.id + ": it has no choices";
  if (setting.maximum < setting.minimum) return "setting " + setting.id + ": its maximum is below its minimum";
  if (const auto problem = problem_with(setting, setting.default_value)) return "setting " + setting.id + ": its default is wrong: " + *problem;
  return std::nullopt;
}

Mistake mistake_in_smaller_parts(const Declarations& declared, const std::string& id) {
  for (const Panel& panel : declared.panels) {
    const std::size_t dot = panel.slot.find('.');
    if (dot == std::string::npos || !is_word(panel.slot.substr(0, dot)) || !is_word(panel.slot.substr(dot + 1))) return "panel " + panel.slot + ": a slot is <plugin>.<name>";
    if (!panel.show) return "panel " + panel.slot + ": it shows nothing";
  }
  for (const Observer& observer : declared.observers) {
    if (!is_word(observer.kind) || !observer.receive) return "observer " + observer.kind + ": it needs the kind of an event and somebody who receives it";
  }
  for (const Guard& guard : declared.guards) {
    if (!guard.refuse) return std::string("a guard has nothing to ask");
  }
  std::set<std::string> jobs;
  for (const Job& job : declared.jobs) {
    if (!is_word(job.name) || !job.run || job.every < Minutes{1}) return "job " + job.name + ": it needs a lower-case name, something to run and at least a minute between runs";
    if (!jobs.insert(job.name).second) return "job " + job.name + " is declared twice";
  }
  std::set<std::string> settings;
  for (const SettingSpec& setting : declared.settings) {
    if (auto mistake = mistake_in_setting(setting, id)) return mistake;
    if (!settings.insert(setting.id).second) return "setting " + setting.id + " is declared twice";
  }
  std::set<std::string> pages;
  for (const PageTemplate& page : declared.pages) {
    if (!page.name.starts_with(id + '/') || page.name.size() == id.size() + 1) return "page " + page.name + ": its name is " + id + "/<template>";
    if (!pages.insert(page.name).second) return "page " + page.name + " is declared twice";
  }
  for (const Navigation& entry : declared.navigation) {
    if (entry.message_key.empty() || entry.access == Access::everyone) return "navigation " + entry.path + ": it needs words, and is for staff";
  }
  for (const HealthCheck& check : declared.health_checks) {
    if (!is_word(check.name) || !check.check) return "health check " + check.name + ": it needs a lower-case name and something to check";
  }
  return std::nullopt;
}

}  // namespace

Mistake mistake_in(const Declarations& declared, const std::string& id, const Others& others) {
  if (auto mistake = mistake_in_routes(declared, others)) return mistake;
  if (auto mistake = mistake_in_legacy_routes(declared, others)) return mistake;
  return mistake_in_smaller_parts(declared, id);
}

}  // namespace frontdesk
