// SPDX-License-Identifier: AGPL-3.0-or-later
#include "worker/plugin_call.h"

namespace frontdesk {

LoadedPlugin* serving_plugin(Workshop& workshop, std::string_view id) {
  for (const auto& plugin : workshop.plugins.all()) {
    if (plugin->id() == id && plugin->is_serving()) return plugin.get();
  }
  return nullptr;
}

CallOutcome call_plugin(Workshop& workshop, LoadedPlugin& plugin, const PracticeInHand& practice, Instant now,
                        const std::function<bool(Scope&, storage::UnitOfWork&)>& body) {
  Request nobody_asked;
  nobody_asked.id = "worker";
  const CallFacts facts{.request = &nobody_asked, .actor = {}, .now = now, .base_url = workshop.config.base_url};
  storage::UnitOfWork* unit = nullptr;
  const auto open = [&]() -> std::unique_ptr<Abilities> {
    auto abilities = std::make_unique<WorkerAbilities>(workshop, practice.snapshot.practice, now, workshop.database->begin(storage::AccessMode::read_write));
    unit = &abilities->unit();
    return abilities;
  };
  const GuardedCall call{.plugins = workshop.plugins,
                         .plugin = plugin,
                         .enablement = practice.enablement,
                         .facts = facts,
                         .open = open,
                         .log = workshop.error_log};
  return run_guarded(call, [&](Scope& scope) { return body(scope, *unit); });
}

}  // namespace frontdesk
