// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "storage/errors.h"
#include "storage/event_repository.h"
#include "storage/practice_repository.h"
#include "storage/transaction.h"
#include "worker/plugin_call.h"
#include "worker/rounds.h"

namespace frontdesk {

namespace {

constexpr int batch = 50;
/// For a plugin that doesn't serve at the moment.
constexpr std::chrono::minutes absent_wait{10};

Minutes wait_after(int failures) {
  const int doublings = std::min(failures, 10);
  return std::min(Minutes{1} * (1 << doublings), Minutes{24 * 60});
}

bool observes(const LoadedPlugin& plugin, std::string_view kind) {
  const auto& observers = plugin.declarations.observers;
  return std::any_of(observers.begin(), observers.end(), [&](const Observer& observer) { return observer.kind == kind; });
}

std::vector<std::string> receivers(Workshop& workshop, storage::UnitOfWork& unit, const Event& event) {
  std::vector<std::string> ids;
  for (const auto& plugin : workshop.plugins.all()) {
    if (plugin->is_serving() && observes(*plugin, event.kind)) ids.push_back(plugin->id());
  }
  if (ids.empty()) return ids;
  const Enablement enablement(workshop.plugins, unit.practices().plugin_switches(event.practice));
  std::erase_if(ids, [&](const std::string& id) { return !enablement.is_enabled(id); });
  return ids;
}

int plan(Workshop& workshop, Instant now) {
  int planned = 0;
  storage::in_transaction(*workshop.database, [&](storage::UnitOfWork& unit) {
    planned = 0;
    for (const Event& event : unit.events().unplanned(batch)) {
      if (unit.events().plan(event, receivers(workshop, unit, event), now)) ++planned;
    }
  });
  return planned;
}

void postpone(Workshop& workshop, const storage::DueDelivery& delivery, Instant next_try) {
  storage::in_transaction(*workshop.database, [&](storage::UnitOfWork& unit) { unit.events().mark_failed(delivery, next_try); });
}

/// True when the plugin has received it.
bool hand_over(Workshop& workshop, const storage::DueDelivery& delivery, Instant now) {
  LoadedPlugin* plugin = serving_plugin(workshop, delivery.plugin_id);
  const auto practice = workshop.practice(delivery.event.practice);
  if (plugin == nullptr || !practice || !practice->enablement.is_enabled(delivery.plugin_id)) {
    postpone(workshop, delivery, now + absent_wait);
    return false;
  }
  bool is_somebody_elses = false;
  const CallOutcome outcome = call_plugin(workshop, *plugin, *practice, now, [&](Scope& scope, storage::UnitOfWork& unit) {
    is_somebody_elses = !unit.events().mark_delivered(delivery, now);
    if (is_somebody_elses) return true;
    for (const Observer& observer : plugin->declarations.observers) {
      if (observer.kind == delivery.event.kind) observer.receive(scope, delivery.event);
    }
    return true;
  });
  if (outcome.kind == CallOutcome::Kind::unavailable) throw storage::Unavailable("the database went away while an event was delivered");
  if (outcome.kind == CallOutcome::Kind::failed) postpone(workshop, delivery, now + wait_after(delivery.tries));
  return outcome.kind == CallOutcome::Kind::done && !is_somebody_elses;
}

}  // namespace

int pass_on_events(Workshop& workshop, Instant now) {
  int done = plan(workshop, now);
  std::vector<storage::DueDelivery> due;
  storage::in_transaction(*workshop.database, [&](storage::UnitOfWork& unit) { due = unit.events().due(now, batch); });
  for (const auto& delivery : due) {
    if (hand_over(workshop, delivery, now)) ++done;
  }
  return done;
}

}  // namespace frontdesk
