// SPDX-License-Identifier: AGPL-3.0-or-later
#include "time/zone.h"

#include <date/tz.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>

#include "frontdesk/time_text.h"

namespace frontdesk {
namespace {

// Far outside whatever is asked for, and such that adding an offset stays in range.
constexpr std::int64_t earliest = std::numeric_limits<std::int64_t>::min() / 4;
constexpr std::int64_t latest = std::numeric_limits<std::int64_t>::max() / 4;
constexpr std::int64_t micros_per_second = 1'000'000;
constexpr std::int64_t micros_per_day = 86'400 * micros_per_second;

bool may_be_zone_name(std::string_view name) {
  if (name.empty() || name.size() > 64 || name == "localtime" || name == "posixrules" || name == "Factory") return false;
  if (name.starts_with("posix/") || name.starts_with("right/") || name.front() == '/') return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '_' || c == '-' || c == '+';
  });
}

// locate_zone throws for what it doesn't know; asked for often with what visitors type, so look first.
const date::time_zone* locate(std::string_view name) {
  const auto& zones = date::get_tzdb().zones;
  const auto found = std::lower_bound(zones.begin(), zones.end(), name,
                                      [](const date::time_zone& zone, std::string_view wanted) { return zone.name() < wanted; });
  return found != zones.end() && found->name() == name ? &*found : nullptr;
}

std::int64_t clamped_micros(date::sys_seconds at) {
  const auto seconds = static_cast<std::int64_t>(at.time_since_epoch().count());
  if (seconds <= earliest / micros_per_second) return earliest;
  if (seconds >= latest / micros_per_second) return latest;
  return seconds * micros_per_second;
}

std::unique_ptr<const ZoneTable> read_table(const date::time_zone& zone) {
  auto table = std::make_unique<ZoneTable>();
  table->name = zone.name();
  // Local mean times before 1800 don't differ from the first range.
  date::sys_seconds at = date::sys_days{date::year{1800} / 1 / 1};
  bool more = true;
  while (more) {
    const date::sys_info info = zone.get_info(at);
    const auto offset = static_cast<std::int64_t>(info.offset.count()) * micros_per_second;
    if (table->begins.empty()) {
      table->begins.push_back(earliest);
      table->offsets.push_back(offset);
    } else if (table->offsets.back() != offset) {  // else only the abbreviation changed
      table->begins.push_back(clamped_micros(at));
      table->offsets.push_back(offset);
    }
    more = info.end > at && clamped_micros(info.end) < latest;
    at = info.end;
  }
  std::int64_t highest = earliest;
  for (std::size_t i = 0; i < table->begins.size(); ++i) {
    const std::int64_t end =
        i + 1 < table->begins.size() ? table->begins[i + 1] + table->offsets[i] : std::numeric_limits<std::int64_t>::max();
    highest = std::max(highest, end);
    table->local_ends.push_back(highest);
  }
  return table;
}

// What was read of the system's database; like the database itself there is one per process, and it only grows.
class TablesRead {
 public:
  const ZoneTable* find(std::string_view name) const {
    const std::shared_lock lock(mutex_);
    const auto found = tables_.find(name);
    return found == tables_.end() ? nullptr : found->second.get();
  }
  const ZoneTable& keep(std::unique_ptr<const ZoneTable> table) {
    const std::unique_lock lock(mutex_);
    const auto& name = table->name;
    return *tables_.try_emplace(name, std::move(table)).first->second;
  }

 private:
  mutable std::shared_mutex mutex_;
  std::map<std::string, std::unique_ptr<const ZoneTable>, std::less<>> tables_;
};

TablesRead& tables_read() {
  static TablesRead tables;
  return tables;
}

}  // namespace

std::optional<Zone> find_zone(std::string_view name) {
  if (const ZoneTable* known = tables_read().find(name)) return Zone(*known);
  if (!may_be_zone_name(name)) return std::nullopt;
  const date::time_zone* zone = locate(name);
  if (zone == nullptr) return std::nullopt;
  return Zone(tables_read().keep(read_table(*zone)));
}

std::string zone_data_version() {
  std::ifstream file("/usr/share/zoneinfo/tzdata.zi");
  std::string line;
  constexpr std::string_view prefix = "# version ";
  if (!std::getline(file, line) || !line.starts_with(prefix)) return {};
  return line.substr(prefix.size());
}

void ZoneCursor::seek_local(std::int64_t local) {
  const auto& ends = table_->local_ends;
  const auto found = std::upper_bound(ends.begin(), ends.end() - 1, local);
  index_ = static_cast<std::size_t>(found - ends.begin());
}

void ZoneCursor::seek_instant(std::int64_t instant) {
  const auto& begins = table_->begins;
  const auto found = std::upper_bound(begins.begin() + 1, begins.end(), instant);
  index_ = static_cast<std::size_t>(found - begins.begin()) - 1;
}

Instant Zone::to_instant(LocalDate date, WallTime time) const {
  return ZoneCursor(*this).to_instant(date, time);
}

LocalDate Zone::date_at(Instant at) const {
  return ZoneCursor(*this).date_at(at);
}

WallTime Zone::wall_time_at(Instant at) const {
  const auto local = ZoneCursor(*this).local_at(at);
  const auto in_day = local - std::chrono::floor<std::chrono::days>(local);
  return WallTime::from_minutes(static_cast<int>(std::chrono::floor<Minutes>(in_day).count())).value_or(WallTime{});
}

std::chrono::seconds Zone::offset_at(Instant at) const {
  ZoneCursor cursor(*this);
  return std::chrono::duration_cast<std::chrono::seconds>(cursor.local_at(at).time_since_epoch() - at.time_since_epoch());
}

std::vector<Interval> Zone::instants_of(LocalDate from, LocalDate to) const {
  const auto micros = [](LocalDate date) { return std::chrono::microseconds{date.time_since_epoch()}.count(); };
  const auto instant = [](std::int64_t at) { return Instant{std::chrono::microseconds{at}}; };
  const std::int64_t first = micros(from);
  const std::int64_t end = micros(to + std::chrono::days{1});
  const auto& begins = table_->begins;
  std::vector<Interval> spans;
  // No offset reaches a day, so what begins a day after the end can't matter, nor what ended a day before.
  auto i = static_cast<std::size_t>(std::upper_bound(begins.begin() + 1, begins.end(), first - micros_per_day) - begins.begin()) - 1;
  for (; i < begins.size() && begins[i] < end + micros_per_day; ++i) {
    const std::int64_t begin_here = std::max(begins[i], first - table_->offsets[i]);
    const std::int64_t end_here = std::min(i + 1 < begins.size() ? begins[i + 1] : latest, end - table_->offsets[i]);
    const auto span = Interval::between(instant(begin_here), instant(end_here));
    if (!span) continue;
    if (!spans.empty() && spans.back().end() == span->start()) {
      spans.back() = *Interval::between(spans.back().start(), span->end());
    } else {
      spans.push_back(*span);
    }
  }
  return spans;
}

std::string Zone::local_text(Instant at) const {
  const auto offset = std::chrono::duration_cast<Minutes>(offset_at(at));
  std::string text = to_string(at + offset);
  text.pop_back();  // the Z
  const auto minutes = static_cast<int>(std::chrono::abs(offset).count());
  char out[16];
  std::snprintf(out, sizeof out, "%c%02d:%02d", offset < Minutes{0} ? '-' : '+', minutes / 60 % 100, minutes % 60);
  return text + out;
}

}  // namespace frontdesk
