// SPDX-License-Identifier: AGPL-3.0-or-later
#include "scheduling/taken.h"

#include <algorithm>

namespace frontdesk::scheduling {
namespace {

bool has_ended(const BusyInterval& busy, Instant now) {
  return busy.hold_ends_at && *busy.hold_ends_at <= now;
}

// A booking that others may join: one of the same service and location, where the service has several seats.
bool has_seats(const BusyInterval& busy, const Asked& asked) {
  return asked.service.seats > 1 && busy.source != BusySource::plugin && busy.service == asked.service.id &&
         busy.location == asked.location.id;
}

// Whether who starts at `start` finds a seat beside everyone who has one there already.
bool seats_are_left(const Facts& facts, const Asked& asked, Instant start) {
  const auto& busy = facts.calendar.busy();
  auto one = std::lower_bound(busy.begin(), busy.end(), start, [](const BusyInterval& b, Instant at) { return b.start < at; });
  long long taken = 0;
  for (; one != busy.end() && one->start == start; ++one) {
    if (has_seats(*one, asked) && !has_ended(*one, facts.now)) taken += one->seats_taken;
  }
  return taken < asked.service.seats;
}

// Those of a sorted calendar that end after `from` and start before `to`, and, rarely, some that ended earlier.
template <class T>
std::pair<std::size_t, std::size_t> near(const std::vector<T>& sorted, const std::vector<Instant>& ends_so_far, Instant from, Instant to) {
  const auto first = std::upper_bound(ends_so_far.begin(), ends_so_far.end(), from);
  const auto last = std::lower_bound(sorted.begin(), sorted.end(), to, [](const T& one, Instant at) { return one.start < at; });
  const auto begin = static_cast<std::size_t>(first - ends_so_far.begin());
  return {begin, std::max(begin, static_cast<std::size_t>(last - sorted.begin()))};
}

void join(std::vector<TakenStarts>& taken) {
  if (taken.size() < 2) return;
  std::sort(taken.begin(), taken.end(), [](const TakenStarts& a, const TakenStarts& b) { return a.after < b.after; });
  auto last = taken.begin();
  for (auto next = last + 1; next != taken.end(); ++next) {
    // Where one ends exactly as the next begins, that very start is free.
    if (next->after < last->before) {
      last->before = std::max(last->before, next->before);
    } else {
      *++last = *next;
    }
  }
  taken.erase(last + 1, taken.end());
}

}  // namespace

std::vector<TakenStarts> taken_starts(const Facts& facts, const Asked& asked, Instant from, Instant to) {
  std::vector<TakenStarts> taken;
  const auto& calendar = facts.calendar;
  const auto gap = asked.gap();
  const auto [first, last] = near(calendar.busy(), calendar.busy_ends_so_far(), from - gap, to + asked.duration + gap);
  const auto [first_off, last_off] = near(calendar.time_off(), calendar.time_off_ends_so_far(), from, to + asked.duration);
  taken.reserve(last - first + last_off - first_off + 1);
  for (std::size_t i = first; i < last; ++i) {
    const BusyInterval& busy = calendar.busy()[i];
    if (has_ended(busy, facts.now)) continue;
    const TakenStarts around{busy.start - asked.duration - gap, busy.end + gap};
    if (has_seats(busy, asked) && seats_are_left(facts, asked, busy.start)) {
      taken.push_back({around.after, busy.start});
      taken.push_back({busy.start, around.before});
    } else {
      taken.push_back(around);
    }
  }
  for (std::size_t i = first_off; i < last_off; ++i) {
    const TimeOff& off = calendar.time_off()[i];
    taken.push_back({off.start - asked.duration, off.end});
  }
  join(taken);
  return taken;
}

InTheWay in_the_way(const Facts& facts, const Asked& asked, Instant start) {
  InTheWay found;
  const auto& calendar = facts.calendar;
  const Instant end = start + asked.duration;
  const auto gap = asked.gap();
  const auto [first, last] = near(calendar.busy(), calendar.busy_ends_so_far(), start - gap, end + gap);
  for (std::size_t i = first; i < last; ++i) {
    const BusyInterval& busy = calendar.busy()[i];
    if (has_ended(busy, facts.now)) continue;
    if (busy.start == start && has_seats(busy, asked) && seats_are_left(facts, asked, start)) continue;
    if (start < busy.end && end > busy.start) {
      if (found.conflict == nullptr) found.conflict = &busy;
    } else if (start < busy.end + gap && end + gap > busy.start) {
      if (found.near == nullptr) found.near = &busy;
    }
  }
  const auto [first_off, last_off] = near(calendar.time_off(), calendar.time_off_ends_so_far(), start, end);
  for (std::size_t i = first_off; i < last_off && found.time_off == nullptr; ++i) {
    const TimeOff& off = calendar.time_off()[i];
    if (start < off.end && end > off.start) found.time_off = &off;
  }
  return found;
}

}  // namespace frontdesk::scheduling
