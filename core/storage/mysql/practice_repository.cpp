// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/practice_repository.h"

#include <algorithm>
#include <stdexcept>

#include "storage/mysql/repositories.h"

namespace frontdesk::storage::mysql {
namespace {

namespace sql {

constexpr std::string_view resolve =
    "SELECT n.practice_id, present.link_name, p.suspended, p.revision "
    "FROM practice_link_name n "
    "JOIN practice p ON p.id = n.practice_id "
    "JOIN practice_link_name present ON present.practice_id = n.practice_id AND present.is_present = TRUE "
    "WHERE n.link_name = ?";

constexpr std::string_view revision = "SELECT revision FROM practice WHERE id = ?";

constexpr std::string_view practice =
    "SELECT n.link_name, p.name, p.timezone, p.locale, p.introduction, p.phone, p.email, p.website, p.crisis_notice, "
    "p.public_scheduling, p.client_types, p.accepts_representatives, p.accepts_helpers, p.second_factor, p.min_notice_minutes, "
    "p.advance_days, p.buffer_before_minutes, p.buffer_after_minutes, p.slot_interval, p.revision "
    "FROM practice p JOIN practice_link_name n ON n.practice_id = p.id AND n.is_present = TRUE WHERE p.id = ?";

constexpr std::string_view previous_names =
    "SELECT link_name FROM practice_link_name WHERE practice_id = ? AND is_present IS NULL ORDER BY link_name";

constexpr std::string_view settings = "SELECT setting_id, value FROM practice_setting WHERE practice_id = ?";

constexpr std::string_view services =
    "SELECT id, link_name, name, duration_minutes, online, client_types, seats, description, price_amount, price_currency, slot_interval "
    "FROM service WHERE practice_id = ? AND retired = FALSE ORDER BY position, id";

constexpr std::string_view locations =
    "SELECT id, link_name, name, session_format, online, address, instructions, timezone "
    "FROM location WHERE practice_id = ? AND retired = FALSE ORDER BY position, id";

constexpr std::string_view providers =
    "SELECT id, link_name, name, credentials, pronouns, bio, is_public, min_notice_minutes, advance_days, buffer_before_minutes, "
    "buffer_after_minutes, slot_interval FROM provider WHERE practice_id = ? AND retired = FALSE ORDER BY position, id";

constexpr std::string_view provider_names =
    "SELECT provider_id, link_name FROM provider_link_name WHERE practice_id = ? ORDER BY provider_id, link_name";

constexpr std::string_view provider_services =
    "SELECT o.provider_id, o.service_id, o.duration_minutes "
    "FROM provider_service o JOIN service s ON s.practice_id = o.practice_id AND s.id = o.service_id "
    "WHERE o.practice_id = ? AND s.retired = FALSE ORDER BY o.provider_id, o.position, o.service_id";

constexpr std::string_view provider_locations =
    "SELECT w.provider_id, w.location_id "
    "FROM provider_location w JOIN location l ON l.practice_id = w.practice_id AND l.id = w.location_id "
    "WHERE w.practice_id = ? AND l.retired = FALSE ORDER BY w.provider_id, w.position, w.location_id";

constexpr std::string_view blocks =
    "SELECT provider_id, id, weekdays, from_on, until_on, date_on, replaces, start_minute, end_minute, timezone, session_formats, audience "
    "FROM availability_block WHERE practice_id = ? ORDER BY provider_id, position, id";

constexpr std::string_view block_locations =
    "SELECT block_id, location_id FROM availability_block_location WHERE practice_id = ? ORDER BY block_id, location_id";

constexpr std::string_view block_services =
    "SELECT block_id, service_id FROM availability_block_service WHERE practice_id = ? ORDER BY block_id, service_id";

constexpr std::string_view list =
    "SELECT p.id, n.link_name, p.name, p.suspended FROM practice p "
    "JOIN practice_link_name n ON n.practice_id = p.id AND n.is_present = TRUE ORDER BY n.link_name";

constexpr std::string_view plugin_switches = "SELECT plugin_id, enabled FROM practice_plugin WHERE practice_id = ?";

}  // namespace sql

LinkName link_name(Rows& rows, unsigned column) {
  auto name = LinkName::parse(rows.text(column));
  if (!name) throw std::logic_error("a stored link name is none");
  return std::move(name).value();
}

WallTime wall_time(Rows& rows, unsigned column) {
  const auto time = WallTime::from_minutes(static_cast<int>(rows.integer(column)));
  if (!time) throw std::logic_error("a stored wall time is none");
  return *time;
}

int number(Rows& rows, unsigned column) { return static_cast<int>(rows.integer(column)); }
std::uint8_t bits(Rows& rows, unsigned column) { return static_cast<std::uint8_t>(rows.integer(column)); }
Minutes minutes(Rows& rows, unsigned column) { return Minutes{rows.integer(column)}; }

std::optional<Minutes> optional_minutes(Rows& rows, unsigned column) {
  const auto stored = rows.optional_integer(column);
  if (!stored) return std::nullopt;
  return Minutes{*stored};
}

SlotInterval slot_interval(Rows& rows, unsigned column) {
  const auto stored = rows.optional_integer(column);
  if (!stored) return {};
  if (*stored == 0) return {.kind = SlotInterval::Kind::duration};
  return {.kind = SlotInterval::Kind::minutes, .minutes = Minutes{*stored}};
}

/// Nothing for what is retired.
template <class T, class IdType>
T* find(std::vector<T>& all, IdType id) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const T& one) { return one.id == id; });
  return found == all.end() ? nullptr : &*found;
}

class MysqlPracticeRepository final : public PracticeRepository {
 public:
  explicit MysqlPracticeRepository(Connection& connection) : connection_(connection) {}

  std::optional<NamedPractice> resolve(std::string_view name) override {
    // What isn't a link name was never stored as one, and the server refuses to compare other letters with an ASCII column.
    if (!LinkName::parse(name)) return std::nullopt;
    const auto rows = connection_.prepare(sql::resolve).text(name).query();
    if (!rows->next()) return std::nullopt;
    return NamedPractice{
        .id = PracticeId{rows->id(1)}, .present_name = link_name(*rows, 2), .suspended = rows->flag(3), .revision = rows->id(4)};
  }

  std::optional<std::uint64_t> revision(PracticeId practice) override {
    const auto rows = of(sql::revision, practice);
    if (!rows->next()) return std::nullopt;
    return rows->id(1);
  }

  std::optional<PracticeSnapshot> load(PracticeId practice) override {
    auto snapshot = load_practice(practice);
    if (!snapshot) return std::nullopt;
    load_services(*snapshot);
    load_locations(*snapshot);
    load_providers(*snapshot);
    load_offers(*snapshot);
    load_blocks(*snapshot);
    return snapshot;
  }

  std::vector<PracticeListing> list() override {
    std::vector<PracticeListing> all;
    const auto rows = connection_.prepare(sql::list).query();
    while (rows->next()) {
      all.push_back(
          {.id = PracticeId{rows->id(1)}, .link_name = link_name(*rows, 2), .name = rows->text(3), .suspended = rows->flag(4)});
    }
    return all;
  }

  std::vector<PluginSwitch> plugin_switches(PracticeId practice) override {
    std::vector<PluginSwitch> all;
    const auto rows = of(sql::plugin_switches, practice);
    while (rows->next()) all.push_back({.plugin_id = rows->text(1), .enabled = rows->flag(2)});
    return all;
  }

 private:
  std::unique_ptr<Rows> of(std::string_view statement, PracticeId practice) {
    return connection_.prepare(statement).id(practice.value()).query();
  }

  std::optional<PracticeSnapshot> load_practice(PracticeId practice);
  void load_services(PracticeSnapshot& snapshot);
  void load_locations(PracticeSnapshot& snapshot);
  void load_providers(PracticeSnapshot& snapshot);
  void load_offers(PracticeSnapshot& snapshot);
  void load_blocks(PracticeSnapshot& snapshot);

  Connection& connection_;
};

std::optional<PracticeSnapshot> MysqlPracticeRepository::load_practice(PracticeId practice) {
  std::optional<PracticeSnapshot> snapshot;
  {
    const auto rows = of(sql::practice, practice);
    if (!rows->next()) return std::nullopt;
    snapshot.emplace(PracticeSnapshot{
        .practice = {.id = practice,
                     .link_name = link_name(*rows, 1),
                     .previous_link_names = {},
                     .name = rows->text(2),
                     .timezone = rows->text(3),
                     .locale = rows->text(4),
                     .introduction = rows->text(5),
                     .phone = rows->text(6),
                     .email = rows->text(7),
                     .website = rows->text(8),
                     .crisis_notice = rows->text(9),
                     .public_scheduling = rows->flag(10),
                     .client_types = ClientTypes::from_bits(bits(*rows, 11)),
                     .accepts_representatives = rows->flag(12),
                     .accepts_helpers = rows->flag(13),
                     .second_factor = static_cast<SecondFactor>(rows->integer(14)),
                     .rules = {.min_notice = minutes(*rows, 15),
                               .advance_days = number(*rows, 16),
                               .buffer_before = minutes(*rows, 17),
                               .buffer_after = minutes(*rows, 18),
                               .slot_interval = slot_interval(*rows, 19)},
                     .settings = {}},
        .revision = rows->id(20),
        .services = {},
        .locations = {},
        .providers = {}});
  }
  const auto names = of(sql::previous_names, practice);
  while (names->next()) snapshot->practice.previous_link_names.push_back(link_name(*names, 1));
  const auto settings = of(sql::settings, practice);
  while (settings->next()) snapshot->practice.settings.emplace(settings->text(1), settings->text(2));
  return snapshot;
}

void MysqlPracticeRepository::load_services(PracticeSnapshot& snapshot) {
  const auto rows = of(sql::services, snapshot.practice.id);
  while (rows->next()) {
    std::optional<ClientTypes> client_types;
    if (const auto stored = rows->optional_integer(6)) client_types = ClientTypes::from_bits(static_cast<std::uint8_t>(*stored));
    std::optional<Price> price;
    if (auto amount = rows->optional_text(9)) price = Price{.amount = *amount, .currency = rows->optional_text(10).value_or("")};
    snapshot.services.push_back({.id = ServiceId{rows->id(1)},
                                 .link_name = link_name(*rows, 2),
                                 .name = rows->text(3),
                                 .duration = minutes(*rows, 4),
                                 .online = rows->flag(5),
                                 .client_types = client_types,
                                 .seats = number(*rows, 7),
                                 .description = rows->text(8),
                                 .price = price,
                                 .slot_interval = slot_interval(*rows, 11)});
  }
}

void MysqlPracticeRepository::load_locations(PracticeSnapshot& snapshot) {
  const auto rows = of(sql::locations, snapshot.practice.id);
  while (rows->next()) {
    snapshot.locations.push_back({.id = LocationId{rows->id(1)},
                                  .link_name = link_name(*rows, 2),
                                  .name = rows->text(3),
                                  .session_format = static_cast<SessionFormat>(rows->integer(4)),
                                  .online = rows->flag(5),
                                  .address = rows->text(6),
                                  .instructions = rows->text(7),
                                  .timezone = rows->text(8)});
  }
}

void MysqlPracticeRepository::load_providers(PracticeSnapshot& snapshot) {
  const auto rows = of(sql::providers, snapshot.practice.id);
  while (rows->next()) {
    std::optional<int> advance_days;
    if (const auto stored = rows->optional_integer(9)) advance_days = static_cast<int>(*stored);
    snapshot.providers.push_back({.id = ProviderId{rows->id(1)},
                                  .link_name = link_name(*rows, 2),
                                  .previous_link_names = {},
                                  .name = rows->text(3),
                                  .credentials = rows->text(4),
                                  .pronouns = rows->text(5),
                                  .bio = rows->text(6),
                                  .is_public = rows->flag(7),
                                  .services = {},
                                  .locations = {},
                                  .rules = {.min_notice = optional_minutes(*rows, 8),
                                            .advance_days = advance_days,
                                            .buffer_before = optional_minutes(*rows, 10),
                                            .buffer_after = optional_minutes(*rows, 11),
                                            .slot_interval = slot_interval(*rows, 12)},
                                  .blocks = {}});
  }
}

void MysqlPracticeRepository::load_offers(PracticeSnapshot& snapshot) {
  const auto names = of(sql::provider_names, snapshot.practice.id);
  while (names->next()) {
    if (Provider* provider = find(snapshot.providers, ProviderId{names->id(1)})) {
      provider->previous_link_names.push_back(link_name(*names, 2));
    }
  }
  const auto services = of(sql::provider_services, snapshot.practice.id);
  while (services->next()) {
    if (Provider* provider = find(snapshot.providers, ProviderId{services->id(1)})) {
      provider->services.push_back({.service = ServiceId{services->id(2)}, .duration = optional_minutes(*services, 3)});
    }
  }
  const auto locations = of(sql::provider_locations, snapshot.practice.id);
  while (locations->next()) {
    if (Provider* provider = find(snapshot.providers, ProviderId{locations->id(1)})) {
      provider->locations.emplace_back(locations->id(2));
    }
  }
}

void MysqlPracticeRepository::load_blocks(PracticeSnapshot& snapshot) {
  // Both in the order of block ids, so that each block takes its own from the front.
  std::vector<std::pair<BlockId, LocationId>> limited_to;
  const auto locations = of(sql::block_locations, snapshot.practice.id);
  while (locations->next()) limited_to.emplace_back(locations->id(1), locations->id(2));
  std::vector<std::pair<BlockId, ServiceId>> meant_for;
  const auto services = of(sql::block_services, snapshot.practice.id);
  while (services->next()) meant_for.emplace_back(services->id(1), services->id(2));
  const auto take = [](const auto& pairs, BlockId block, auto& into) {
    const auto first = std::lower_bound(pairs.begin(), pairs.end(), block, [](const auto& pair, BlockId id) { return pair.first < id; });
    for (auto pair = first; pair != pairs.end() && pair->first == block; ++pair) into.push_back(pair->second);
  };

  const auto rows = of(sql::blocks, snapshot.practice.id);
  while (rows->next()) {
    Provider* provider = find(snapshot.providers, ProviderId{rows->id(1)});
    if (provider == nullptr) continue;
    AvailabilityBlock block{.id = BlockId{rows->id(2)},
                            .weekdays = Weekdays::from_bits(bits(*rows, 3)),
                            .from_date = rows->optional_date(4),
                            .until_date = rows->optional_date(5),
                            .date = rows->optional_date(6),
                            .replaces = rows->flag(7),
                            .start = wall_time(*rows, 8),
                            .end = wall_time(*rows, 9),
                            .timezone = rows->text(10),
                            .locations = {},
                            .session_formats = SessionFormats::from_bits(bits(*rows, 11)),
                            .services = {},
                            .audience = static_cast<BlockAudience>(rows->integer(12))};
    take(limited_to, block.id, block.locations);
    take(meant_for, block.id, block.services);
    provider->blocks.push_back(std::move(block));
  }
}

}  // namespace

std::unique_ptr<PracticeRepository> make_practice_repository(Connection& connection) {
  return std::make_unique<MysqlPracticeRepository>(connection);
}

}  // namespace frontdesk::storage::mysql
