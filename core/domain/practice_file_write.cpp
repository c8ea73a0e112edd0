// SPDX-License-Identifier: AGPL-3.0-or-later
#include "domain/practice_file.h"
#include "frontdesk/time_text.h"

namespace frontdesk {
namespace {

using Ordered = nlohmann::ordered_json;

template <class Enum>
Ordered words_of(Choices<Enum> choices, const auto& all) {
  Ordered list = Ordered::array();
  for (const Enum value : all) {
    if (choices.contains(value)) list.push_back(std::string(to_string(value)));
  }
  return list;
}

void put_text(Ordered& object, const char* key, const std::string& text) {
  if (!text.empty()) object[key] = text;
}

void put_list(Ordered& object, const char* key, Ordered list) {
  if (!list.empty()) object[key] = std::move(list);
}

Ordered names_of(const std::vector<LinkName>& names) {
  Ordered list = Ordered::array();
  for (const LinkName& name : names) list.push_back(name.text());
  return list;
}

/// The link names of those that are there; what is retired has none here.
template <class IdType>
Ordered present_names(const PracticeSnapshot& content, const std::vector<IdType>& ids) {
  Ordered list = Ordered::array();
  for (const IdType id : ids) {
    if (const auto* found = content.find(id)) list.push_back(found->link_name.text());
  }
  return list;
}

Ordered to_json(const SlotInterval& interval) {
  switch (interval.kind) {
    case SlotInterval::Kind::inherit: return nullptr;
    case SlotInterval::Kind::duration: return "duration";
    case SlotInterval::Kind::minutes: return interval.minutes.count();
  }
  return nullptr;
}

void put_slot_interval(Ordered& object, const SlotInterval& interval) {
  if (interval.kind != SlotInterval::Kind::inherit) object["slot_interval_minutes"] = to_json(interval);
}

Ordered to_json(const Rules& rules) {
  Ordered json;
  json["min_notice_minutes"] = rules.min_notice.count();
  json["advance_days"] = rules.advance_days;
  json["buffer_before_minutes"] = rules.buffer_before.count();
  json["buffer_after_minutes"] = rules.buffer_after.count();
  json["slot_interval_minutes"] = to_json(rules.slot_interval);
  return json;
}

Ordered to_json(const ProviderRules& rules) {
  Ordered json = Ordered::object();
  if (rules.min_notice) json["min_notice_minutes"] = rules.min_notice->count();
  if (rules.advance_days) json["advance_days"] = *rules.advance_days;
  if (rules.buffer_before) json["buffer_before_minutes"] = rules.buffer_before->count();
  if (rules.buffer_after) json["buffer_after_minutes"] = rules.buffer_after->count();
  put_slot_interval(json, rules.slot_interval);
  return json;
}

Ordered to_json(const Practice& practice) {
  Ordered json;
  json["link_name"] = practice.link_name.text();
  json["name"] = practice.name;
  json["timezone"] = practice.timezone;
  put_list(json, "previous_link_names", names_of(practice.previous_link_names));
  json["locale"] = practice.locale;
  put_text(json, "introduction", practice.introduction);
  put_text(json, "phone", practice.phone);
  put_text(json, "email", practice.email);
  put_text(json, "website", practice.website);
  put_text(json, "crisis_notice", practice.crisis_notice);
  json["public_scheduling"] = practice.public_scheduling;
  json["client_types"] = words_of(practice.client_types, all_client_types);
  json["third_party"]["representative"] = practice.accepts_representatives;
  json["third_party"]["helper"] = practice.accepts_helpers;
  json["second_factor"] = practice.second_factor == SecondFactor::required ? "required" : "optional";
  json["rules"] = to_json(practice.rules);
  for (const auto& [id, value] : practice.settings) json["settings"][id] = Ordered::parse(value);
  return json;
}

Ordered to_json(const Service& service) {
  Ordered json;
  json["link_name"] = service.link_name.text();
  json["name"] = service.name;
  json["duration_minutes"] = service.duration.count();
  json["online"] = service.online;
  if (service.client_types) json["client_types"] = words_of(*service.client_types, all_client_types);
  if (service.seats != 1) json["seats"] = service.seats;
  put_text(json, "description", service.description);
  if (service.price) json["price"] = {{"amount", service.price->amount}, {"currency", service.price->currency}};
  put_slot_interval(json, service.slot_interval);
  return json;
}

Ordered to_json(const Location& location) {
  Ordered json;
  json["link_name"] = location.link_name.text();
  json["name"] = location.name;
  json["session_format"] = std::string(to_string(location.session_format));
  json["online"] = location.online;
  put_text(json, "address", location.address);
  put_text(json, "instructions", location.instructions);
  put_text(json, "timezone", location.timezone);
  return json;
}

Ordered weekday_words(Weekdays weekdays) {
  constexpr std::array words{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  Ordered list = Ordered::array();
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (weekdays.contains(static_cast<Weekday>(i + 1))) list.push_back(words.at(i));
  }
  return list;
}

/// Nothing for a block that only retired services or locations limited: without its limits it would mean any.
std::optional<Ordered> to_json(const PracticeSnapshot& content, const AvailabilityBlock& block) {
  Ordered locations = present_names(content, block.locations);
  Ordered services = present_names(content, block.services);
  if ((locations.empty() && !block.locations.empty()) || (services.empty() && !block.services.empty())) return std::nullopt;
  Ordered json;
  json["start"] = to_string(block.start);
  json["end"] = to_string(block.end);
  if (block.date) {
    json["date"] = to_string(*block.date);
    json["replaces"] = block.replaces;
  } else {
    json["weekdays"] = weekday_words(block.weekdays);
    if (block.from_date) json["from_date"] = to_string(*block.from_date);
    if (block.until_date) json["until_date"] = to_string(*block.until_date);
  }
  put_text(json, "timezone", block.timezone);
  put_list(json, "locations", std::move(locations));
  put_list(json, "session_formats", words_of(block.session_formats, all_session_formats));
  put_list(json, "services", std::move(services));
  json["audience"] = std::string(to_string(block.audience));
  return json;
}

Ordered to_json(const PracticeFile& file, const Provider& provider) {
  Ordered json;
  json["link_name"] = provider.link_name.text();
  json["name"] = provider.name;
  put_list(json, "previous_link_names", names_of(provider.previous_link_names));
  put_text(json, "credentials", provider.credentials);
  put_text(json, "pronouns", provider.pronouns);
  put_text(json, "bio", provider.bio);
  json["public"] = provider.is_public;
  Ordered services = Ordered::array();
  for (const ProviderService& offer : provider.services) {
    const Service* service = file.content.find(offer.service);
    if (service == nullptr) continue;
    if (offer.duration) {
      services.push_back({{"service", service->link_name.text()}, {"duration_minutes", offer.duration->count()}});
    } else {
      services.push_back(service->link_name.text());
    }
  }
  put_list(json, "services", std::move(services));
  put_list(json, "locations", present_names(file.content, provider.locations));
  put_list(json, "rules", to_json(provider.rules));
  Ordered blocks = Ordered::array();
  for (const AvailabilityBlock& block : provider.blocks) {
    if (auto written = to_json(file.content, block)) blocks.push_back(std::move(*written));
  }
  put_list(json, "blocks", std::move(blocks));
  Ordered time_off = Ordered::array();
  for (const FileTimeOff& off : file.time_off) {
    if (off.provider != provider.id) continue;
    Ordered entry{{"start", to_string(off.start)}, {"end", to_string(off.end)}};
    put_text(entry, "reason", off.reason);
    time_off.push_back(std::move(entry));
  }
  put_list(json, "time_off", std::move(time_off));
  return json;
}

/// Nothing for one of a retired provider.
std::optional<Ordered> to_json(const PracticeSnapshot& content, const FileAppointment& appointment) {
  const Provider* provider = content.find(appointment.provider);
  if (provider == nullptr) return std::nullopt;
  const Service* service = appointment.service ? content.find(*appointment.service) : nullptr;
  const Location* location = appointment.location ? content.find(*appointment.location) : nullptr;
  Ordered json;
  json["provider"] = provider->link_name.text();
  json["start"] = to_string(appointment.start);
  json["end"] = to_string(appointment.end);
  if (service != nullptr) json["service"] = service->link_name.text();
  if (location != nullptr) json["location"] = location->link_name.text();
  if (appointment.seats_taken != 1) json["seats_taken"] = appointment.seats_taken;
  put_text(json, "reference", appointment.reference);
  return json;
}

Ordered to_json(const PracticeSnapshot& content, const FileStaff& member) {
  Ordered json{{"email", member.email}, {"name", member.name}, {"role", std::string(to_string(member.role))}};
  const Provider* provider = member.provider ? content.find(*member.provider) : nullptr;
  if (provider != nullptr) json["provider"] = provider->link_name.text();
  return json;
}

}  // namespace

std::string write_practice_file(const PracticeFile& file) {
  Ordered json;
  json["format"] = std::string(practice_file_format);
  json["practice"] = to_json(file.content.practice);
  Ordered services = Ordered::array();
  for (const Service& service : file.content.services) services.push_back(to_json(service));
  Ordered locations = Ordered::array();
  for (const Location& location : file.content.locations) locations.push_back(to_json(location));
  Ordered providers = Ordered::array();
  for (const Provider& provider : file.content.providers) providers.push_back(to_json(file, provider));
  Ordered appointments = Ordered::array();
  for (const FileAppointment& appointment : file.appointments) {
    if (auto written = to_json(file.content, appointment)) appointments.push_back(std::move(*written));
  }
  Ordered staff = Ordered::array();
  for (const FileStaff& member : file.staff) staff.push_back(to_json(file.content, member));
  put_list(json, "services", std::move(services));
  put_list(json, "locations", std::move(locations));
  put_list(json, "providers", std::move(providers));
  put_list(json, "appointments", std::move(appointments));
  put_list(json, "staff", std::move(staff));
  return json.dump(2) + "\n";
}

}  // namespace frontdesk
