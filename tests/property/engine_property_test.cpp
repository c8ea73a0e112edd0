// SPDX-License-Identifier: AGPL-3.0-or-later
#include <rapidcheck.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "scheduling/engine.h"
#include "tests/property/random_world.h"

using namespace frontdesk;
using namespace frontdesk::oracle;
using scheduling::Facts;
using scheduling::PreparedCalendar;
using std::chrono::days;

namespace {

LocalDate date_of(Day day) {
  return LocalDate{days{day}};
}

std::vector<OfferedTime> offers_of(const RandomWorld& random, Day from, Day to) {
  const PreparedCalendar calendar(random.world.calendar);
  return scheduling::offers({random.world.practice, calendar, random.world.now}, random.world.question, date_of(from), date_of(to),
                            *find_zone(random.zone));
}
std::vector<OfferedTime> offers_of(const RandomWorld& random) {
  return offers_of(random, random.from, random.to);
}

bool holds_all(const std::vector<OfferedTime>& more, const std::vector<OfferedTime>& fewer) {
  return std::all_of(fewer.begin(), fewer.end(),
                     [&](const OfferedTime& one) { return std::find(more.begin(), more.end(), one) != more.end(); });
}

template <class T>
void shuffle(std::vector<T>& all, Dice& dice) {
  for (std::size_t i = all.size(); i > 1; --i) std::swap(all[i - 1], all[static_cast<std::size_t>(dice.roll(0, static_cast<int>(i) - 1))]);
}

// On `random.around`, at some five minutes of its week.
Instant some_instant(const RandomWorld& random, Dice& dice) {
  return Instant{days{random.around}} + std::chrono::minutes{dice.roll(-3 * 24 * 12, 3 * 24 * 12) * 5};
}

// Whether some block has that minute by its own wall. A wall time that comes twice is a block's at its first occurrence: of the second one
// nothing can be read off the wall.
bool lies_in_a_block(const RandomWorld& random, Instant at) {
  const auto& location = *random.world.practice.find(random.world.question.location);
  const std::string& others = location.timezone.empty() ? random.world.practice.practice.timezone : location.timezone;
  const Minute minute = std::chrono::floor<std::chrono::minutes>(at).time_since_epoch().count();
  const auto& blocks = random.world.practice.providers.front().blocks;
  return std::any_of(blocks.begin(), blocks.end(), [&](const AvailabilityBlock& block) {
    const auto& clock = wall_clock(block.timezone.empty() ? others : block.timezone, random.around);
    if (clock.first_showing(clock.shown_at(minute)) != minute) return true;
    const Day day = clock.day_at(minute);
    const WallMinute in_day = clock.shown_at(minute) - day * 24 * 60;
    const bool on_day =
        block.date ? block.date->time_since_epoch().count() == day : block.weekdays.contains(static_cast<Weekday>(weekday_of(day)));
    return on_day && in_day >= block.start.since_midnight().count() && in_day < block.end.since_midnight().count();
  });
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_offered_time_passes_explain_and_no_other_start_does) {
  BOOST_TEST(rc::check("offers and explain are one answer", [] {
    RapidCheckDice dice;
    const RandomWorld random = random_world(dice);
    const PreparedCalendar calendar(random.world.calendar);
    const Facts facts{random.world.practice, calendar, random.world.now};
    const auto offered = offers_of(random);
    const Zone zone = *find_zone(random.zone);
    for (const OfferedTime& one : offered) {
      RC_ASSERT(scheduling::explain(facts, random.world.question, one.start).is_offered());
      RC_ASSERT(!scheduling::explain(facts, random.world.question, one.start + std::chrono::seconds{1}).is_offered());
    }
    const Instant first = zone.to_instant(date_of(random.from), WallTime{}) + std::chrono::minutes{dice.roll(0, 14)};
    for (Instant at = first; zone.date_at(at) <= date_of(random.to); at += std::chrono::minutes{15}) {
      const bool listed = std::any_of(offered.begin(), offered.end(), [&](const OfferedTime& one) { return one.start == at; });
      const bool in_range = zone.date_at(at) >= date_of(random.from);
      if (in_range) RC_ASSERT(scheduling::explain(facts, random.world.question, at).is_offered() == listed);
    }
  }));
}

BOOST_AUTO_TEST_CASE(a_range_at_once_is_its_days_one_by_one) {
  BOOST_TEST(rc::check("the range asked for changes nothing", [] {
    RapidCheckDice dice;
    const RandomWorld random = random_world(dice);
    std::vector<OfferedTime> by_day;
    for (Day day = random.from; day <= random.to; ++day) {
      const auto of_day = offers_of(random, day, day);
      by_day.insert(by_day.end(), of_day.begin(), of_day.end());
    }
    // Where clocks go back over midnight, a date's last hour comes after the next date's first minute.
    std::sort(by_day.begin(), by_day.end(), [](const auto& a, const auto& b) { return a.start < b.start; });
    RC_ASSERT(by_day == offers_of(random));
    RC_ASSERT(holds_all(offers_of(random, random.from - 200, random.to + 169), by_day));
  }));
}

BOOST_AUTO_TEST_CASE(offered_times_are_sorted_and_listed_once) {
  BOOST_TEST(rc::check("sorted, once", [] {
    RapidCheckDice dice;
    const auto offered = offers_of(random_world(dice));
    for (std::size_t i = 1; i < offered.size(); ++i) RC_ASSERT(offered[i - 1].start < offered[i].start);
  }));
}

BOOST_AUTO_TEST_CASE(another_booking_or_time_off_never_adds_a_time) {
  BOOST_TEST(rc::check("more in the way, no more times", [] {
    RapidCheckDice dice;
    RandomWorld random = random_world(dice);
    const auto before = offers_of(random);
    BusyInterval booking{};
    booking.start = some_instant(random, dice);
    booking.end = booking.start + std::chrono::minutes{dice.roll(1, 40) * 5};
    booking.service = random.world.question.service;
    booking.location = random.world.question.location;
    if (dice.once_in(2)) {
      random.world.calendar.busy.push_back(booking);
    } else {
      random.world.calendar.time_off.push_back({booking.start, booking.end, ""});
    }
    RC_ASSERT(holds_all(before, offers_of(random)));
  }));
}

BOOST_AUTO_TEST_CASE(a_longer_notice_never_adds_a_time) {
  BOOST_TEST(rc::check("more notice, no more times", [] {
    RapidCheckDice dice;
    RandomWorld random = random_world(dice);
    const auto before = offers_of(random);
    const Minutes more{dice.roll(1, 2000)};
    random.world.rules().min_notice += more;
    auto& own = random.world.provider().rules.min_notice;
    if (own) *own += more;
    RC_ASSERT(holds_all(before, offers_of(random)));
  }));
}

BOOST_AUTO_TEST_CASE(a_longer_window_never_takes_a_time_away) {
  BOOST_TEST(rc::check("longer window, no fewer times", [] {
    RapidCheckDice dice;
    RandomWorld random = random_world(dice);
    const auto before = offers_of(random);
    random.world.rules().advance_days += 1;
    auto& own = random.world.provider().rules.advance_days;
    if (own) *own += 1;
    RC_ASSERT(holds_all(offers_of(random), before));
  }));
}

BOOST_AUTO_TEST_CASE(offered_times_lie_within_blocks_by_the_wall_clock) {
  BOOST_TEST(rc::check("within blocks by wall clock", [] {
    RapidCheckDice dice;
    const RandomWorld random = random_world(dice);
    for (const OfferedTime& one : offers_of(random)) {
      for (Instant at = one.start; at < one.end; at += std::chrono::minutes{5}) RC_ASSERT(lies_in_a_block(random, at));
    }
  }));
}

BOOST_AUTO_TEST_CASE(the_order_of_inputs_changes_nothing) {
  BOOST_TEST(rc::check("order changes nothing", [] {
    RapidCheckDice dice;
    RandomWorld random = random_world(dice);
    const auto before = offers_of(random);
    const Instant asked = some_instant(random, dice);
    const auto explained = [&] {
      const PreparedCalendar calendar(random.world.calendar);
      return scheduling::explain({random.world.practice, calendar, random.world.now}, random.world.question, asked);
    };
    const Verdict verdict = explained();
    shuffle(random.world.provider().blocks, dice);
    shuffle(random.world.provider().services, dice);
    shuffle(random.world.provider().locations, dice);
    shuffle(random.world.practice.services, dice);
    shuffle(random.world.practice.locations, dice);
    shuffle(random.world.calendar.busy, dice);
    shuffle(random.world.calendar.time_off, dice);
    RC_ASSERT(before == offers_of(random));
    const Verdict again = explained();
    RC_ASSERT(verdict.reasons.size() == again.reasons.size());
    for (std::size_t i = 0; i < verdict.reasons.size(); ++i) {
      RC_ASSERT(verdict.reasons[i].code == again.reasons[i].code);
      RC_ASSERT(verdict.reasons[i].nearest == again.reasons[i].nearest);
      RC_ASSERT(verdict.reasons[i].blocks == again.reasons[i].blocks);
      RC_ASSERT(verdict.reasons[i].blocked_from == again.reasons[i].blocked_from);
      RC_ASSERT(verdict.reasons[i].source == again.reasons[i].source);
    }
  }));
}

BOOST_AUTO_TEST_CASE(the_next_offer_is_the_first_of_all) {
  BOOST_TEST(rc::check("next and nearest are found in the list", [] {
    RapidCheckDice dice;
    const RandomWorld random = random_world(dice);
    const PreparedCalendar calendar(random.world.calendar);
    const Facts facts{random.world.practice, calendar, random.world.now};
    const Instant after = some_instant(random, dice);
    const auto all = offers_of(random, random.around - 12, random.around + 12);
    const auto first = std::find_if(all.begin(), all.end(), [&](const OfferedTime& one) { return one.start >= after; });
    const auto next = scheduling::next_offer(facts, random.world.question, after);
    RC_ASSERT(next.has_value() == (first != all.end()));
    if (next) RC_ASSERT(*next == *first);
    std::vector<OfferedTime> near;
    if (first != all.begin()) near.push_back(*(first - 1));
    if (first != all.end()) near.push_back(*first);
    RC_ASSERT(near == scheduling::nearest_offers(facts, random.world.question, after));
  }));
}

BOOST_AUTO_TEST_CASE(reasons_come_once_each_and_in_order) {
  BOOST_TEST(rc::check("reasons in order", [] {
    RapidCheckDice dice;
    const RandomWorld random = random_world(dice);
    const PreparedCalendar calendar(random.world.calendar);
    const auto verdict =
        scheduling::explain({random.world.practice, calendar, random.world.now}, random.world.question, some_instant(random, dice));
    for (std::size_t i = 1; i < verdict.reasons.size(); ++i) RC_ASSERT(verdict.reasons[i - 1].code < verdict.reasons[i].code);
  }));
}
