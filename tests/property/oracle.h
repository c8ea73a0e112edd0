// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <map>
#include <set>
#include <vector>

#include "tests/property/wall_clock.h"
#include "tests/support/worlds.h"

/// CONTRACT §3 and §4 read literally and answered minute by minute, slowly, sharing no code with the engine. Everything lies on whole
/// minutes but `now` and the ends of holds.
namespace frontdesk::oracle {

/// A mistake that an engine could make; an oracle that makes it is a wrong engine.
enum class Flaw : int {
  none,
  // who and what
  provider_visibility_ignored,
  personal_link_needs_public_provider,
  scheduling_off_stops_staff,
  online_needed_for_staff,
  type_by_service_alone,
  type_by_practice_alone,
  untyped_always_accepted,
  location_of_provider_ignored,
  // blocks
  audience_ignored,
  existing_clients_count_as_public,
  internal_hidden_from_staff,
  block_location_ignored,
  block_format_ignored,
  block_service_ignored,
  // expansion
  from_date_excluded,
  until_date_excluded,
  dated_blocks_always_replace,
  replacing_only_adds,
  replacing_only_where_it_counts,
  replacing_takes_dated_ones_too,
  block_zone_ignored,
  location_zone_ignored,
  skipped_time_moved_by_the_gap,
  repeated_time_last,
  end_of_day_one_minute_early,
  block_lasts_by_the_clock_face,
  // merge and grid
  nothing_merges,
  touching_stays_apart,
  dates_merge,
  grid_from_midnight,
  grid_restarts_after_bookings,
  grid_starts_at_notice,
  service_duration_for_all,
  provider_step_over_service,
  practice_step_for_all,
  step_is_always_duration,
  end_must_lie_inside,
  // taken away
  time_off_ignored,
  time_off_needs_buffer,
  touching_time_off_takes,
  buffers_ignored,
  one_buffer_only,
  buffers_must_fit_in_block,
  buffer_includes_its_edge,
  practice_buffers_for_all,
  holds_ignored,
  ended_holds_still_count,
  holds_end_a_moment_late,
  plugins_ignored,
  notice_not_for_staff,
  notice_excludes_its_edge,
  practice_notice_for_all,
  window_by_utc_date,
  window_by_hours,
  window_one_day_short,
  practice_window_for_all,
  // seats
  seats_ignored,
  seats_by_rows,
  seats_never_run_out,
  seats_of_any_location,
  seats_of_any_service,
  seats_free_the_neighbours,
  seats_of_plugins,
  count_of_flaws
};

class Oracle {
 public:
  /// `around`: the day that the world lies around, within 5 days of everything asked.
  Oracle(const test::World& world, Day around, Flaw flaw = Flaw::none);

  [[nodiscard]] std::set<ReasonCode> against(Minute start) const;
  /// Starts whose date in `zone` is in [from, to].
  [[nodiscard]] std::vector<Minute> offered(const std::string& zone, Day from, Day to) const;

 private:
  struct AppliedBlock {
    const AvailabilityBlock* block;
    Minute start;
    Minute end;
  };
  /// Of one date label, or of the whole calendar when dates merge: for each minute from `origin`, whether a counting block covers it.
  struct Covered {
    Minute origin;
    std::vector<char> minutes;
  };
  /// A merged interval.
  struct Run {
    Minute start;
    Minute end;
    Minute midnight;
  };

  [[nodiscard]] bool is(Flaw flaw) const { return flaw_ == flaw; }
  [[nodiscard]] std::string zone_of(const AvailabilityBlock& block) const;
  [[nodiscard]] Minute minute_of(const AvailabilityBlock& block, Day day, WallTime time) const;
  [[nodiscard]] std::vector<AppliedBlock> applied_on(Day day) const;
  [[nodiscard]] std::set<ReasonCode> mismatches(const AvailabilityBlock& block) const;
  [[nodiscard]] bool serves(const AvailabilityBlock& block) const;
  void find_runs();
  void find_runs_of(Day day, const std::vector<AppliedBlock>& counting);
  static void cover(Covered& covered, Minute start, Minute end);
  void add_runs(const Covered& covered, Minute midnight);

  void who_and_what(std::set<ReasonCode>& codes) const;
  void blocks_and_grid(Minute start, std::set<ReasonCode>& codes) const;
  void calendar(Minute start, std::set<ReasonCode>& codes) const;
  void notice_and_window(Minute start, std::set<ReasonCode>& codes) const;
  [[nodiscard]] bool fits(const Run& run, Minute start) const;
  [[nodiscard]] bool on_grid(const Run& run, Minute start) const;
  [[nodiscard]] bool counts_now(const BusyInterval& busy) const;
  [[nodiscard]] bool could_share(const BusyInterval& busy) const;
  [[nodiscard]] bool leaves_a_seat(const BusyInterval& busy, Minute start) const;
  [[nodiscard]] Minute duration() const;
  [[nodiscard]] Minute step() const;
  [[nodiscard]] Minute gap() const;
  [[nodiscard]] Minutes notice() const;

  test::World world_;
  Day around_;
  Flaw flaw_;
  std::vector<std::vector<AppliedBlock>> applied_;
  std::vector<Run> runs_;
};

}  // namespace frontdesk::oracle
