// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/property/oracle.h"

#include <algorithm>

namespace frontdesk::oracle {
namespace {

constexpr Minute day_minutes = 24 * 60;
constexpr Day reach = 8;  // labels on either side of the day around which the world lies

Minute minute_at(Instant at) {
  return std::chrono::floor<std::chrono::minutes>(at).time_since_epoch().count();
}
Instant instant_at(Minute at) {
  return Instant{std::chrono::minutes{at}};
}
Day day_of(LocalDate date) {
  return date.time_since_epoch().count();
}

template <class T>
bool is_in(const T& one, const std::vector<T>& all) {
  return std::count(all.begin(), all.end(), one) > 0;
}

}  // namespace

Oracle::Oracle(const test::World& world, Day around, Flaw flaw) : world_(world), around_(around), flaw_(flaw) {
  find_runs();
}

std::string Oracle::zone_of(const AvailabilityBlock& block) const {
  if (!block.timezone.empty() && !is(Flaw::block_zone_ignored)) return block.timezone;
  const std::string& location = world_.practice.find(world_.question.location)->timezone;
  if (!location.empty() && !is(Flaw::location_zone_ignored)) return location;
  return world_.practice.practice.timezone;
}

Minute Oracle::minute_of(const AvailabilityBlock& block, Day day, WallTime time) const {
  const WallClock& clock = wall_clock(zone_of(block), around_);
  Minute in_day = time.since_midnight().count();
  if (is(Flaw::end_of_day_one_minute_early) && in_day == day_minutes) in_day -= 1;
  const WallMinute wanted = day * day_minutes + in_day;
  Minute at = clock.first_showing(wanted);
  if (is(Flaw::skipped_time_moved_by_the_gap) && clock.shown_at(at) > wanted) return at + wanted - clock.shown_at(at - 1) - 1;
  if (is(Flaw::repeated_time_last)) {
    const Minute first = at;
    for (Minute later = first; later < std::min(first + day_minutes, clock.until()); ++later) {
      if (clock.shown_at(later) == wanted) at = later;
    }
  }
  return at;
}

std::vector<Oracle::AppliedBlock> Oracle::applied_on(Day day) const {
  const auto& blocks = world_.practice.find(world_.question.provider)->blocks;
  const bool replaced = std::any_of(blocks.begin(), blocks.end(), [&](const AvailabilityBlock& block) {
    const bool replaces = (block.replaces && !is(Flaw::replacing_only_adds)) || is(Flaw::dated_blocks_always_replace);
    return block.date && day_of(*block.date) == day && replaces && (!is(Flaw::replacing_only_where_it_counts) || mismatches(block).empty());
  });
  std::vector<AppliedBlock> applied;
  for (const AvailabilityBlock& block : blocks) {
    if (block.date) {
      if (day_of(*block.date) != day) continue;
      if (is(Flaw::replacing_takes_dated_ones_too) && replaced && !block.replaces) continue;
    } else {
      if (replaced || !block.weekdays.contains(static_cast<Weekday>(weekday_of(day)))) continue;
      if (block.from_date && (day < day_of(*block.from_date) || (is(Flaw::from_date_excluded) && day == day_of(*block.from_date))))
        continue;
      if (block.until_date && (day > day_of(*block.until_date) || (is(Flaw::until_date_excluded) && day == day_of(*block.until_date))))
        continue;
    }
    const Minute start = minute_of(block, day, block.start);
    const Minute end = is(Flaw::block_lasts_by_the_clock_face) ? start + (block.end.since_midnight() - block.start.since_midnight()).count()
                                                               : minute_of(block, day, block.end);
    applied.push_back({&block, start, end});
  }
  return applied;
}

bool Oracle::serves(const AvailabilityBlock& block) const {
  const Audience audience = world_.question.audience;
  if (block.audience == BlockAudience::everyone || is(Flaw::audience_ignored)) return true;
  if (block.audience == BlockAudience::existing_clients)
    return audience != Audience::everyone || is(Flaw::existing_clients_count_as_public);
  return audience == Audience::staff && !is(Flaw::internal_hidden_from_staff);
}

std::set<ReasonCode> Oracle::mismatches(const AvailabilityBlock& block) const {
  std::set<ReasonCode> found;
  const auto format = world_.practice.find(world_.question.location)->session_format;
  if (!block.locations.empty() && !is_in(world_.question.location, block.locations) && !is(Flaw::block_location_ignored))
    found.insert(ReasonCode::block_other_location);
  if (!block.session_formats.is_empty() && !block.session_formats.contains(format) && !is(Flaw::block_format_ignored))
    found.insert(ReasonCode::block_other_format);
  if (!block.services.empty() && !is_in(world_.question.service, block.services) && !is(Flaw::block_service_ignored))
    found.insert(ReasonCode::block_other_service);
  if (!serves(block)) found.insert(ReasonCode::block_other_audience);
  return found;
}

void Oracle::cover(Covered& covered, Minute start, Minute end) {
  for (Minute at = start; at < end; ++at) covered.minutes.at(static_cast<std::size_t>(at - covered.origin)) = 1;
}

void Oracle::add_runs(const Covered& covered, Minute midnight) {
  const auto& minutes = covered.minutes;
  std::size_t at = 0;
  while (at < minutes.size()) {
    if (minutes[at] == 0) {
      ++at;
      continue;
    }
    const std::size_t start = at;
    while (at < minutes.size() && minutes[at] != 0) ++at;
    runs_.push_back({covered.origin + static_cast<Minute>(start), covered.origin + static_cast<Minute>(at), midnight});
  }
}

void Oracle::find_runs() {
  Covered of_all_days{(around_ - reach - 3) * day_minutes, std::vector<char>(static_cast<std::size_t>((2 * reach + 7) * day_minutes))};
  for (Day day = around_ - reach; day <= around_ + reach; ++day) {
    applied_.push_back(applied_on(day));
    std::vector<AppliedBlock> counting;
    for (const auto& applied : applied_.back()) {
      if (mismatches(*applied.block).empty()) counting.push_back(applied);
    }
    if (is(Flaw::dates_merge)) {
      for (const auto& one : counting) cover(of_all_days, one.start, one.end);
    } else {
      find_runs_of(day, counting);
    }
  }
  if (is(Flaw::dates_merge)) add_runs(of_all_days, 0);
}

void Oracle::find_runs_of(Day day, const std::vector<AppliedBlock>& counting) {
  if (counting.empty()) return;
  const Minute midnight = minute_of(*counting.front().block, day, WallTime{});
  if (is(Flaw::nothing_merges)) {
    for (const auto& one : counting) runs_.push_back({one.start, one.end, midnight});
    return;
  }
  Covered covered{(day - 3) * day_minutes, std::vector<char>(static_cast<std::size_t>(7 * day_minutes))};
  if (is(Flaw::touching_stays_apart)) {
    // Every block by itself where another begins as it ends; the others as they should be.
    std::vector<AppliedBlock> rest;
    for (const auto& one : counting) {
      const bool touches = std::any_of(counting.begin(), counting.end(),
                                       [&](const auto& other) { return other.end == one.start || other.start == one.end; });
      if (touches) {
        runs_.push_back({one.start, one.end, midnight});
      } else {
        rest.push_back(one);
      }
    }
    for (const auto& one : rest) cover(covered, one.start, one.end);
  } else {
    for (const auto& one : counting) cover(covered, one.start, one.end);
  }
  add_runs(covered, midnight);
}

Minute Oracle::duration() const {
  const auto& services = world_.practice.find(world_.question.provider)->services;
  for (const ProviderService& one : services) {
    if (one.service == world_.question.service && one.duration && !is(Flaw::service_duration_for_all)) return one.duration->count();
  }
  return world_.practice.find(world_.question.service)->duration.count();
}

Minute Oracle::step() const {
  if (is(Flaw::step_is_always_duration)) return duration();
  std::vector<SlotInterval> levels{world_.practice.find(world_.question.service)->slot_interval,
                                   world_.practice.find(world_.question.provider)->rules.slot_interval,
                                   world_.practice.practice.rules.slot_interval};
  if (is(Flaw::provider_step_over_service)) std::swap(levels[0], levels[1]);
  if (is(Flaw::practice_step_for_all)) levels = {levels[2]};
  for (const SlotInterval& level : levels) {
    if (level.kind == SlotInterval::Kind::minutes) return level.minutes.count();
    if (level.kind == SlotInterval::Kind::duration) return duration();
  }
  return duration();
}

Minute Oracle::gap() const {
  const Rules& practice = world_.practice.practice.rules;
  const ProviderRules& provider = world_.practice.find(world_.question.provider)->rules;
  if (is(Flaw::buffers_ignored)) return 0;
  if (is(Flaw::practice_buffers_for_all)) return (practice.buffer_after + practice.buffer_before).count();
  const Minute after = provider.buffer_after.value_or(practice.buffer_after).count();
  const Minute before = provider.buffer_before.value_or(practice.buffer_before).count();
  return is(Flaw::one_buffer_only) ? std::max(after, before) : after + before;
}

Minutes Oracle::notice() const {
  const auto& own = world_.practice.find(world_.question.provider)->rules.min_notice;
  return own && !is(Flaw::practice_notice_for_all) ? *own : world_.practice.practice.rules.min_notice;
}

void Oracle::who_and_what(std::set<ReasonCode>& codes) const {
  const auto& question = world_.question;
  const auto& practice = world_.practice.practice;
  const Provider& provider = *world_.practice.find(question.provider);
  const Service& service = *world_.practice.find(question.service);
  const Location& location = *world_.practice.find(question.location);
  const bool staff = question.audience == Audience::staff;
  if (!practice.public_scheduling && (!staff || is(Flaw::scheduling_off_stops_staff))) codes.insert(ReasonCode::scheduling_off);
  const bool linked = question.audience == Audience::existing_client && question.provider_need_not_be_public &&
                      !is(Flaw::personal_link_needs_public_provider);
  if (!provider.is_public && !staff && !linked && !is(Flaw::provider_visibility_ignored)) codes.insert(ReasonCode::provider_not_public);
  bool offered = false;
  for (const auto& one : provider.services) offered = offered || one.service == question.service;
  if (!offered) codes.insert(ReasonCode::service_not_offered);
  const bool offline_is_fine = staff && !is(Flaw::online_needed_for_staff);
  if (!service.online && !offline_is_fine) codes.insert(ReasonCode::service_not_online);
  bool accepted = !question.client_type && is(Flaw::untyped_always_accepted);
  for (const ClientType type : all_client_types) {
    const bool by_practice = practice.client_types.contains(type) || is(Flaw::type_by_service_alone);
    const bool by_service = !service.client_types || service.client_types->contains(type) || is(Flaw::type_by_practice_alone);
    if ((!question.client_type || *question.client_type == type) && by_practice && by_service) accepted = true;
  }
  if (!accepted) codes.insert(ReasonCode::client_type_not_accepted);
  if (!is_in(question.location, provider.locations) && !is(Flaw::location_of_provider_ignored)) codes.insert(ReasonCode::not_at_location);
  if (!location.online && !offline_is_fine) codes.insert(ReasonCode::location_not_online);
}

bool Oracle::fits(const Run& run, Minute start) const {
  const Minute end = start + duration() + (is(Flaw::end_must_lie_inside) ? 1 : 0) + (is(Flaw::buffers_must_fit_in_block) ? gap() : 0);
  return end <= run.end;
}

bool Oracle::on_grid(const Run& run, Minute start) const {
  Minute origin = run.start;
  if (is(Flaw::grid_from_midnight)) origin = run.midnight;
  if (is(Flaw::grid_starts_at_notice)) origin = std::max(origin, minute_at(world_.now + notice()));
  if (is(Flaw::grid_restarts_after_bookings)) {
    for (const BusyInterval& busy : world_.calendar.busy) {
      const Minute end = minute_at(busy.end);
      if (counts_now(busy) && end <= start) origin = std::max(origin, end);
    }
  }
  return start >= origin && (start - origin) % step() == 0;
}

void Oracle::blocks_and_grid(Minute start, std::set<ReasonCode>& codes) const {
  bool held = false;
  bool accepted = false;
  std::set<ReasonCode> grid;
  for (const Run& run : runs_) {
    if (start < run.start || start >= run.end) continue;
    held = true;
    if (!fits(run, start)) grid.insert(ReasonCode::does_not_fit);
    if (!on_grid(run, start)) grid.insert(ReasonCode::off_grid);
    if (fits(run, start) && on_grid(run, start)) accepted = true;
  }
  if (held) {
    if (!accepted) codes.insert(grid.begin(), grid.end());
    return;
  }
  bool covered = false;
  for (const auto& day : applied_) {
    for (const AppliedBlock& one : day) {
      if (start < one.start || start >= one.end) continue;
      covered = true;
      const auto wrong = mismatches(*one.block);
      codes.insert(wrong.begin(), wrong.end());
    }
  }
  if (!covered) codes.insert(ReasonCode::no_block);
}

bool Oracle::counts_now(const BusyInterval& busy) const {
  if (busy.source == BusySource::plugin && is(Flaw::plugins_ignored)) return false;
  if (busy.source == BusySource::hold && is(Flaw::holds_ignored)) return false;
  if (!busy.hold_ends_at || is(Flaw::ended_holds_still_count)) return true;
  return is(Flaw::holds_end_a_moment_late) ? *busy.hold_ends_at >= world_.now : *busy.hold_ends_at > world_.now;
}

bool Oracle::could_share(const BusyInterval& busy) const {
  const bool by_plugin = busy.source == BusySource::plugin && !is(Flaw::seats_of_plugins);
  const bool same_service = busy.service == world_.question.service || is(Flaw::seats_of_any_service);
  const bool same_location = busy.location == world_.question.location || is(Flaw::seats_of_any_location);
  return world_.practice.find(world_.question.service)->seats > 1 && !by_plugin && same_service && same_location &&
         !is(Flaw::seats_ignored);
}

bool Oracle::leaves_a_seat(const BusyInterval& busy, Minute start) const {
  if (!could_share(busy)) return false;
  if (minute_at(busy.start) != start && !is(Flaw::seats_free_the_neighbours)) return false;
  int taken = 0;
  for (const BusyInterval& other : world_.calendar.busy) {
    if (other.start == busy.start && could_share(other) && counts_now(other)) taken += is(Flaw::seats_by_rows) ? 1 : other.seats_taken;
  }
  return taken < world_.practice.find(world_.question.service)->seats || is(Flaw::seats_never_run_out);
}

void Oracle::calendar(Minute start, std::set<ReasonCode>& codes) const {
  const Minute end = start + duration();
  for (const TimeOff& off : world_.calendar.time_off) {
    if (is(Flaw::time_off_ignored)) break;
    const Minute margin = (is(Flaw::time_off_needs_buffer) ? gap() : 0) + (is(Flaw::touching_time_off_takes) ? 1 : 0);
    for (Minute at = start; at < end; ++at) {
      if (at >= minute_at(off.start) - margin && at < minute_at(off.end) + margin) codes.insert(ReasonCode::time_off);
    }
  }
  for (const BusyInterval& busy : world_.calendar.busy) {
    if (!counts_now(busy) || leaves_a_seat(busy, start)) continue;
    bool overlaps = false;
    for (Minute at = start; at < end; ++at) overlaps = overlaps || (at >= minute_at(busy.start) && at < minute_at(busy.end));
    if (overlaps) {
      codes.insert(ReasonCode::conflict);
      continue;
    }
    const Minute between = end <= minute_at(busy.start) ? minute_at(busy.start) - end : start - minute_at(busy.end);
    if (between < gap() || (is(Flaw::buffer_includes_its_edge) && between == gap())) codes.insert(ReasonCode::buffer);
  }
}

void Oracle::notice_and_window(Minute start, std::set<ReasonCode>& codes) const {
  const Instant earliest = world_.now + notice();
  const bool excused = is(Flaw::notice_not_for_staff) && world_.question.audience == Audience::staff;
  const bool too_soon = instant_at(start) < earliest || (is(Flaw::notice_excludes_its_edge) && instant_at(start) == earliest);
  if (too_soon && !excused) codes.insert(ReasonCode::min_notice);
  const auto& own = world_.practice.find(world_.question.provider)->rules.advance_days;
  const Day days = own && !is(Flaw::practice_window_for_all) ? *own : world_.practice.practice.rules.advance_days;
  const WallClock& clock = wall_clock(is(Flaw::window_by_utc_date) ? "UTC" : world_.practice.practice.timezone, around_);
  bool beyond = clock.day_at(start) > clock.day_at(minute_at(world_.now)) + days - (is(Flaw::window_one_day_short) ? 1 : 0);
  if (is(Flaw::window_by_hours)) beyond = start > minute_at(world_.now) + days * day_minutes;
  if (beyond) codes.insert(ReasonCode::beyond_window);
}

std::set<ReasonCode> Oracle::against(Minute start) const {
  std::set<ReasonCode> codes;
  who_and_what(codes);
  blocks_and_grid(start, codes);
  calendar(start, codes);
  notice_and_window(start, codes);
  return codes;
}

std::vector<Minute> Oracle::offered(const std::string& zone, Day from, Day to) const {
  std::set<ReasonCode> never;
  who_and_what(never);
  std::vector<Minute> starts;
  if (!never.empty()) return starts;
  const WallClock& clock = wall_clock(zone, around_);
  std::set<Minute> candidates;
  for (const Run& run : runs_) {
    for (Minute at = run.start; at < run.end; ++at) {
      if (fits(run, at) && on_grid(run, at)) candidates.insert(at);
    }
  }
  for (const Minute at : candidates) {
    if (at < clock.from() || at >= clock.until() || clock.day_at(at) < from || clock.day_at(at) > to) continue;
    std::set<ReasonCode> codes;
    calendar(at, codes);
    notice_and_window(at, codes);
    if (codes.empty()) starts.push_back(at);
  }
  return starts;
}

}  // namespace frontdesk::oracle
