// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>

#include "plugin/call.h"
#include "worker/worker_abilities.h"

namespace frontdesk {

/// The plugin that serves under this id; null when none does.
[[nodiscard]] LoadedPlugin* serving_plugin(Workshop& workshop, std::string_view id);

/// Runs `body` for a plugin and practice in a guarded transaction (plugin/call.h); it is kept when `body` returns true.
[[nodiscard]] CallOutcome call_plugin(Workshop& workshop, LoadedPlugin& plugin, const PracticeInHand& practice, Instant now,
                                      const std::function<bool(Scope&, storage::UnitOfWork&)>& body);

}  // namespace frontdesk
