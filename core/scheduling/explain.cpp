// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cstdlib>

#include "scheduling/engine.h"
#include "scheduling/expansion.h"
#include "scheduling/rules.h"
#include "scheduling/taken.h"

namespace frontdesk::scheduling {
namespace {

using std::chrono::days;
using std::chrono::microseconds;

// How far on either side the nearest block is looked for.
constexpr days farthest_block{800};

Reason because(ReasonCode code) {
  Reason reason;
  reason.code = code;
  return reason;
}

// The merged intervals that hold `start`; more than one only where dates of different zones overlap.
std::vector<Interval> counting_intervals(const Asked& asked, Audience audience, Instant start) {
  Expansion expansion(asked, audience, BlockChoice::counting);
  std::vector<Interval> holding;
  std::vector<Interval> merged;
  const Labels labels = labels_around(start, start);
  for (LocalDate label = labels.first; label <= labels.last; label += days{1}) {
    expansion.merged_on(label, merged);
    for (const Interval& interval : merged) {
      if (interval.start() <= start && start < interval.end()) holding.push_back(interval);
    }
  }
  return holding;
}

std::vector<const AvailabilityBlock*> covering_blocks(const Asked& asked, Audience audience, Instant start) {
  Expansion expansion(asked, audience, BlockChoice::all);
  std::vector<const AvailabilityBlock*> covering;
  std::vector<AppliedBlock> applied;
  const Labels labels = labels_around(start, start);
  for (LocalDate label = labels.first; label <= labels.last; label += days{1}) {
    expansion.applied_on(label, applied);
    for (const AppliedBlock& one : applied) {
      const bool covers = one.interval.start() <= start && start < one.interval.end();
      const bool is_new = std::find(covering.begin(), covering.end(), one.block) == covering.end();
      if (covers && is_new) covering.push_back(one.block);
    }
  }
  return covering;
}

microseconds distance(const Interval& interval, Instant at) {
  return at < interval.start() ? interval.start() - at : at - interval.end();
}

// The block whose interval lies nearest to `start`, whatever it is for: outwards by date, and on until no date can lie nearer.
std::optional<AppliedBlock> nearest_block(const Asked& asked, Audience audience, Instant start) {
  Expansion expansion(asked, audience, BlockChoice::all);
  std::optional<AppliedBlock> nearest;
  std::vector<AppliedBlock> applied;
  const auto look_at = [&](LocalDate label) {
    expansion.applied_on(label, applied);
    for (const AppliedBlock& one : applied) {
      const bool nearer = !nearest || distance(one.interval, start) < distance(nearest->interval, start);
      const bool as_near = nearest && distance(one.interval, start) == distance(nearest->interval, start);
      if (nearer || (as_near && one.block->id < nearest->block->id)) nearest = one;
    }
  };
  const LocalDate middle{std::chrono::floor<days>(start).time_since_epoch()};
  if (expansion.is_empty()) return nearest;
  for (days away{0}; away <= farthest_block; away += days{1}) {
    if (nearest && distance(nearest->interval, start) < away - days{3}) break;
    look_at(middle - away);
    if (away > days{0}) look_at(middle + away);
  }
  return nearest;
}

void add_block_reasons(const Asked& asked, Audience audience, Instant start, std::vector<Reason>& reasons) {
  const auto covering = covering_blocks(asked, audience, start);
  if (covering.empty()) {
    Reason reason = because(ReasonCode::no_block);
    if (const auto nearest = nearest_block(asked, audience, start)) {
      reason.blocks.push_back(nearest->block->id);
      reason.nearest.push_back(nearest->interval.start());
    }
    reasons.push_back(std::move(reason));
    return;
  }
  const auto add = [&](ReasonCode code, bool Mismatch::*kind) {
    Reason reason = because(code);
    for (const AvailabilityBlock* block : covering) {
      if (mismatch_of(*block, asked, audience).*kind) reason.blocks.push_back(block->id);
    }
    std::sort(reason.blocks.begin(), reason.blocks.end());
    if (!reason.blocks.empty()) reasons.push_back(std::move(reason));
  };
  add(ReasonCode::block_other_location, &Mismatch::location);
  add(ReasonCode::block_other_format, &Mismatch::format);
  add(ReasonCode::block_other_service, &Mismatch::service);
  add(ReasonCode::block_other_audience, &Mismatch::audience);
}

struct GridPlace {
  bool fits;
  bool is_on_grid;
};
GridPlace place_of(const Interval& interval, const Asked& asked, Instant start) {
  return {.fits = start + asked.duration <= interval.end(),
          .is_on_grid = (start - interval.start()) % microseconds{asked.step} == microseconds{0}};
}

// The starts of these grids nearest to `start`: the last before it and the first after it.
std::vector<Instant> nearest_starts(const std::vector<Interval>& holding, const Asked& asked, Instant start) {
  std::optional<Instant> before;
  std::optional<Instant> after;
  const microseconds step = asked.step;
  for (const Interval& interval : holding) {
    const auto room = interval.end() - asked.duration - interval.start();
    if (room < microseconds{0}) continue;
    const auto below = interval.start() + std::min((start - interval.start() - microseconds{1}) / step, room / step) * step;
    const auto above = interval.start() + ((start - interval.start()) / step + 1) * step;
    if (below < start && (!before || below > *before)) before = below;
    if (above + asked.duration <= interval.end() && (!after || above < *after)) after = above;
  }
  std::vector<Instant> nearest;
  if (before) nearest.push_back(*before);
  if (after) nearest.push_back(*after);
  return nearest;
}

void add_grid_reasons(const std::vector<Interval>& holding, const Asked& asked, Instant start, std::vector<Reason>& reasons) {
  bool one_is_short = false;
  bool one_is_off = false;
  for (const Interval& interval : holding) {
    const GridPlace place = place_of(interval, asked, start);
    if (place.fits && place.is_on_grid) return;
    one_is_short = one_is_short || !place.fits;
    one_is_off = one_is_off || !place.is_on_grid;
  }
  if (one_is_short) {
    Reason reason = because(ReasonCode::does_not_fit);
    reason.amount = static_cast<int>(asked.duration.count());
    reasons.push_back(std::move(reason));
  }
  if (one_is_off) {
    Reason reason = because(ReasonCode::off_grid);
    reason.nearest = nearest_starts(holding, asked, start);
    reasons.push_back(std::move(reason));
  }
}

Reason booked(ReasonCode code, const BusyInterval& busy) {
  Reason reason = because(code);
  reason.blocked_from = busy.start;
  reason.blocked_until = busy.end;
  reason.source = busy.source;
  reason.plugin = busy.plugin;
  return reason;
}

void add_calendar_reasons(const Facts& facts, const Asked& asked, Instant start, std::vector<Reason>& reasons) {
  const InTheWay found = in_the_way(facts, asked, start);
  if (found.time_off != nullptr) {
    Reason reason = because(ReasonCode::time_off);
    reason.blocked_from = found.time_off->start;
    reason.blocked_until = found.time_off->end;
    reasons.push_back(std::move(reason));
  }
  if (found.conflict != nullptr) reasons.push_back(booked(ReasonCode::conflict, *found.conflict));
  if (found.near != nullptr) {
    Reason reason = booked(ReasonCode::buffer, *found.near);
    reason.amount = static_cast<int>(asked.gap().count());
    const bool providers = asked.rules.buffer_before.owner == RuleOwner::provider || asked.rules.buffer_after.owner == RuleOwner::provider;
    reason.owner = providers ? RuleOwner::provider : RuleOwner::practice;
    reasons.push_back(std::move(reason));
  }
}

void add_window_reasons(const Facts& facts, const Asked& asked, Instant start, std::vector<Reason>& reasons) {
  if (start < facts.now + asked.rules.min_notice.value) {
    Reason reason = because(ReasonCode::min_notice);
    reason.amount = static_cast<int>(asked.rules.min_notice.value.count());
    reason.owner = asked.rules.min_notice.owner;
    reasons.push_back(std::move(reason));
  }
  if (asked.practice_zone.date_at(start) > asked.window_end) {
    Reason reason = because(ReasonCode::beyond_window);
    reason.amount = asked.rules.advance_days.value;
    reason.owner = asked.rules.advance_days.owner;
    reasons.push_back(std::move(reason));
  }
}

}  // namespace

Verdict explain(const Facts& facts, const OfferQuestion& question, Instant start) {
  const Asked asked = look_up(facts, question);
  Verdict verdict;
  auto& reasons = verdict.reasons;
  for (const ReasonCode code : who_and_what(facts.practice.practice, asked, question)) reasons.push_back(because(code));
  const auto holding = counting_intervals(asked, question.audience, start);
  if (holding.empty()) {
    add_block_reasons(asked, question.audience, start, reasons);
  } else {
    add_grid_reasons(holding, asked, start, reasons);
  }
  add_calendar_reasons(facts, asked, start, reasons);
  add_window_reasons(facts, asked, start, reasons);
  return verdict;
}

}  // namespace frontdesk::scheduling
