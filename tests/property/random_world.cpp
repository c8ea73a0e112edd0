// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/property/random_world.h"

#include <rapidcheck.h>

namespace frontdesk::oracle {
namespace {

using std::chrono::minutes;

constexpr Minute day_minutes = 24 * 60;

Instant instant_at(Minute at) {
  return Instant{minutes{at}};
}
LocalDate date_of(Day day) {
  return LocalDate{std::chrono::days{day}};
}

// Makes one world, part by part.
class Making {
 public:
  explicit Making(Dice& dice) : dice_(dice) {
    made_.change = dice.one_of(clock_changes());
    made_.around = test::date(made_.change.date).time_since_epoch().count();
    zones_ = {made_.change.zone, made_.change.zone, "UTC", "America/New_York", "Asia/Kathmandu"};
  }

  RandomWorld run() {
    auto& world = made_.world;
    world.practice.practice.timezone = zone();
    world.now = instant_at(made_.around * day_minutes - dice_.roll(0, 3 * 24 * 4) * 15);
    if (dice_.once_in(4)) world.now += std::chrono::seconds{dice_.roll(1, 59)};
    make_rules();
    make_services();
    make_question();
    const int blocks = dice_.once_in(12) ? 0 : dice_.roll(1, 6);
    for (int i = 0; i < blocks; ++i) make_block();
    const int bookings = dice_.roll(0, 5);
    for (int i = 0; i < bookings; ++i) make_booking();
    const int offs = dice_.roll(0, 2);
    for (int i = 0; i < offs; ++i) {
      const Minute start = some_minute();
      world.calendar.time_off.push_back({instant_at(start), instant_at(start + length()), "away"});
      note(start, start);
    }
    made_.zone = zone();
    made_.from = made_.around - dice_.roll(0, 4);
    made_.to = made_.from + dice_.roll(0, 5);
    return made_;
  }

 private:
  const std::string& zone() { return dice_.one_of(zones_); }
  std::string zone_or_none() { return dice_.once_in(2) ? std::string() : zone(); }
  int length() { return dice_.one_of(std::vector<int>{15, 20, 30, 45, 60, 90, 120, 240, 600}); }
  Minute some_minute() { return made_.around * day_minutes + dice_.roll(-3 * 24 * 12, 3 * 24 * 12) * 5; }
  void note(Minute start, Minute end) {
    made_.edges.push_back(start);
    made_.edges.push_back(end);
  }

  SlotInterval slot_interval() {
    switch (dice_.roll(1, 4)) {
      case 1: return test::every(dice_.one_of(std::vector<int>{5, 10, 15, 20, 25, 30, 45, 60, 90, 120}));
      case 2: return {SlotInterval::Kind::duration, Minutes{0}};
      default: return {};
    }
  }
  Minutes some(const std::vector<int>& values) { return Minutes{dice_.one_of(values)}; }

  void make_rules() {
    auto& world = made_.world;
    const std::vector<int> notices{0, 0, 15, 60, 240, 1440, 2880};
    const std::vector<int> buffers{0, 0, 5, 10, 15, 30};
    world.rules() = {some(notices), dice_.roll(0, 5), some(buffers), some(buffers), slot_interval()};
    auto& own = world.provider().rules;
    if (dice_.once_in(4)) own.min_notice = some(notices);
    if (dice_.once_in(4)) own.advance_days = dice_.roll(0, 5);
    if (dice_.once_in(4)) own.buffer_before = some(buffers);
    if (dice_.once_in(4)) own.buffer_after = some(buffers);
    own.slot_interval = slot_interval();
  }

  ClientTypes client_types() { return ClientTypes::from_bits(static_cast<std::uint8_t>(dice_.roll(1, 15))); }

  void make_services() {
    auto& world = made_.world;
    const std::vector<int> durations{15, 20, 30, 50, 60, 90, 120};
    world.practice.practice.public_scheduling = !dice_.once_in(25);
    world.practice.practice.client_types = dice_.once_in(5) ? client_types() : ClientTypes::from_bits(15);
    world.provider().is_public = !dice_.once_in(8);
    for (Service& service : world.practice.services) {
      service.duration = some(durations);
      service.online = !dice_.once_in(25);
      service.slot_interval = slot_interval();
      if (dice_.once_in(3)) service.client_types = client_types();
    }
    world.group().seats = dice_.roll(2, 4);
    for (Location& location : world.practice.locations) {
      location.online = !dice_.once_in(25);
      location.timezone = dice_.once_in(3) ? zone() : "";
    }
    auto& offered = world.provider().services;
    for (ProviderService& one : offered) {
      if (dice_.once_in(3)) one.duration = some(durations);
    }
    if (dice_.once_in(25)) offered.pop_back();
    if (dice_.once_in(25)) world.provider().locations.pop_back();
  }

  void make_question() {
    auto& question = made_.world.question;
    question.service = ServiceId{static_cast<std::uint64_t>(dice_.roll(1, 2))};
    question.location = LocationId{static_cast<std::uint64_t>(dice_.roll(1, 2))};
    question.audience = static_cast<Audience>(dice_.roll(1, 3));
    question.provider_need_not_be_public = dice_.once_in(2);
    if (dice_.once_in(3)) question.client_type = static_cast<ClientType>(dice_.roll(1, 4));
  }

  WallTime quarter(int number) { return *WallTime::from_minutes(number * 15); }

  void make_block() {
    AvailabilityBlock& block = made_.world.block("00:00", "24:00");
    int start = dice_.roll(0, 95);
    int end = dice_.roll(start + 1, 96);
    if (dice_.once_in(3)) start = 0;
    if (dice_.once_in(3)) end = 96;
    if (dice_.once_in(3)) {  // the hours in which clocks change
      start = dice_.roll(0, 12);
      end = dice_.roll(start + 1, 16);
    }
    const auto& others = made_.world.provider().blocks;
    if (others.size() > 1 && dice_.once_in(3)) {  // touches or overlaps the one before
      const auto before = static_cast<int>(others[others.size() - 2].end.since_midnight().count()) / 15;
      if (before < 96) {
        start = before;
        end = dice_.roll(before + 1, 96);
      }
    }
    block.start = quarter(start);
    block.end = quarter(end);
    block.timezone = zone_or_none();
    const Day near = made_.around + dice_.roll(-2, 2);
    if (dice_.once_in(3)) {
      block.weekdays = {};
      block.date = date_of(near);
      block.replaces = dice_.once_in(2);
    } else {
      if (dice_.once_in(2)) block.weekdays = Weekdays::from_bits(static_cast<std::uint8_t>(dice_.roll(1, 127)));
      if (dice_.once_in(4)) block.from_date = date_of(near);
      if (dice_.once_in(4)) block.until_date = date_of(made_.around + dice_.roll(-2, 3));
    }
    if (dice_.once_in(5)) block.locations = {LocationId{static_cast<std::uint64_t>(dice_.roll(1, 2))}};
    if (dice_.once_in(5)) block.services = {ServiceId{static_cast<std::uint64_t>(dice_.roll(1, 2))}};
    if (dice_.once_in(5)) block.session_formats = SessionFormats::from_bits(static_cast<std::uint8_t>(dice_.roll(1, 7)));
    if (dice_.once_in(4)) block.audience = static_cast<BlockAudience>(dice_.roll(2, 3));
    const auto& clock = wall_clock(block.timezone.empty() ? made_.world.practice.practice.timezone : block.timezone, made_.around);
    note(clock.first_showing(near * day_minutes + start * 15), clock.first_showing(near * day_minutes + end * 15));
  }

  void make_booking() {
    auto& world = made_.world;
    BusyInterval busy{};
    Minute start = some_minute();
    // Often where a block begins or some steps later, so that it meets the grid.
    if (!made_.edges.empty() && dice_.once_in(2)) start = dice_.one_of(made_.edges) + dice_.roll(0, 6) * 15;
    busy.start = instant_at(start);
    busy.end = instant_at(start + length());
    busy.source = static_cast<BusySource>(dice_.roll(1, 3));
    if (!dice_.once_in(4))
      busy.service = dice_.once_in(3) ? ServiceId{static_cast<std::uint64_t>(dice_.roll(1, 2))} : world.question.service;
    if (!dice_.once_in(4))
      busy.location = dice_.once_in(3) ? LocationId{static_cast<std::uint64_t>(dice_.roll(1, 2))} : world.question.location;
    busy.seats_taken = dice_.roll(1, 3);
    if (busy.source == BusySource::hold) busy.hold_ends_at = world.now + minutes{dice_.roll(-2, 2)};
    if (busy.source == BusySource::plugin) busy.plugin = "rooms";
    world.calendar.busy.push_back(busy);
    if (dice_.once_in(4)) world.calendar.busy.push_back(busy);
    note(start, start + length());
  }

  Dice& dice_;
  RandomWorld made_;
  std::vector<std::string> zones_;
};

std::string text_of(const AvailabilityBlock& block) {
  std::string text = frontdesk::to_string(block.start) + '-' + frontdesk::to_string(block.end);
  text += block.date ? " on " + frontdesk::to_string(*block.date) + (block.replaces ? " replaces" : "")
                     : " weekdays " + std::to_string(block.weekdays.bits());
  if (block.from_date) text += " from " + frontdesk::to_string(*block.from_date);
  if (block.until_date) text += " until " + frontdesk::to_string(*block.until_date);
  if (!block.timezone.empty()) text += " in " + block.timezone;
  for (const auto id : block.locations) text += " location " + std::to_string(id.value());
  for (const auto id : block.services) text += " service " + std::to_string(id.value());
  if (!block.session_formats.is_empty()) text += " formats " + std::to_string(block.session_formats.bits());
  return text + ' ' + std::string(frontdesk::to_string(block.audience));
}

std::string text_of(const SlotInterval& interval) {
  if (interval.kind == SlotInterval::Kind::inherit) return "-";
  return interval.kind == SlotInterval::Kind::duration ? "duration" : std::to_string(interval.minutes.count());
}

}  // namespace

int RapidCheckDice::roll(int low, int high) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(low, high + 1));
}

const std::vector<ClockChange>& clock_changes() {
  static const std::vector<ClockChange> all{
      {"America/New_York", "2026-03-08"},
      {"America/New_York", "2026-11-01"},
      {"America/New_York", "2006-04-02"},
      {"America/New_York", "1974-01-06"},
      {"America/New_York", "2037-11-01"},
      {"Europe/London", "2026-03-29"},
      {"Europe/London", "2026-10-25"},
      {"Europe/Dublin", "2026-10-25"},
      {"Australia/Lord_Howe", "2026-04-05"},
      {"Australia/Lord_Howe", "2026-10-04"},
      {"Pacific/Chatham", "2026-04-05"},
      {"Pacific/Chatham", "2026-09-27"},
      {"Pacific/Apia", "2011-12-30"},
      {"Pacific/Apia", "2010-09-26"},
      {"Pacific/Fakaofo", "2011-12-30"},
      {"Pacific/Kwajalein", "1993-08-21"},
      {"Pacific/Kiritimati", "1994-12-31"},
      {"Pacific/Enderbury", "1994-12-31"},
      {"America/Sao_Paulo", "2018-11-04"},
      {"America/Sao_Paulo", "2018-02-18"},
      {"America/Asuncion", "2023-10-01"},
      {"America/Asuncion", "2024-03-24"},
      {"America/Santiago", "2026-04-05"},
      {"America/Santiago", "2026-09-06"},
      {"America/Havana", "2026-03-08"},
      {"America/Havana", "2026-11-01"},
      {"Asia/Beirut", "2026-03-29"},
      {"Asia/Beirut", "2026-10-25"},
      {"Africa/Cairo", "2026-04-24"},
      {"Africa/Cairo", "2026-10-30"},
      {"Africa/Cairo", "2010-08-11"},
      {"Asia/Amman", "2022-02-25"},
      {"Asia/Tehran", "2022-03-22"},
      {"Asia/Tehran", "2022-09-22"},
      {"America/St_Johns", "2008-11-02"},
      {"America/St_Johns", "1988-04-03"},
      {"Atlantic/Azores", "2026-03-29"},
      {"Atlantic/Azores", "2026-10-25"},
      {"America/Scoresbysund", "2024-03-31"},
      {"America/Caracas", "2007-12-09"},
      {"America/Caracas", "2016-05-01"},
      {"Asia/Pyongyang", "2015-08-15"},
      {"Asia/Pyongyang", "2018-05-05"},
      {"Asia/Kathmandu", "1986-01-01"},
      {"Asia/Singapore", "1982-01-01"},
      {"Antarctica/Troll", "2026-03-29"},
      {"Antarctica/Troll", "2026-10-25"},
      {"Antarctica/Casey", "2020-10-04"},
      {"Africa/Casablanca", "2026-02-15"},
      {"Africa/Casablanca", "2026-03-22"},
      {"Europe/Istanbul", "2015-11-08"},
      {"Europe/Moscow", "2011-03-27"},
      {"Europe/Moscow", "2014-10-26"},
      {"Europe/Simferopol", "2014-03-30"},
      {"Asia/Gaza", "2026-03-28"},
      {"Africa/Juba", "2021-02-01"},
      {"Africa/Sao_Tome", "2018-01-01"},
      {"Pacific/Bougainville", "2014-12-28"},
      {"Pacific/Norfolk", "2015-10-04"},
      {"Pacific/Fiji", "2020-12-20"},
      {"America/Metlakatla", "2015-11-01"},
      {"Asia/Kolkata", "2026-06-01"},
      {"Asia/Tokyo", "2026-12-31"},
      {"UTC", "2024-02-29"},
  };
  return all;
}

RandomWorld random_world(Dice& dice) {
  return Making(dice).run();
}

std::string to_string(const RandomWorld& random) {
  test::World world = random.world;
  const Rules& rules = world.rules();
  const ProviderRules& own = world.provider().rules;
  const auto number = [](const auto& value) { return value ? std::to_string(value->count()) : std::string("-"); };
  std::string text = random.change.zone + ' ' + random.change.date + "; practice in " + world.practice.practice.timezone + "; now " +
                     frontdesk::to_string(world.now);
  text += "\nasked: service " + std::to_string(world.question.service.value()) + " location " +
          std::to_string(world.question.location.value()) + " audience " + std::to_string(static_cast<int>(world.question.audience)) +
          " from " + frontdesk::to_string(date_of(random.from)) + " to " + frontdesk::to_string(date_of(random.to)) + " in " + random.zone;
  text += "\nrules: notice " + std::to_string(rules.min_notice.count()) + '/' + number(own.min_notice) + " window " +
          std::to_string(rules.advance_days) + '/' + (own.advance_days ? std::to_string(*own.advance_days) : "-") + " before " +
          std::to_string(rules.buffer_before.count()) + '/' + number(own.buffer_before) + " after " +
          std::to_string(rules.buffer_after.count()) + '/' + number(own.buffer_after) + " step " + text_of(rules.slot_interval) + '/' +
          text_of(own.slot_interval);
  for (const Service& service : world.practice.services) {
    text += "\nservice " + std::to_string(service.duration.count()) + " minutes, seats " + std::to_string(service.seats) + ", step " +
            text_of(service.slot_interval);
  }
  for (const ProviderService& service : world.provider().services) text += "\nprovider's duration " + number(service.duration);
  for (const Location& location : world.practice.locations) text += "\nlocation in " + location.timezone;
  for (const AvailabilityBlock& block : world.provider().blocks) text += "\nblock " + text_of(block);
  for (const BusyInterval& busy : world.calendar.busy) {
    text += "\nbusy " + frontdesk::to_string(busy.start) + ' ' + frontdesk::to_string(busy.end) + " source " +
            std::to_string(static_cast<int>(busy.source)) + " service " + std::to_string(busy.service.value_or(ServiceId{}).value()) +
            " location " + std::to_string(busy.location.value_or(LocationId{}).value()) + " seats " + std::to_string(busy.seats_taken) +
            (busy.hold_ends_at ? " until " + frontdesk::to_string(*busy.hold_ends_at) : "");
  }
  for (const TimeOff& off : world.calendar.time_off)
    text += "\noff " + frontdesk::to_string(off.start) + ' ' + frontdesk::to_string(off.end);
  return text;
}

}  // namespace frontdesk::oracle
