// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/practice_writer.h"

#include "storage/mysql/repositories.h"

namespace frontdesk::storage::mysql {
namespace {

namespace sql {

constexpr std::string_view bump = "UPDATE practice SET revision = revision + 1 WHERE id = ?";

constexpr std::string_view add_practice =
    "INSERT INTO practice (name, timezone, locale, introduction, phone, email, website, crisis_notice, public_scheduling, client_types, "
    "accepts_representatives, accepts_helpers, second_factor, min_notice_minutes, advance_days, buffer_before_minutes, "
    "buffer_after_minutes, slot_interval, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

constexpr std::string_view change_practice =
    "UPDATE practice SET name = ?, timezone = ?, locale = ?, introduction = ?, phone = ?, email = ?, website = ?, crisis_notice = ?, "
    "public_scheduling = ?, client_types = ?, accepts_representatives = ?, accepts_helpers = ?, second_factor = ?, "
    "min_notice_minutes = ?, advance_days = ?, buffer_before_minutes = ?, buffer_after_minutes = ?, slot_interval = ?, "
    "version = version + 1, revision = revision + 1 WHERE id = ?";

constexpr std::string_view suspend = "UPDATE practice SET suspended = ?, version = version + 1, revision = revision + 1 WHERE id = ?";

constexpr std::string_view has_name = "SELECT 1 FROM practice_link_name WHERE practice_id = ? AND link_name = ?";
constexpr std::string_view make_previous =
    "UPDATE practice_link_name SET is_present = NULL WHERE practice_id = ? AND is_present = TRUE AND link_name <> ?";
constexpr std::string_view make_present = "UPDATE practice_link_name SET is_present = TRUE WHERE practice_id = ? AND link_name = ?";
constexpr std::string_view add_present = "INSERT INTO practice_link_name (practice_id, link_name, is_present) VALUES (?, ?, TRUE)";
constexpr std::string_view add_previous = "INSERT INTO practice_link_name (practice_id, link_name, is_present) VALUES (?, ?, NULL)";

constexpr std::string_view drop_settings = "DELETE FROM practice_setting WHERE practice_id = ?";
constexpr std::string_view add_setting = "INSERT INTO practice_setting (practice_id, setting_id, value) VALUES (?, ?, ?)";

constexpr std::string_view set_plugin =
    "INSERT INTO practice_plugin (practice_id, plugin_id, enabled) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE enabled = VALUES(enabled)";

// Rows that others point to without a cascade go first; the practice takes the rest along.
constexpr std::string_view remove_conversations = "DELETE FROM conversation WHERE practice_id = ?";
constexpr std::string_view remove_appointments = "DELETE FROM appointment WHERE practice_id = ?";
constexpr std::string_view remove_staff = "DELETE FROM staff WHERE practice_id = ?";
constexpr std::string_view remove_providers = "DELETE FROM provider WHERE practice_id = ?";
constexpr std::string_view remove_practice = "DELETE FROM practice WHERE id = ?";

constexpr std::string_view service_names = "SELECT id, link_name, retired FROM service WHERE practice_id = ? ORDER BY id";
constexpr std::string_view location_names = "SELECT id, link_name, retired FROM location WHERE practice_id = ? ORDER BY id";
constexpr std::string_view provider_names = "SELECT id, link_name, retired FROM provider WHERE practice_id = ? ORDER BY id";
constexpr std::string_view previous_names = "SELECT link_name, provider_id FROM provider_link_name WHERE practice_id = ?";

constexpr std::string_view add_service =
    "INSERT INTO service (link_name, name, duration_minutes, online, client_types, seats, description, price_amount, price_currency, "
    "slot_interval, position, practice_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view change_service =
    "UPDATE service SET link_name = ?, name = ?, duration_minutes = ?, online = ?, client_types = ?, seats = ?, description = ?, "
    "price_amount = ?, price_currency = ?, slot_interval = ?, position = ?, retired = FALSE, version = version + 1 "
    "WHERE practice_id = ? AND id = ?";
constexpr std::string_view retire_service = "UPDATE service SET retired = TRUE, version = version + 1 WHERE practice_id = ? AND id = ?";

constexpr std::string_view add_location =
    "INSERT INTO location (link_name, name, session_format, online, address, instructions, timezone, position, practice_id) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view change_location =
    "UPDATE location SET link_name = ?, name = ?, session_format = ?, online = ?, address = ?, instructions = ?, timezone = ?, "
    "position = ?, retired = FALSE, version = version + 1 WHERE practice_id = ? AND id = ?";
constexpr std::string_view retire_location = "UPDATE location SET retired = TRUE, version = version + 1 WHERE practice_id = ? AND id = ?";

constexpr std::string_view add_provider =
    "INSERT INTO provider (link_name, name, credentials, pronouns, bio, is_public, min_notice_minutes, advance_days, "
    "buffer_before_minutes, buffer_after_minutes, slot_interval, position, practice_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view change_provider =
    "UPDATE provider SET link_name = ?, name = ?, credentials = ?, pronouns = ?, bio = ?, is_public = ?, min_notice_minutes = ?, "
    "advance_days = ?, buffer_before_minutes = ?, buffer_after_minutes = ?, slot_interval = ?, position = ?, retired = FALSE, "
    "version = version + 1 WHERE practice_id = ? AND id = ?";
constexpr std::string_view retire_provider = "UPDATE provider SET retired = TRUE, version = version + 1 WHERE practice_id = ? AND id = ?";
constexpr std::string_view add_calendar = "INSERT INTO calendar (practice_id, provider_id, version) VALUES (?, ?, 1)";

constexpr std::string_view keep_provider_name =
    "INSERT INTO provider_link_name (practice_id, link_name, provider_id) "
    "SELECT practice_id, link_name, id FROM provider WHERE practice_id = ? AND id = ? AND link_name <> ?";
constexpr std::string_view drop_provider_name = "DELETE FROM provider_link_name WHERE practice_id = ? AND link_name = ? AND provider_id = ?";
constexpr std::string_view add_provider_name = "INSERT INTO provider_link_name (practice_id, link_name, provider_id) VALUES (?, ?, ?)";

constexpr std::string_view drop_offers = "DELETE FROM provider_service WHERE practice_id = ? AND provider_id = ?";
constexpr std::string_view add_offer =
    "INSERT INTO provider_service (practice_id, provider_id, service_id, duration_minutes, position) VALUES (?, ?, ?, ?, ?)";
constexpr std::string_view drop_places = "DELETE FROM provider_location WHERE practice_id = ? AND provider_id = ?";
constexpr std::string_view add_place = "INSERT INTO provider_location (practice_id, provider_id, location_id, position) VALUES (?, ?, ?, ?)";

constexpr std::string_view drop_blocks = "DELETE FROM availability_block WHERE practice_id = ? AND provider_id = ?";
constexpr std::string_view add_block =
    "INSERT INTO availability_block (practice_id, provider_id, weekdays, from_on, until_on, date_on, replaces, start_minute, end_minute, "
    "timezone, session_formats, audience, position) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view add_block_location =
    "INSERT INTO availability_block_location (practice_id, block_id, location_id) VALUES (?, ?, ?)";
constexpr std::string_view add_block_service = "INSERT INTO availability_block_service (practice_id, block_id, service_id) VALUES (?, ?, ?)";

constexpr std::string_view drop_time_off = "DELETE FROM time_off WHERE practice_id = ? AND provider_id = ?";
constexpr std::string_view add_time_off = "INSERT INTO time_off (practice_id, provider_id, starts_at, ends_at, reason) VALUES (?, ?, ?, ?, ?)";
constexpr std::string_view time_off =
    "SELECT provider_id, starts_at, ends_at, reason FROM time_off WHERE practice_id = ? ORDER BY provider_id, starts_at, ends_at, id";

constexpr std::string_view appointments =
    "SELECT a.id, a.provider_id, a.starts_at, a.ends_at, a.service_id, a.location_id, a.seats_taken, a.reference, a.cancelled_at, "
    "(SELECT COUNT(*) FROM seat s WHERE s.practice_id = a.practice_id AND s.appointment_id = a.id AND s.state = 2), "
    "(SELECT COUNT(*) FROM seat s WHERE s.practice_id = a.practice_id AND s.appointment_id = a.id AND s.state = 1 AND s.hold_ends_at > ?) "
    "FROM appointment a WHERE a.practice_id = ? AND (a.reference IS NOT NULL OR (a.ends_at > ? AND a.starts_at < ?)) "
    "ORDER BY a.starts_at, a.id";
constexpr std::string_view add_appointment =
    "INSERT INTO appointment (provider_id, service_id, location_id, starts_at, ends_at, seats_taken, reference, practice_id) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view change_appointment =
    "UPDATE appointment SET provider_id = ?, service_id = ?, location_id = ?, starts_at = ?, ends_at = ?, seats_taken = ?, reference = ?, "
    "cancelled_at = NULL, version = version + 1 WHERE practice_id = ? AND id = ?";

}  // namespace sql

std::optional<std::int64_t> stored(const SlotInterval& interval) {
  switch (interval.kind) {
    case SlotInterval::Kind::inherit: return std::nullopt;
    case SlotInterval::Kind::duration: return 0;
    case SlotInterval::Kind::minutes: return interval.minutes.count();
  }
  return std::nullopt;
}

std::optional<std::int64_t> stored(std::optional<Minutes> minutes) {
  if (!minutes) return std::nullopt;
  return minutes->count();
}

template <class IdType>
std::optional<std::uint64_t> stored(std::optional<IdType> id) {
  if (!id) return std::nullopt;
  return id->value();
}

template <class IdType>
std::vector<StoredPart<IdType>> read_parts(Rows& rows) {
  std::vector<StoredPart<IdType>> parts;
  while (rows.next()) parts.push_back({.id = IdType{rows.id(1)}, .link_name = rows.text(2), .retired = rows.flag(3)});
  return parts;
}

class MysqlPracticeWriter final : public PracticeWriter {
 public:
  explicit MysqlPracticeWriter(Connection& connection) : connection_(connection) {}

  bool lock(PracticeId practice) override { return connection_.prepare(sql::bump).id(practice.value()).execute() == 1; }

  PracticeId create(const Practice& practice, Instant now) override {
    bind(connection_.prepare(sql::add_practice), practice).instant(now).execute();
    const PracticeId id{connection_.last_insert_id()};
    of(sql::add_present, id).text(practice.link_name.text()).execute();
    store_previous_names(id, practice);
    store_settings(id, practice);
    return id;
  }

  void update(const Practice& practice) override {
    bind(connection_.prepare(sql::change_practice), practice).id(practice.id.value()).execute();
    const std::string& name = practice.link_name.text();
    of(sql::make_previous, practice.id).text(name).execute();
    if (of(sql::make_present, practice.id).text(name).execute() == 0) of(sql::add_present, practice.id).text(name).execute();
    store_previous_names(practice.id, practice);
    store_settings(practice.id, practice);
  }

  void set_suspended(PracticeId practice, bool suspended) override {
    connection_.prepare(sql::suspend).flag(suspended).id(practice.value()).execute();
  }

  void set_plugin(PracticeId practice, std::string_view plugin_id, bool enabled) override {
    of(sql::set_plugin, practice).text(plugin_id).flag(enabled).execute();
    of(sql::bump, practice).execute();
  }

  void remove(PracticeId practice) override {
    for (const std::string_view statement :
         {sql::remove_conversations, sql::remove_appointments, sql::remove_staff, sql::remove_providers, sql::remove_practice}) {
      of(statement, practice).execute();
    }
  }

  StoredParts parts(PracticeId practice) override {
    StoredParts parts;
    parts.services = read_parts<ServiceId>(*of(sql::service_names, practice).query());
    parts.locations = read_parts<LocationId>(*of(sql::location_names, practice).query());
    parts.providers = read_parts<ProviderId>(*of(sql::provider_names, practice).query());
    const auto names = of(sql::previous_names, practice).query();
    while (names->next()) parts.previous_provider_names.push_back({.link_name = names->text(1), .provider = ProviderId{names->id(2)}});
    return parts;
  }

  ServiceId store(PracticeId practice, const Service& service, int position) override {
    Statement& statement = connection_.prepare(service.id.is_set() ? sql::change_service : sql::add_service);
    std::optional<std::int64_t> client_types;
    if (service.client_types) client_types = service.client_types->bits();
    statement.text(service.link_name.text()).text(service.name).integer(service.duration.count()).flag(service.online);
    statement.optional_integer(client_types).integer(service.seats).text(service.description);
    statement.optional_text(service.price ? std::optional(service.price->amount) : std::nullopt);
    statement.optional_text(service.price ? std::optional(service.price->currency) : std::nullopt);
    statement.optional_integer(stored(service.slot_interval)).integer(position);
    return finish(statement, practice, service.id);
  }

  LocationId store(PracticeId practice, const Location& location, int position) override {
    Statement& statement = connection_.prepare(location.id.is_set() ? sql::change_location : sql::add_location);
    statement.text(location.link_name.text()).text(location.name).integer(static_cast<int>(location.session_format)).flag(location.online);
    statement.text(location.address).text(location.instructions).text(location.timezone).integer(position);
    return finish(statement, practice, location.id);
  }

  ProviderId store(PracticeId practice, const Provider& provider, int position) override {
    if (provider.id.is_set()) {
      of(sql::keep_provider_name, practice).id(provider.id.value()).text(provider.link_name.text()).execute();
      of(sql::drop_provider_name, practice).text(provider.link_name.text()).id(provider.id.value()).execute();
    }
    Statement& statement = connection_.prepare(provider.id.is_set() ? sql::change_provider : sql::add_provider);
    const ProviderRules& rules = provider.rules;
    statement.text(provider.link_name.text()).text(provider.name).text(provider.credentials).text(provider.pronouns).text(provider.bio);
    statement.flag(provider.is_public).optional_integer(stored(rules.min_notice)).optional_integer(rules.advance_days);
    statement.optional_integer(stored(rules.buffer_before)).optional_integer(stored(rules.buffer_after));
    statement.optional_integer(stored(rules.slot_interval)).integer(position);
    const ProviderId id = finish(statement, practice, provider.id);
    if (!provider.id.is_set()) of(sql::add_calendar, practice).id(id.value()).execute();
    store_previous_names(practice, id, provider);
    store_offers(practice, id, provider);
    store_blocks(practice, id, provider.blocks);
    return id;
  }

  void retire(PracticeId practice, ServiceId service) override { of(sql::retire_service, practice).id(service.value()).execute(); }
  void retire(PracticeId practice, LocationId location) override { of(sql::retire_location, practice).id(location.value()).execute(); }
  void retire(PracticeId practice, ProviderId provider) override { of(sql::retire_provider, practice).id(provider.value()).execute(); }

  void replace_time_off(PracticeId practice, ProviderId provider, const std::vector<TimeOff>& time_off) override {
    of(sql::drop_time_off, practice).id(provider.value()).execute();
    for (const TimeOff& off : time_off) {
      of(sql::add_time_off, practice).id(provider.value()).instant(off.start).instant(off.end).text(off.reason).execute();
    }
  }

  std::vector<ProviderTimeOff> time_off(PracticeId practice) override {
    std::vector<ProviderTimeOff> all;
    const auto rows = of(sql::time_off, practice).query();
    while (rows->next()) {
      all.push_back({.provider = ProviderId{rows->id(1)}, .time_off = {.start = rows->instant(2), .end = rows->instant(3), .reason = rows->text(4)}});
    }
    return all;
  }

  std::vector<StoredAppointment> appointments(PracticeId practice, Instant from, Instant until, Instant now) override;

  AppointmentId store(PracticeId practice, const AppointmentRow& row) override {
    Statement& statement = connection_.prepare(row.id.is_set() ? sql::change_appointment : sql::add_appointment);
    statement.id(row.provider.value()).optional_id(stored(row.service)).optional_id(stored(row.location));
    statement.instant(row.start).instant(row.end).integer(row.seats_taken);
    statement.optional_text(row.reference.empty() ? std::nullopt : std::optional(row.reference));
    return finish(statement, practice, row.id);
  }

 private:
  Statement& of(std::string_view statement, PracticeId practice) { return connection_.prepare(statement).id(practice.value()); }

  static Statement& bind(Statement& statement, const Practice& practice) {
    statement.text(practice.name).text(practice.timezone).text(practice.locale).text(practice.introduction).text(practice.phone);
    statement.text(practice.email).text(practice.website).text(practice.crisis_notice).flag(practice.public_scheduling);
    statement.integer(practice.client_types.bits()).flag(practice.accepts_representatives).flag(practice.accepts_helpers);
    statement.integer(static_cast<int>(practice.second_factor)).integer(practice.rules.min_notice.count());
    statement.integer(practice.rules.advance_days).integer(practice.rules.buffer_before.count());
    return statement.integer(practice.rules.buffer_after.count()).optional_integer(stored(practice.rules.slot_interval));
  }

  /// Binds the practice and, of a row that is there, its id; the id of the row.
  template <class IdType>
  IdType finish(Statement& statement, PracticeId practice, IdType id) {
    statement.id(practice.value());
    if (id.is_set()) statement.id(id.value());
    statement.execute();
    return id.is_set() ? id : IdType{connection_.last_insert_id()};
  }

  void store_previous_names(PracticeId id, const Practice& practice) {
    for (const LinkName& name : practice.previous_link_names) {
      const bool is_there = of(sql::has_name, id).text(name.text()).query()->next();
      if (!is_there) of(sql::add_previous, id).text(name.text()).execute();
    }
  }

  void store_settings(PracticeId id, const Practice& practice) {
    of(sql::drop_settings, id).execute();
    for (const auto& [setting, value] : practice.settings) of(sql::add_setting, id).text(setting).text(value).execute();
  }

  void store_previous_names(PracticeId practice, ProviderId id, const Provider& provider) {
    for (const LinkName& name : provider.previous_link_names) {
      of(sql::drop_provider_name, practice).text(name.text()).id(id.value()).execute();
      of(sql::add_provider_name, practice).text(name.text()).id(id.value()).execute();
    }
  }

  void store_offers(PracticeId practice, ProviderId id, const Provider& provider) {
    of(sql::drop_offers, practice).id(id.value()).execute();
    int position = 0;
    for (const ProviderService& offer : provider.services) {
      of(sql::add_offer, practice).id(id.value()).id(offer.service.value()).optional_integer(stored(offer.duration)).integer(position++).execute();
    }
    of(sql::drop_places, practice).id(id.value()).execute();
    position = 0;
    for (const LocationId location : provider.locations) {
      of(sql::add_place, practice).id(id.value()).id(location.value()).integer(position++).execute();
    }
  }

  void store_blocks(PracticeId practice, ProviderId id, const std::vector<AvailabilityBlock>& blocks);

  Connection& connection_;
};

void MysqlPracticeWriter::store_blocks(PracticeId practice, ProviderId id, const std::vector<AvailabilityBlock>& blocks) {
  of(sql::drop_blocks, practice).id(id.value()).execute();
  int position = 0;
  for (const AvailabilityBlock& block : blocks) {
    Statement& statement = of(sql::add_block, practice).id(id.value()).integer(block.weekdays.bits());
    statement.optional_date(block.from_date).optional_date(block.until_date).optional_date(block.date).flag(block.replaces);
    statement.integer(block.start.since_midnight().count()).integer(block.end.since_midnight().count()).text(block.timezone);
    statement.integer(block.session_formats.bits()).integer(static_cast<int>(block.audience)).integer(position++).execute();
    const std::uint64_t block_id = connection_.last_insert_id();
    for (const LocationId location : block.locations) of(sql::add_block_location, practice).id(block_id).id(location.value()).execute();
    for (const ServiceId service : block.services) of(sql::add_block_service, practice).id(block_id).id(service.value()).execute();
  }
}

std::vector<StoredAppointment> MysqlPracticeWriter::appointments(PracticeId practice, Instant from, Instant until, Instant now) {
  std::vector<StoredAppointment> all;
  const auto rows = connection_.prepare(sql::appointments).instant(now).id(practice.value()).instant(from).instant(until).query();
  while (rows->next()) {
    StoredAppointment row{.id = AppointmentId{rows->id(1)},
                          .provider = ProviderId{rows->id(2)},
                          .start = rows->instant(3),
                          .end = rows->instant(4),
                          .service = {},
                          .location = {},
                          .seats_taken = static_cast<int>(rows->integer(7)),
                          .seats_booked = static_cast<int>(rows->integer(10)),
                          .seats_held = static_cast<int>(rows->integer(11)),
                          .reference = rows->optional_text(8).value_or(""),
                          .cancelled = rows->optional_instant(9).has_value()};
    if (const auto service = rows->optional_id(5)) row.service = ServiceId{*service};
    if (const auto location = rows->optional_id(6)) row.location = LocationId{*location};
    all.push_back(std::move(row));
  }
  return all;
}

}  // namespace

std::unique_ptr<PracticeWriter> make_practice_writer(Connection& connection) { return std::make_unique<MysqlPracticeWriter>(connection); }

}  // namespace frontdesk::storage::mysql
