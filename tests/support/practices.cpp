// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/support/practices.h"

#include <unistd.h>

#include <atomic>
#include <stdexcept>

#include "base/crypto.h"
#include "frontdesk/time_text.h"

namespace frontdesk::test {
namespace {

using storage::mysql::Connection;

std::int64_t minute_of(const std::string& wall_time) {
  const auto parsed = parse_wall_time(wall_time);
  if (!parsed) throw std::invalid_argument(wall_time);
  return parsed->since_midnight().count();
}

void store_block(Connection& connection, PracticeId practice, ProviderId provider, const BlockSpec& block) {
  std::optional<LocalDate> date;
  if (!block.date.empty()) date = parse_date(block.date);
  connection
      .prepare("INSERT INTO availability_block (practice_id, provider_id, weekdays, date_on, start_minute, end_minute) VALUES (?, ?, ?, ?, ?, ?)")
      .id(practice.value())
      .id(provider.value())
      .integer(date ? 0 : 31)
      .optional_date(date)
      .integer(minute_of(block.start))
      .integer(minute_of(block.end))
      .execute();
}

void store_provider(Connection& connection, StoredPractice& stored, const ProviderSpec& provider) {
  connection.prepare("INSERT INTO provider (practice_id, link_name, name, bio, is_public) VALUES (?, ?, ?, '', ?)")
      .id(stored.id.value())
      .text(provider.link_name)
      .text("Provider " + provider.link_name)
      .flag(provider.is_public)
      .execute();
  const ProviderId id{connection.last_insert_id()};
  stored.providers[provider.link_name] = id;
  for (const auto& [name, service] : stored.services) {
    connection.prepare("INSERT INTO provider_service (practice_id, provider_id, service_id) VALUES (?, ?, ?)")
        .id(stored.id.value())
        .id(id.value())
        .id(service.value())
        .execute();
  }
  for (const auto& [name, location] : stored.locations) {
    connection.prepare("INSERT INTO provider_location (practice_id, provider_id, location_id) VALUES (?, ?, ?)")
        .id(stored.id.value())
        .id(id.value())
        .id(location.value())
        .execute();
  }
  for (const BlockSpec& block : provider.blocks) store_block(connection, stored.id, id, block);
}

}  // namespace

PracticeBuilder a_practice() {
  static std::atomic<int> made = 0;
  PracticeBuilder builder;
  builder.named("p" + std::to_string(getpid()) + "-" + std::to_string(++made));
  return builder;
}

PracticeBuilder& PracticeBuilder::named(std::string link_name) {
  link_name_ = std::move(link_name);
  return *this;
}
PracticeBuilder& PracticeBuilder::in_zone(std::string timezone) {
  timezone_ = std::move(timezone);
  return *this;
}
PracticeBuilder& PracticeBuilder::with_notice(int minutes) {
  notice_ = minutes;
  return *this;
}
PracticeBuilder& PracticeBuilder::with_window(int days) {
  window_ = days;
  return *this;
}
PracticeBuilder& PracticeBuilder::with_buffers(int before_minutes, int after_minutes) {
  buffer_before_ = before_minutes;
  buffer_after_ = after_minutes;
  return *this;
}
PracticeBuilder& PracticeBuilder::with_scheduling_off() {
  scheduling_ = false;
  return *this;
}
PracticeBuilder& PracticeBuilder::with_service(ServiceSpec service) {
  services_.push_back(std::move(service));
  return *this;
}
PracticeBuilder& PracticeBuilder::with_location(LocationSpec location) {
  locations_.push_back(std::move(location));
  return *this;
}
PracticeBuilder& PracticeBuilder::with_provider(ProviderSpec provider) {
  providers_.push_back(std::move(provider));
  return *this;
}

StoredPractice PracticeBuilder::stored_in(TestDatabase& database) {
  if (services_.empty()) services_.emplace_back();
  if (locations_.empty()) locations_.emplace_back();
  if (providers_.empty()) providers_.emplace_back();
  Connection& connection = database.admin();
  StoredPractice stored;
  stored.link_name = link_name_;
  connection
      .prepare("INSERT INTO practice (name, timezone, introduction, crisis_notice, public_scheduling, min_notice_minutes, advance_days, "
               "buffer_before_minutes, buffer_after_minutes, created_at) VALUES (?, ?, 'Welcome.', 'Call 911.', ?, ?, ?, ?, ?, 0)")
      .text("Practice " + link_name_)
      .text(timezone_)
      .flag(scheduling_)
      .integer(notice_)
      .integer(window_)
      .integer(buffer_before_)
      .integer(buffer_after_)
      .execute();
  stored.id = PracticeId{connection.last_insert_id()};
  connection.prepare("INSERT INTO practice_link_name (link_name, practice_id, is_present) VALUES (?, ?, TRUE)")
      .text(link_name_)
      .id(stored.id.value())
      .execute();
  for (const ServiceSpec& service : services_) {
    connection.prepare("INSERT INTO service (practice_id, link_name, name, duration_minutes, online, seats, description) VALUES (?, ?, ?, ?, ?, ?, '')")
        .id(stored.id.value())
        .text(service.link_name)
        .text("Service " + service.link_name)
        .integer(service.duration_minutes)
        .flag(service.online)
        .integer(service.seats)
        .execute();
    stored.services[service.link_name] = ServiceId{connection.last_insert_id()};
  }
  for (const LocationSpec& location : locations_) {
    connection
        .prepare("INSERT INTO location (practice_id, link_name, name, session_format, online, address, instructions, timezone) "
                 "VALUES (?, ?, ?, ?, ?, '', '', ?)")
        .id(stored.id.value())
        .text(location.link_name)
        .text("Location " + location.link_name)
        .integer(static_cast<std::int64_t>(location.session_format))
        .flag(location.online)
        .text(location.timezone)
        .execute();
    stored.locations[location.link_name] = LocationId{connection.last_insert_id()};
  }
  for (const ProviderSpec& provider : providers_) store_provider(connection, stored, provider);
  return stored;
}

RequestId a_request(TestDatabase& database, const StoredPractice& practice, Instant start, Instant end) {
  Connection& connection = database.admin();
  connection.prepare("INSERT INTO conversation (practice_id, state, created_at, last_activity_at) VALUES (?, 1, 0, 0)")
      .id(practice.id.value())
      .execute();
  const std::uint64_t conversation = connection.last_insert_id();
  connection
      .prepare("INSERT INTO request (practice_id, conversation_id, kind, state, provider_id, service_id, location_id, starts_at, ends_at, message, "
               "locale, form_token_hash, content_hash, created_at) VALUES (?, ?, 2, 1, ?, ?, ?, ?, ?, '', 'en-US', ?, ?, 0)")
      .id(practice.id.value())
      .id(conversation)
      .id(practice.providers.begin()->second.value())
      .id(practice.services.begin()->second.value())
      .id(practice.locations.begin()->second.value())
      .instant(start)
      .instant(end)
      .hash(crypto::random_bytes())
      .hash(crypto::random_bytes())
      .execute();
  return RequestId{connection.last_insert_id()};
}

AppointmentId an_appointment(TestDatabase& database, const StoredPractice& practice, Instant start, Instant end, int seats_taken) {
  Connection& connection = database.admin();
  connection
      .prepare("INSERT INTO appointment (practice_id, provider_id, service_id, location_id, starts_at, ends_at, seats_taken) "
               "VALUES (?, ?, ?, ?, ?, ?, ?)")
      .id(practice.id.value())
      .id(practice.providers.begin()->second.value())
      .id(practice.services.begin()->second.value())
      .id(practice.locations.begin()->second.value())
      .instant(start)
      .instant(end)
      .integer(seats_taken)
      .execute();
  return AppointmentId{connection.last_insert_id()};
}

void a_time_off(TestDatabase& database, const StoredPractice& practice, Instant start, Instant end) {
  database.admin()
      .prepare("INSERT INTO time_off (practice_id, provider_id, starts_at, ends_at, reason) VALUES (?, ?, ?, ?, 'away')")
      .id(practice.id.value())
      .id(practice.providers.begin()->second.value())
      .instant(start)
      .instant(end)
      .execute();
}

Instant at(std::string_view text) {
  const auto instant = parse_instant(text);
  if (!instant) throw std::invalid_argument(std::string(text));
  return *instant;
}

}  // namespace frontdesk::test
