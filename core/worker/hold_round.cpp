// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/end_hold.h"
#include "storage/errors.h"
#include "storage/transaction.h"
#include "worker/rounds.h"

namespace frontdesk {

namespace {

constexpr int batch = 50;

bool end_one(Workshop& workshop, const storage::EndedHold& hold, Instant now) {
  const auto practice = workshop.practice(hold.practice);
  if (!practice) return false;
  bool has_ended = false;
  storage::in_transaction(*workshop.database, [&](storage::UnitOfWork& unit) {
    has_ended = end_hold({.unit = unit, .rules = workshop.desk_rules, .practice = practice->snapshot.practice, .now = now}, hold);
  });
  if (has_ended) {
    workshop.error_log.note(LogLine("hold_ended")
                                .number("practice", static_cast<std::int64_t>(hold.practice.value()))
                                .number("request", static_cast<std::int64_t>(hold.request.value())));
  }
  return has_ended;
}

}  // namespace

int end_holds(Workshop& workshop, Instant now) {
  const auto holds = workshop.database->begin(storage::AccessMode::read_only)->calendars().ended_holds(now, batch);
  int ended = 0;
  for (const auto& hold : holds) {
    try {
      if (end_one(workshop, hold, now)) ++ended;
    } catch (const storage::Conflict&) {
      // Somebody is writing that calendar, again and again: the next round finds the hold as it then is.
      workshop.error_log.warn(LogLine("hold_busy").number("request", static_cast<std::int64_t>(hold.request.value())));
    }
  }
  return ended;
}

}  // namespace frontdesk
