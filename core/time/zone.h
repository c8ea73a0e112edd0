// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "frontdesk/time.h"

/// Time zones by the system's tz database, each read once per process (through Howard Hinnant's date library; this room is the
/// only place that knows it).
///
/// What a tz update does: blocks are stored as wall times of a zone, so after the update, once the programs were restarted (a running
/// process keeps the rules it began with), future blocks follow the new rules and keep their hours on the wall. What is stored as
/// instants (appointments, held requests, time off, holds' ends) stays at its instant; where a zone's rules changed for such a date, its
/// hour on the wall moves. The database's own rules end with 2037: after that the last offset goes on.
namespace frontdesk {

/// The offsets of one zone, ascending; belongs to the process and is never changed or freed. Microseconds.
struct ZoneTable {
  std::string name;
  std::vector<std::int64_t> begins;   ///< UTC; offset i holds from begins[i] until begins[i + 1]; the first is the lowest there is
  std::vector<std::int64_t> offsets;  ///< local = UTC + offset
  /// The local time up to which range i or one before it holds: what comes first on the wall is found in the first range below it.
  std::vector<std::int64_t> local_ends;
};

/// A time zone; a small value, as cheap to copy as a pointer. Safe from any thread.
class Zone {
 public:
  [[nodiscard]] const std::string& name() const noexcept { return table_->name; }

  /// The instant of a wall time (CONTRACT §3.3): one that the clocks skip is the instant of the change, one that comes twice is its
  /// first occurrence; 24:00 is the next midnight. So a date that a zone skips as a whole has no length.
  [[nodiscard]] Instant to_instant(LocalDate date, WallTime time) const;
  /// The date on the wall.
  [[nodiscard]] LocalDate date_at(Instant at) const;
  /// The clock on the wall, whole minutes (seconds are cut off); never 24:00.
  [[nodiscard]] WallTime wall_time_at(Instant at) const;
  /// What the clock on the wall is ahead of UTC.
  [[nodiscard]] std::chrono::seconds offset_at(Instant at) const;
  /// RFC 3339 with the offset: "2026-11-27T09:00:00-05:00"; decimals only where the instant has them. An offset with seconds (the last
  /// ended in 1972) is cut to minutes; the text still names the same instant.
  [[nodiscard]] std::string local_text(Instant at) const;

  /// The instants whose date on the wall is in `[from, to]`, ascending and apart: one interval as a rule, two where the clocks go back over
  /// midnight, none where the zone skips those dates or `from` is after `to`.
  [[nodiscard]] std::vector<Interval> instants_of(LocalDate from, LocalDate to) const;

  /// The same name: links of one zone ("US/Eastern") are different ones.
  friend bool operator==(const Zone& a, const Zone& b) noexcept { return a.table_ == b.table_; }

 private:
  friend class ZoneCursor;
  friend std::optional<Zone> find_zone(std::string_view name);
  explicit Zone(const ZoneTable& table) : table_(&table) {}
  const ZoneTable* table_;
};

/// The zone of that name, spelled exactly as in the tz database (links such as "US/Eastern" too). Nothing for anything else: unknown
/// names, "localtime", "posixrules", "Factory", files that aren't zones, names under "posix/" and "right/". Reads the system's
/// database at a name's first use; throws std::runtime_error when that can't be read. Safe from any thread.
[[nodiscard]] std::optional<Zone> find_zone(std::string_view name);

/// The version of the system's tz database ("2025b"); empty when it doesn't say.
[[nodiscard]] std::string zone_data_version();

/// Look-ups in one zone that mostly go forward in time: remembers the range of the last one, so that the next costs a comparison. One
/// thread.
class ZoneCursor {
 public:
  explicit ZoneCursor(Zone zone) : table_(zone.table_) {}

  [[nodiscard]] Instant to_instant(LocalDate date, WallTime time) {
    const std::int64_t local = std::chrono::microseconds{date.time_since_epoch() + time.since_midnight()}.count();
    if (local >= table_->local_ends[index_] || (index_ > 0 && local < table_->local_ends[index_ - 1])) seek_local(local);
    const std::int64_t begin = table_->begins[index_];
    const std::int64_t instant = local - table_->offsets[index_];
    return Instant{std::chrono::microseconds{instant < begin ? begin : instant}};
  }

  [[nodiscard]] LocalDate date_at(Instant at) { return std::chrono::floor<std::chrono::days>(local_at(at)); }

 private:
  [[nodiscard]] std::chrono::local_time<std::chrono::microseconds> local_at(Instant at) {
    const std::int64_t instant = at.time_since_epoch().count();
    if (instant < table_->begins[index_] || (index_ + 1 < table_->begins.size() && instant >= table_->begins[index_ + 1])) {
      seek_instant(instant);
    }
    return std::chrono::local_time<std::chrono::microseconds>{std::chrono::microseconds{instant + table_->offsets[index_]}};
  }
  void seek_local(std::int64_t local);
  void seek_instant(std::int64_t instant);

  friend class Zone;
  const ZoneTable* table_;
  std::size_t index_ = 0;
};

}  // namespace frontdesk
