// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <vector>

#include "scheduling/engine.h"

/// A question with everything that it names looked up, and what its answer rests on apart from blocks and calendar.
namespace frontdesk::scheduling {

struct Asked {
  const Provider& provider;
  const Service& service;
  const Location& location;
  Zone practice_zone;
  Zone location_zone;  ///< the location's, else the practice's: that of blocks which name none
  RulesInForce rules;
  Minutes duration;
  Minutes step;
  /// The last date in the practice's zone on which a start may lie (CONTRACT §3.6), at most last_date.
  LocalDate window_end;

  [[nodiscard]] Minutes gap() const { return rules.buffer_before.value + rules.buffer_after.value; }
};

/// Throws as scheduling/engine.h says.
[[nodiscard]] Asked look_up(const Facts& facts, const OfferQuestion& question);

/// The zone of that name; throws std::runtime_error when the tz database has it no more.
[[nodiscard]] Zone stored_zone(const std::string& name);

/// What stands against the question whatever the time is (CONTRACT §3.1), in order.
[[nodiscard]] std::vector<ReasonCode> who_and_what(const Practice& practice, const Asked& asked, const OfferQuestion& question);

[[nodiscard]] bool offers_service(const Provider& provider, ServiceId service);
[[nodiscard]] bool works_at(const Provider& provider, LocationId location);

}  // namespace frontdesk::scheduling
