// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "domain/appointment_overlap.h"
#include "domain/practice_file_reader.h"

namespace frontdesk::practice_file {
namespace {

const std::vector<std::string_view> weekday_words{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

/// Either some weekdays, or one date.
void read_block_dates(JsonFields& fields, AvailabilityBlock& block) {
  for (const std::size_t index : fields.choices("weekdays", weekday_words)) block.weekdays.add(static_cast<Weekday>(index + 1));
  block.from_date = fields.date("from_date");
  block.until_date = fields.date("until_date");
  block.date = fields.date("date");
  block.replaces = fields.flag("replaces", false);

  const bool has_weekdays = fields.has("weekdays");
  const bool has_date = fields.has("date");
  if (!has_weekdays && !has_date) fields.problem("weekdays", "is missing: a block has either weekdays or a date");
  if (has_weekdays && has_date) fields.problem("date", "a block has either weekdays or a date, not both");
  const Json* weekdays = fields.value("weekdays");
  if (weekdays != nullptr && weekdays->is_array() && weekdays->empty()) fields.problem("weekdays", "must name at least one");
  if (has_date) {
    for (const char* key : {"from_date", "until_date"}) {
      if (fields.has(key)) fields.problem(key, "goes with weekdays, not with a date");
    }
  } else if (block.replaces) {
    fields.problem("replaces", "goes with a date, not with weekdays");
  }
  if (block.from_date && block.until_date && *block.until_date < *block.from_date) fields.problem("until_date", "is before from_date");
}

/// Nothing when it has no provider, start or end to go by.
std::optional<FileAppointment> read_appointment(const Json& json, const std::string& pointer, Reading& reading) {
  JsonFields fields(json, pointer, reading.errors);
  FileAppointment appointment;
  const auto provider = read_reference(fields, "provider", reading.providers, "provider", reading, Presence::required);
  const auto start = fields.instant("start");
  const auto end = fields.instant("end");
  appointment.service = read_reference(fields, "service", reading.services, "service", reading);
  appointment.location = read_reference(fields, "location", reading.locations, "location", reading);
  appointment.seats_taken = fields.whole_number("seats_taken", 1, 100).value_or(1);
  if (fields.value("reference") != nullptr) appointment.reference = fields.text("reference", {.longest = 200, .presence = Presence::required});
  fields.finish();
  if (start && end && *end <= *start) {
    fields.problem("end", "must be after start");
    return std::nullopt;
  }
  if (!provider || !start || !end) return std::nullopt;
  appointment.provider = *provider;
  appointment.start = *start;
  appointment.end = *end;
  return appointment;
}

}  // namespace

AvailabilityBlock read_block(const Json& json, const std::string& pointer, Reading& reading) {
  JsonFields fields(json, pointer, reading.errors);
  AvailabilityBlock block;
  const auto start = fields.wall_time("start");
  const auto end = fields.wall_time("end");
  if (start && end && *end <= *start) fields.problem("end", "must be after start");
  block.start = start.value_or(WallTime{});
  block.end = end.value_or(WallTime{});
  read_block_dates(fields, block);
  block.timezone = read_zone(fields, "timezone", Presence::optional, reading);
  fields.each_text("locations", [&](const std::string& name, const std::string& here) {
    if (const auto location = find_named(reading.locations, name, "location", here, reading)) block.locations.push_back(*location);
  });
  std::vector<std::string_view> formats;
  for (const SessionFormat format : all_session_formats) formats.push_back(to_string(format));
  for (const std::size_t index : fields.choices("session_formats", formats)) block.session_formats.add(all_session_formats.at(index));
  fields.each_text("services", [&](const std::string& name, const std::string& here) {
    if (const auto service = find_named(reading.services, name, "service", here, reading)) block.services.push_back(*service);
  });
  if (const auto audience = fields.choice("audience", {"everyone", "existing_clients", "internal"})) block.audience = static_cast<BlockAudience>(*audience + 1);
  fields.finish();
  return block;
}

std::optional<FileTimeOff> read_time_off(const Json& json, const std::string& pointer, Reading& reading) {
  JsonFields fields(json, pointer, reading.errors);
  FileTimeOff time_off;
  const auto start = fields.instant("start");
  const auto end = fields.instant("end");
  time_off.reason = fields.text("reason", {.longest = 500});
  fields.finish();
  if (!start || !end) return std::nullopt;
  if (*end <= *start) {
    fields.problem("end", "must be after start");
    return std::nullopt;
  }
  time_off.start = *start;
  time_off.end = *end;
  return time_off;
}

void read_appointments(JsonFields& file_fields, PracticeFile& file, Reading& reading) {
  std::map<ProviderId, BookedTimes> booked;
  std::set<std::string> references;
  file_fields.each("appointments", [&](const Json& json, const std::string& pointer) {
    const auto read = read_appointment(json, pointer, reading);
    const FileAppointment appointment = read.value_or(FileAppointment{});
    const std::size_t index = file.appointments.size();
    file.appointments.push_back(appointment);
    if (!read) return;
    if (!appointment.reference.empty() && !references.insert(appointment.reference).second) {
      reading.error(pointer_below(pointer, "reference"), "another appointment of this file has this reference");
    }
    const Service* service = appointment.service ? file.content.find(*appointment.service) : nullptr;
    const auto other = booked[appointment.provider].add({.start = appointment.start,
                                                         .end = appointment.end,
                                                         .service = appointment.service,
                                                         .location = appointment.location,
                                                         .seats = service != nullptr ? service->seats : 1,
                                                         .seats_taken = appointment.seats_taken,
                                                         .index = index});
    if (other) reading.error(pointer, "overlaps with /appointments/" + std::to_string(*other) + ", of the same provider");
  });
}

void read_staff(JsonFields& file_fields, PracticeFile& file, Reading& reading) {
  std::set<std::string> emails;
  file_fields.each("staff", [&](const Json& json, const std::string& pointer) {
    JsonFields fields(json, pointer, reading.errors);
    FileStaff member;
    member.email = fields.text("email", {.longest = 254, .presence = Presence::required});
    std::transform(member.email.begin(), member.email.end(), member.email.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (!member.email.empty() && !is_email(member.email)) {
      fields.problem("email", "must be one e-mail address, such as desk@practice.example");
    } else if (!member.email.empty() && !emails.insert(member.email).second) {
      fields.problem("email", "another member of staff of this file has this address");
    }
    member.name = fields.text("name", {.longest = longest_name, .presence = Presence::required});
    if (const auto role = fields.choice("role", {"owner", "admin", "clinician"}, Presence::required)) member.role = static_cast<StaffRole>(*role + 1);
    member.provider = read_reference(fields, "provider", reading.providers, "provider", reading);
    fields.finish();
    file.staff.push_back(std::move(member));
  });
}

}  // namespace frontdesk::practice_file
