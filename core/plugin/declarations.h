// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "frontdesk/plugin.h"

namespace frontdesk {

/// What one plugin registered, in the order in which it did.
struct Declarations {
  std::vector<Route> routes;
  std::vector<LegacyRoute> legacy_routes;
  std::vector<Panel> panels;
  std::vector<Navigation> navigation;
  std::vector<Observer> observers;
  std::vector<Guard> guards;
  std::vector<Job> jobs;
  std::vector<SettingSpec> settings;
  std::vector<PageTemplate> pages;
  std::vector<HealthCheck> health_checks;
};

/// Collects; what is wrong is found afterwards by `mistake_in`.
class DeclarationCollector final : public Registrar {
 public:
  void route(Route route) override { all_.routes.push_back(std::move(route)); }
  void legacy_route(LegacyRoute route) override { all_.legacy_routes.push_back(std::move(route)); }
  void panel(Panel panel) override { all_.panels.push_back(std::move(panel)); }
  void navigation(Navigation entry) override { all_.navigation.push_back(std::move(entry)); }
  void observer(Observer observer) override { all_.observers.push_back(std::move(observer)); }
  void guard(Guard guard) override { all_.guards.push_back(std::move(guard)); }
  void job(Job job) override { all_.jobs.push_back(std::move(job)); }
  void setting(SettingSpec setting) override { all_.settings.push_back(std::move(setting)); }
  void page(PageTemplate page) override { all_.pages.push_back(std::move(page)); }
  void health_check(HealthCheck check) override { all_.health_checks.push_back(std::move(check)); }

  [[nodiscard]] Declarations take() { return std::move(all_); }

 private:
  Declarations all_;
};

/// The first mistake in what the plugin `id` declared, beside what `others` (who came first) did; nothing when it is sound.
[[nodiscard]] std::optional<std::string> mistake_in(const Declarations& declared, const std::string& id, const std::vector<const Declarations*>& others);

}  // namespace frontdesk
