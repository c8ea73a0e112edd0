// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/calendar_repository.h"

#include <stdexcept>

#include "storage/mysql/repositories.h"

namespace frontdesk::storage::mysql {
namespace {

namespace sql {

constexpr std::string_view versions =
    "SELECT p.revision, c.provider_id, c.version FROM practice p LEFT JOIN calendar c ON c.practice_id = p.id WHERE p.id = ?";

constexpr std::string_view version = "SELECT version FROM calendar WHERE practice_id = ? AND provider_id = ?";

// One round trip for all that is busy; the first column is a RowKind.
constexpr std::string_view load =
    "SELECT 1, a.starts_at, a.ends_at, a.service_id, a.location_id, "
    "a.seats_taken + (SELECT COUNT(*) FROM seat s WHERE s.practice_id = a.practice_id AND s.appointment_id = a.id AND s.state = 2 "
    "AND s.request_id <> ?), NULL, '' "
    "FROM appointment a WHERE a.practice_id = ? AND a.provider_id = ? AND a.ends_at > ? AND a.cancelled_at IS NULL "
    "UNION ALL "
    "SELECT 2, a.starts_at, a.ends_at, a.service_id, a.location_id, 1, s.hold_ends_at, '' "
    "FROM appointment a JOIN seat s ON s.practice_id = a.practice_id AND s.appointment_id = a.id AND s.state = 1 AND s.request_id <> ? "
    "WHERE a.practice_id = ? AND a.provider_id = ? AND a.ends_at > ? AND a.cancelled_at IS NULL "
    "UNION ALL "
    "SELECT 3, starts_at, ends_at, NULL, NULL, 1, NULL, plugin_id FROM busy_interval "
    "WHERE practice_id = ? AND provider_id = ? AND ends_at > ? "
    "UNION ALL "
    "SELECT 4, starts_at, ends_at, NULL, NULL, 0, NULL, reason FROM time_off "
    "WHERE practice_id = ? AND provider_id = ? AND ends_at > ?";

constexpr std::string_view bump = "UPDATE calendar SET version = version + 1 WHERE practice_id = ? AND provider_id = ?";

// Another writer may create the row in between: then this waits for it and counts on.
constexpr std::string_view create =
    "INSERT INTO calendar (practice_id, provider_id, version) VALUES (?, ?, 1) ON DUPLICATE KEY UPDATE version = version + 1";

constexpr std::string_view row_for =
    "SELECT id FROM appointment WHERE practice_id = ? AND provider_id = ? AND ends_at = ? AND starts_at = ? AND service_id = ? "
    "AND location_id = ? AND cancelled_at IS NULL ORDER BY id LIMIT 1";

constexpr std::string_view add_row =
    "INSERT INTO appointment (practice_id, provider_id, service_id, location_id, starts_at, ends_at, seats_taken) "
    "VALUES (?, ?, ?, ?, ?, ?, 0)";

constexpr std::string_view add_seat =
    "INSERT INTO seat (practice_id, request_id, appointment_id, state, hold_ends_at) VALUES (?, ?, ?, 1, ?)";

constexpr std::string_view hold_again =
    "UPDATE seat SET appointment_id = ?, state = 1, hold_ends_at = ? WHERE practice_id = ? AND request_id = ?";

constexpr std::string_view book =
    "UPDATE seat s JOIN appointment a ON a.practice_id = s.practice_id AND a.id = s.appointment_id "
    "SET s.state = 2, s.hold_ends_at = NULL WHERE s.practice_id = ? AND s.request_id = ? AND a.cancelled_at IS NULL";

constexpr std::string_view release =
    "UPDATE seat SET state = 3, hold_ends_at = NULL WHERE practice_id = ? AND request_id = ? AND state IN (1, 2)";

constexpr std::string_view seat =
    "SELECT s.appointment_id, a.provider_id, a.starts_at, a.ends_at, s.state, s.hold_ends_at "
    "FROM seat s JOIN appointment a ON a.practice_id = s.practice_id AND a.id = s.appointment_id "
    "WHERE s.practice_id = ? AND s.request_id = ?";

constexpr std::string_view ended_holds =
    "SELECT s.practice_id, s.request_id, a.provider_id "
    "FROM seat s JOIN appointment a ON a.practice_id = s.practice_id AND a.id = s.appointment_id "
    "WHERE s.state = 1 AND s.hold_ends_at <= ? ORDER BY s.hold_ends_at, s.practice_id, s.request_id LIMIT ?";

}  // namespace sql

enum RowKind { row_appointment = 1, row_hold, row_plugin, row_time_off };

BusyInterval busy_interval(Rows& rows) {
  BusyInterval busy{.start = rows.instant(2), .end = rows.instant(3), .service = {}, .location = {}, .hold_ends_at = {}, .plugin = {}};
  if (const auto service = rows.optional_id(4)) busy.service = ServiceId{*service};
  if (const auto location = rows.optional_id(5)) busy.location = LocationId{*location};
  busy.seats_taken = static_cast<int>(rows.integer(6));
  busy.hold_ends_at = rows.optional_instant(7);
  return busy;
}

class MysqlCalendarRepository final : public CalendarRepository {
 public:
  explicit MysqlCalendarRepository(Connection& connection) : connection_(connection) {}

  std::optional<StoredVersions> versions(PracticeId practice) override {
    std::optional<StoredVersions> stored;
    const auto rows = connection_.prepare(sql::versions).id(practice.value()).query();
    while (rows->next()) {
      if (!stored) stored = StoredVersions{.revision = rows->id(1), .calendars = {}};
      if (const auto provider = rows->optional_id(2)) stored->calendars.push_back({ProviderId{*provider}, rows->id(3)});
    }
    return stored;
  }

  CalendarSnapshot load(PracticeId practice, ProviderId provider, Instant from, std::optional<RequestId> leaving_aside) override {
    // The version first: should a writer commit in between, the snapshot is newer than it says and merely read again.
    CalendarSnapshot snapshot{.provider = provider, .version = version(practice, provider), .busy = {}, .time_off = {}};
    const std::uint64_t aside = leaving_aside.value_or(RequestId{}).value();
    Statement& statement = connection_.prepare(sql::load);
    for (int part = 0; part < 4; ++part) {
      if (part < 2) statement.id(aside);
      statement.id(practice.value()).id(provider.value()).instant(from);
    }
    const auto rows = statement.query();
    while (rows->next()) add(*rows, snapshot);
    return snapshot;
  }

  void lock(PracticeId practice, ProviderId provider) override {
    if (connection_.prepare(sql::bump).id(practice.value()).id(provider.value()).execute() == 1) return;
    connection_.prepare(sql::create).id(practice.value()).id(provider.value()).execute();
  }

  AppointmentId hold_seat(const SeatHold& hold) override {
    const auto before = seat(hold.practice, hold.request);
    if (before && before->state != SeatState::released) throw std::logic_error("this request has a seat");
    const AppointmentId appointment = row_for(hold);
    if (before) {
      connection_.prepare(sql::hold_again)
          .id(appointment.value())
          .instant(hold.hold_ends_at)
          .id(hold.practice.value())
          .id(hold.request.value())
          .execute();
    } else {
      connection_.prepare(sql::add_seat)
          .id(hold.practice.value())
          .id(hold.request.value())
          .id(appointment.value())
          .instant(hold.hold_ends_at)
          .execute();
    }
    return appointment;
  }

  bool book_seat(PracticeId practice, RequestId request) override {
    return connection_.prepare(sql::book).id(practice.value()).id(request.value()).execute() != 0;
  }

  bool release_seat(PracticeId practice, RequestId request) override {
    return connection_.prepare(sql::release).id(practice.value()).id(request.value()).execute() != 0;
  }

  std::optional<Seat> seat(PracticeId practice, RequestId request) override {
    const auto rows = connection_.prepare(sql::seat).id(practice.value()).id(request.value()).query();
    if (!rows->next()) return std::nullopt;
    return Seat{.request = request,
                .appointment = AppointmentId{rows->id(1)},
                .provider = ProviderId{rows->id(2)},
                .start = rows->instant(3),
                .end = rows->instant(4),
                .state = static_cast<SeatState>(rows->integer(5)),
                .hold_ends_at = rows->optional_instant(6)};
  }

  std::vector<EndedHold> ended_holds(Instant now, int limit) override {
    std::vector<EndedHold> ended;
    const auto rows = connection_.prepare(sql::ended_holds).instant(now).integer(limit).query();
    while (rows->next()) {
      ended.push_back({.practice = PracticeId{rows->id(1)}, .request = RequestId{rows->id(2)}, .provider = ProviderId{rows->id(3)}});
    }
    return ended;
  }

 private:
  std::uint64_t version(PracticeId practice, ProviderId provider) {
    const auto rows = connection_.prepare(sql::version).id(practice.value()).id(provider.value()).query();
    return rows->next() ? rows->id(1) : 0;
  }

  static void add(Rows& rows, CalendarSnapshot& snapshot) {
    switch (rows.integer(1)) {
      case row_appointment: {
        const BusyInterval busy = busy_interval(rows);
        if (busy.seats_taken > 0) snapshot.busy.push_back(busy);
        break;
      }
      case row_hold:
        snapshot.busy.push_back(busy_interval(rows));
        snapshot.busy.back().source = BusySource::hold;
        break;
      case row_plugin:
        snapshot.busy.push_back(busy_interval(rows));
        snapshot.busy.back().source = BusySource::plugin;
        snapshot.busy.back().plugin = rows.text(8);
        break;
      case row_time_off: snapshot.time_off.push_back({.start = rows.instant(2), .end = rows.instant(3), .reason = rows.text(8)}); break;
      default: throw std::logic_error("a calendar row of no kind");
    }
  }

  AppointmentId row_for(const SeatHold& hold) {
    {
      const auto rows = connection_.prepare(sql::row_for)
                            .id(hold.practice.value())
                            .id(hold.provider.value())
                            .instant(hold.end)
                            .instant(hold.start)
                            .id(hold.service.value())
                            .id(hold.location.value())
                            .query();
      if (rows->next()) return AppointmentId{rows->id(1)};
    }
    connection_.prepare(sql::add_row)
        .id(hold.practice.value())
        .id(hold.provider.value())
        .id(hold.service.value())
        .id(hold.location.value())
        .instant(hold.start)
        .instant(hold.end)
        .execute();
    return AppointmentId{connection_.last_insert_id()};
  }

  Connection& connection_;
};

}  // namespace

std::unique_ptr<CalendarRepository> make_calendar_repository(Connection& connection) {
  return std::make_unique<MysqlCalendarRepository>(connection);
}

}  // namespace frontdesk::storage::mysql
