// SPDX-License-Identifier: AGPL-3.0-or-later
// The engine alone, warm: one provider, one service, 60 days, 6 blocks, 100 appointments, and what happens as each of them grows.
#include <benchmark/benchmark.h>

#include <chrono>

#include "scheduling/engine.h"
#include "tests/support/worlds.h"

namespace {

using namespace frontdesk;
using scheduling::Facts;
using scheduling::PreparedCalendar;
using std::chrono::days;
using std::chrono::hours;

// `days_back` of history with as many appointments a day as in the 60 days to come.
test::World practice_of(int appointments, int history) {
  test::World world;
  world.practice.practice.timezone = "America/New_York";
  world.service().duration = Minutes{50};
  world.rules() = {Minutes{1440}, 730, Minutes{0}, Minutes{10}, test::every(30)};
  const Weekdays mon_wed{Weekday::mon, Weekday::wed};
  const Weekdays tue_thu{Weekday::tue, Weekday::thu};
  world.block("09:00", "12:00").weekdays = mon_wed;
  world.block("13:00", "17:00").weekdays = mon_wed;
  world.block("10:00", "16:00").weekdays = tue_thu;
  world.block("17:00", "19:00").weekdays = tue_thu;
  world.block("09:00", "12:00").weekdays = {Weekday::fri};
  world.block("09:00", "11:00").weekdays = {Weekday::sat};
  const auto add = [&](Instant start) {
    BusyInterval busy{};
    busy.start = start;
    busy.end = start + Minutes{50};
    world.calendar.busy.push_back(busy);
  };
  const Instant today{std::chrono::floor<days>(world.now)};
  for (int i = 0; i < appointments; ++i) add(today + days{i * 60 / appointments} + hours{14} + hours{i % 5});
  for (int i = 0; i < history; ++i) add(today - days{1 + i / 5} + hours{14} + hours{i % 5});
  return world;
}

LocalDate today(const test::World& world) {
  return LocalDate{std::chrono::floor<days>(world.now).time_since_epoch()};
}

void offers(benchmark::State& state, int range, int appointments, int history) {
  const test::World world = practice_of(appointments, history);
  const PreparedCalendar calendar(world.calendar);
  const Facts facts{world.practice, calendar, world.now};
  const Zone zone = *find_zone("America/New_York");
  std::size_t times = 0;
  for (auto _ : state) {
    const auto found = scheduling::offers(facts, world.question, today(world), today(world) + days{range - 1}, zone);
    times = found.size();
    benchmark::DoNotOptimize(found.data());
  }
  state.counters["times"] = static_cast<double>(times);
}

void sixty_days(benchmark::State& state) {
  offers(state, 60, 100, 0);
}
void sixty_days_after_years(benchmark::State& state) {
  offers(state, 60, 100, 100'000);
}
void by_days(benchmark::State& state) {
  offers(state, static_cast<int>(state.range(0)), 100, 0);
}

void next_offer(benchmark::State& state) {
  const test::World world = practice_of(100, 0);
  const PreparedCalendar calendar(world.calendar);
  const Facts facts{world.practice, calendar, world.now};
  for (auto _ : state) benchmark::DoNotOptimize(scheduling::next_offer(facts, world.question, world.now));
}

void explain(benchmark::State& state) {
  const test::World world = practice_of(100, 0);
  const PreparedCalendar calendar(world.calendar);
  const Facts facts{world.practice, calendar, world.now};
  for (auto _ : state) benchmark::DoNotOptimize(scheduling::explain(facts, world.question, test::instant("2026-03-17T14:00:00Z")));
}

void prepare_calendar(benchmark::State& state) {
  const test::World world = practice_of(static_cast<int>(state.range(0)), 0);
  for (auto _ : state) benchmark::DoNotOptimize(PreparedCalendar(world.calendar));
}

BENCHMARK(sixty_days);
BENCHMARK(sixty_days_after_years);
BENCHMARK(by_days)->Arg(1)->Arg(7)->Arg(30)->Arg(120)->Arg(365);
BENCHMARK(next_offer);
BENCHMARK(explain);
BENCHMARK(prepare_calendar)->Arg(100)->Arg(10'000);

}  // namespace
