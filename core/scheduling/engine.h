// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "frontdesk/availability.h"
#include "frontdesk/practice.h"
#include "frontdesk/time.h"
#include "time/zone.h"

/// When a time is offered and why another isn't (CONTRACT §3, §4). Pure: no clock, no database, nothing remembered between calls;
/// the same facts give the same answer whatever the order of what they hold. Safe from any thread.
///
/// All functions throw std::invalid_argument when a question names a provider, service or location that isn't in the snapshot, or a
/// provider other than the calendar's, and std::runtime_error when a stored zone is no longer in the system's tz database.
namespace frontdesk::scheduling {

/// A calendar made ready once per snapshot: sorted flat arrays, so that a call touches only what lies near the range asked for,
/// however long the history. Immutable; safe to share between threads. Intervals that end where they start, or before, are left out.
class PreparedCalendar {
 public:
  /// Nothing in the way, for that provider.
  explicit PreparedCalendar(ProviderId provider) : provider_(provider) {}
  explicit PreparedCalendar(const CalendarSnapshot& calendar);

  [[nodiscard]] ProviderId provider() const noexcept { return provider_; }
  [[nodiscard]] std::uint64_t version() const noexcept { return version_; }

  /// By start; `ends_so_far[i]` is the latest end among the first i + 1.
  [[nodiscard]] const std::vector<BusyInterval>& busy() const noexcept { return busy_; }
  [[nodiscard]] const std::vector<Instant>& busy_ends_so_far() const noexcept { return busy_ends_; }
  [[nodiscard]] const std::vector<TimeOff>& time_off() const noexcept { return time_off_; }
  [[nodiscard]] const std::vector<Instant>& time_off_ends_so_far() const noexcept { return time_off_ends_; }

 private:
  ProviderId provider_;
  std::uint64_t version_ = 0;
  std::vector<BusyInterval> busy_;
  std::vector<Instant> busy_ends_;
  std::vector<TimeOff> time_off_;
  std::vector<Instant> time_off_ends_;
};

/// What the engine reads. Both are borrowed for the call.
struct Facts {
  const PracticeSnapshot& practice;
  const PreparedCalendar& calendar;
  Instant now;
};

/// The rules in force for a provider: each is the provider's own where given, else the practice's (CONTRACT §3.8).
template <class T>
struct RuleInForce {
  T value;
  RuleOwner owner;
};
struct RulesInForce {
  RuleInForce<Minutes> min_notice;
  RuleInForce<int> advance_days;
  RuleInForce<Minutes> buffer_before;
  RuleInForce<Minutes> buffer_after;
};
[[nodiscard]] RulesInForce rules_in_force(const Practice& practice, const Provider& provider);

/// Whose setting says how far apart starts lie; `duration` where no level says anything.
enum class StepOwner : std::uint8_t { service = 1, provider, practice, duration };
struct StepInForce {
  Minutes value;
  StepOwner owner;
};
[[nodiscard]] StepInForce step_in_force(const Practice& practice, const Provider& provider, const Service& service);

/// How long that provider's appointment for that service lasts; the service's own duration where they don't offer it.
[[nodiscard]] Minutes duration_of(const Provider& provider, const Service& service);

/// What practice and service accept in common.
[[nodiscard]] ClientTypes accepted_client_types(const Practice& practice, const Service& service);

/// Whether the answer to "who and what" (CONTRACT §3.1) lets any time be offered at all.
[[nodiscard]] bool is_askable(const Facts& facts, const OfferQuestion& question);

/// Offered times whose date in `zone` is in `[from, to]`, sorted; empty when `from` is after `to`. The caller bounds the range
/// (frontdesk/times_range.h).
[[nodiscard]] std::vector<OfferedTime> offers(const Facts& facts, const OfferQuestion& question, LocalDate from, LocalDate to,
                                              const Zone& zone);

/// The first offered time at or after `after`; nothing when the window holds none. Looks date by date and stops at the first.
[[nodiscard]] std::optional<OfferedTime> next_offer(const Facts& facts, const OfferQuestion& question, Instant after);

/// The offered times nearest to `start`: the last before it and the first at or after it, as far as there are any within `span_days` of it.
[[nodiscard]] std::vector<OfferedTime> nearest_offers(const Facts& facts, const OfferQuestion& question, Instant start, int span_days = 14);

/// Every reason that stands against `start`, in the order of ReasonCode; none exactly when `offers` lists it.
[[nodiscard]] Verdict explain(const Facts& facts, const OfferQuestion& question, Instant start);

}  // namespace frontdesk::scheduling
