// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/cases/case_file.h"

#include <fstream>
#include <functional>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>

namespace frontdesk::test {
namespace {

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r");
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::vector<std::string> words(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> all;
  for (std::string word; in >> word;) all.push_back(word);
  return all;
}

std::vector<std::string> parts(const std::string& text) {
  std::vector<std::string> all;
  std::size_t from = 0;
  while (true) {
    const auto comma = text.find(',', from);
    all.push_back(trimmed(text.substr(from, comma - from)));
    if (comma == std::string::npos) return all;
    from = comma + 1;
  }
}

[[noreturn]] void unknown(const std::string& what) {
  throw std::invalid_argument("not understood: " + what);
}

template <class T>
T known(std::optional<T> value, const std::string& text) {
  if (!value) unknown(text);
  return *value;
}

// "zone Asia/Tokyo" after "zone ".
std::optional<std::string> after(const std::string& part, const std::string& word) {
  if (!part.starts_with(word + ' ')) return std::nullopt;
  return part.substr(word.size() + 1);
}

Minutes minutes(const std::string& text) {
  return Minutes{std::stoi(text)};
}
SlotInterval interval(const std::string& text) {
  return text == "duration" ? SlotInterval{SlotInterval::Kind::duration, Minutes{0}} : every(std::stoi(text));
}
ClientTypes client_types(const std::string& text) {
  ClientTypes types;
  for (const auto& word : words(text)) types.add(known(parse_client_type(word), word));
  return types;
}
Weekdays weekdays(const std::vector<std::string>& names) {
  const std::vector<std::string> all{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  Weekdays days;
  for (const auto& name : names) {
    int day = 1;
    while (day <= 7 && all[static_cast<std::size_t>(day - 1)] != name) ++day;
    if (day > 7) unknown(name);
    days.add(static_cast<Weekday>(day));
  }
  return days;
}

void add_service(World& world, const std::string& value) {
  Service& service = world.service();
  for (const auto& part : parts(value)) {
    if (part == "offline") {
      service.online = false;
    } else if (const auto types = after(part, "for")) {
      service.client_types = client_types(*types);
    } else if (part.ends_with(" minutes")) {
      service.duration = minutes(part);
    } else if (part.ends_with(" seats")) {
      service.seats = std::stoi(part);
    } else {
      unknown(part);
    }
  }
}

void add_place(World& world, const std::string& value) {
  Location& place = world.location();
  for (const auto& part : parts(value)) {
    if (part == "offline") {
      place.online = false;
    } else if (const auto zone = after(part, "zone")) {
      place.timezone = *zone;
    } else {
      place.session_format = known(parse_session_format(part), part);
    }
  }
}

void add_provider(World& world, const std::string& value) {
  for (const auto& part : parts(value)) {
    if (part == "not public") {
      world.provider().is_public = false;
    } else if (part == "without the service") {
      world.provider().services = {{ServiceId{2}, {}}};
    } else if (part == "elsewhere") {
      world.provider().locations = {LocationId{2}};
    } else {
      unknown(part);
    }
  }
}

void limit_block(AvailabilityBlock& block, const std::string& part) {
  if (part == "replaces") {
    block.replaces = true;
  } else if (part == "at this place") {
    block.locations.push_back(LocationId{1});
  } else if (part == "at another place") {
    block.locations.push_back(LocationId{2});
  } else if (part == "for this service") {
    block.services.push_back(ServiceId{1});
  } else if (part == "for another service") {
    block.services.push_back(ServiceId{2});
  } else if (const auto zone = after(part, "zone")) {
    block.timezone = *zone;
  } else if (const auto from = after(part, "from")) {
    block.from_date = date(*from);
  } else if (const auto until = after(part, "until")) {
    block.until_date = date(*until);
  } else if (const auto formats = after(part, "formats")) {
    for (const auto& word : words(*formats)) block.session_formats.add(known(parse_session_format(word), word));
  } else {
    block.audience = known(parse_block_audience(part), part);
  }
}

void add_block(World& world, const std::string& value) {
  const auto all = parts(value);
  auto when = words(all.front());
  if (when.size() < 2) unknown(value);
  const std::string hours = when.back();
  when.pop_back();
  const auto dash = hours.find('-');
  if (dash == std::string::npos) unknown(hours);
  AvailabilityBlock& block = world.block(hours.substr(0, dash), hours.substr(dash + 1));
  if (when.size() == 1 && parse_date(when.front())) {
    block.weekdays = {};
    block.date = date(when.front());
  } else if (when.front() != "daily") {
    block.weekdays = weekdays(when);
  }
  for (std::size_t i = 1; i < all.size(); ++i) limit_block(block, all[i]);
}

std::pair<std::string, std::string> from_to(const std::string& text) {
  const auto to = text.find(" to ");
  if (to == std::string::npos) unknown(text);
  return {trimmed(text.substr(0, to)), trimmed(text.substr(to + 4))};
}

void add_busy(World& world, BusySource source, const std::string& value) {
  const auto all = parts(value);
  const auto [from, to] = from_to(all.front());
  BusyInterval& busy = world.booking(from, to);
  busy.source = source;
  if (source == BusySource::plugin) busy.plugin = "rooms";
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (const auto until = after(all[i], "until")) {
      busy.hold_ends_at = instant(*until);
    } else if (all[i] == "of another service") {
      busy.service = ServiceId{2};
    } else if (all[i] == "at another place") {
      busy.location = LocationId{2};
    } else if (all[i].ends_with(" seats") || all[i].ends_with(" seat")) {
      busy.seats_taken = std::stoi(all[i]);
    } else {
      unknown(all[i]);
    }
  }
}

void set_asker(OfferQuestion& question, const std::string& value) {
  const std::map<std::string, Audience> all{{"everyone", Audience::everyone},
                                            {"existing_client", Audience::existing_client},
                                            {"existing_client by personal link", Audience::existing_client},
                                            {"staff", Audience::staff}};
  if (!all.contains(value)) unknown(value);
  question.audience = all.at(value);
  question.provider_need_not_be_public = value.ends_with("by personal link");
}

using Reader = std::function<void(Case&, const std::string&)>;

// One entry a kind of line, as in the README.
const std::map<std::string, Reader>& readers() {
  static const std::map<std::string, Reader> all{
      {"Practice", [](Case& one, const std::string& value) { one.world.practice.practice.timezone = value; }},
      {"Scheduling", [](Case& one, const std::string& value) { one.world.practice.practice.public_scheduling = value != "off"; }},
      {"Clients", [](Case& one, const std::string& value) { one.world.practice.practice.client_types = client_types(value); }},
      {"Now", [](Case& one, const std::string& value) { one.world.now = instant(value); }},
      {"Notice", [](Case& one, const std::string& value) { one.world.rules().min_notice = minutes(value); }},
      {"Window", [](Case& one, const std::string& value) { one.world.rules().advance_days = std::stoi(value); }},
      {"Buffer before", [](Case& one, const std::string& value) { one.world.rules().buffer_before = minutes(value); }},
      {"Buffer after", [](Case& one, const std::string& value) { one.world.rules().buffer_after = minutes(value); }},
      {"Starts every", [](Case& one, const std::string& value) { one.world.rules().slot_interval = interval(value); }},
      {"Provider", [](Case& one, const std::string& value) { add_provider(one.world, value); }},
      {"Provider notice", [](Case& one, const std::string& value) { one.world.provider().rules.min_notice = minutes(value); }},
      {"Provider window", [](Case& one, const std::string& value) { one.world.provider().rules.advance_days = std::stoi(value); }},
      {"Provider buffer before", [](Case& one, const std::string& value) { one.world.provider().rules.buffer_before = minutes(value); }},
      {"Provider buffer after", [](Case& one, const std::string& value) { one.world.provider().rules.buffer_after = minutes(value); }},
      {"Provider starts every", [](Case& one, const std::string& value) { one.world.provider().rules.slot_interval = interval(value); }},
      {"Provider duration", [](Case& one, const std::string& value) { one.world.provider().services.front().duration = minutes(value); }},
      {"Service", [](Case& one, const std::string& value) { add_service(one.world, value); }},
      {"Service starts every", [](Case& one, const std::string& value) { one.world.service().slot_interval = interval(value); }},
      {"Place", [](Case& one, const std::string& value) { add_place(one.world, value); }},
      {"Block", [](Case& one, const std::string& value) { add_block(one.world, value); }},
      {"Time off",
       [](Case& one, const std::string& value) {
         const auto [from, to] = from_to(value);
         one.world.time_off(from, to);
       }},
      {"Booked", [](Case& one, const std::string& value) { add_busy(one.world, BusySource::appointment, value); }},
      {"Held", [](Case& one, const std::string& value) { add_busy(one.world, BusySource::hold, value); }},
      {"Busy", [](Case& one, const std::string& value) { add_busy(one.world, BusySource::plugin, value); }},
      {"Asked by", [](Case& one, const std::string& value) { set_asker(one.world.question, value); }},
      {"Asked for", [](Case& one, const std::string& value) { one.world.question.client_type = known(parse_client_type(value), value); }},
      {"Asked in", [](Case& one, const std::string& value) { one.zone = value; }},
  };
  return all;
}

void read_line(std::vector<Case>& cases, const std::string& line, int number) {
  // The first colon with a blank after it: clock times have colons too.
  const auto colon = line.find(": ");
  if (colon == std::string::npos) unknown(line);
  const std::string what = line.substr(0, colon);
  const std::string value = trimmed(line.substr(colon + 2));
  if (what == "Case") {
    cases.emplace_back();
    cases.back().title = value;
    cases.back().line = number;
    return;
  }
  if (cases.empty()) throw std::invalid_argument("a line before the first case");
  Case& present = cases.back();
  const std::string expected = value == "nothing" ? "" : value;
  if (const auto day = after(what, "Offered on")) {
    present.expectations.push_back({Expectation::Kind::offered, *day, expected, number});
  } else if (const auto at = after(what, "Against")) {
    present.expectations.push_back({Expectation::Kind::against, *at, expected, number});
  } else {
    const auto reader = readers().find(what);
    if (reader == readers().end()) unknown(what);
    reader->second(present, value);
  }
}

}  // namespace

std::vector<Case> read_cases(const std::string& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error(file + " can't be read");
  std::vector<Case> cases;
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    line = trimmed(line);
    if (line.empty() || line.front() == '#') continue;
    try {
      read_line(cases, line, number);
    } catch (const std::exception& error) {
      throw std::runtime_error(file + ':' + std::to_string(number) + ": " + error.what());
    }
  }
  return cases;
}

}  // namespace frontdesk::test
