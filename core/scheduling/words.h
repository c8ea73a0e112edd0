// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "scheduling/engine.h"
#include "scheduling/impossible.h"

/// The engine's answers in English for operators and staff: the details of `frontdeskctl explain` and the findings of `doctor`.
/// Not for visitors, whose words come from the catalogues.
namespace frontdesk::scheduling {

/// One sentence or two per reason of the verdict, in its order: the setting's value and whose it is, what is in the way, the nearest block
/// or starts; with the first reason that is about the time itself, the nearest times that are offered. Instants by the practice's clock.
/// Throws as scheduling/engine.h says.
[[nodiscard]] std::vector<std::string> details_of(const Facts& facts, const OfferQuestion& question, Instant start, const Verdict& verdict);

/// What is impossible and which setting to change.
[[nodiscard]] std::string text_of(const PracticeSnapshot& practice, const Impossible& finding);

}  // namespace frontdesk::scheduling
