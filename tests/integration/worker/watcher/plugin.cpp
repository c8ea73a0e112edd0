// SPDX-License-Identifier: AGPL-3.0-or-later
#include <stdexcept>

#include "frontdesk/plugin.h"

/// What the worker's tests look through: notes each event and each run of its job in its own tables, and fails where it is told to.
namespace {

using namespace frontdesk;

void note_event(Scope& scope, const Event& event) {
  if (!scope.store().query("SELECT kind FROM watcher_trouble WHERE practice_id = ? AND kind = ?", {event.kind}).empty()) {
    scope.store().execute("INSERT INTO watcher_seen (practice_id, event_id, kind) VALUES (?, ?, ?)", {std::int64_t{0}, std::string("half done")});
    throw std::runtime_error("told to fail");
  }
  scope.store().execute("INSERT INTO watcher_seen (practice_id, event_id, kind) VALUES (?, ?, ?)",
                        {static_cast<std::int64_t>(event.id.value()), event.kind});
}

void note_run(Scope& scope) { scope.store().execute("UPDATE watcher_run SET runs = runs + 1 WHERE practice_id = ?", {}); }

class Watcher final : public Plugin {
 public:
  void declare(Registrar& registrar) override {
    for (const char* kind : {"request_received", "hold_ended"}) registrar.observer({.kind = kind, .receive = note_event});
    registrar.job({.name = "count", .every = Minutes{5}, .run = note_run});
  }
  void start(Host&) override {}
  void stop() noexcept override {}
};

constexpr auto descriptor = describe<Watcher>("watcher", "1.0.0", "Watcher");

}  // namespace

FRONTDESK_EXPORT const frontdesk_plugin_descriptor* frontdesk_plugin_entry(void) { return &descriptor; }
