// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/event_repository.h"

#include "storage/mysql/repositories.h"

namespace frontdesk::storage::mysql {
namespace {

namespace event_sql {
constexpr const char* insert = "INSERT INTO event (practice_id, kind, conversation_id, request_id, created_at) VALUES (?, ?, ?, ?, ?)";
constexpr const char* unplanned =
    "SELECT practice_id, id, kind, conversation_id, request_id, created_at FROM event WHERE planned = FALSE ORDER BY id LIMIT ?";
constexpr const char* set_planned = "UPDATE event SET planned = TRUE WHERE practice_id = ? AND id = ? AND planned = FALSE";
constexpr const char* insert_delivery = "INSERT INTO event_delivery (practice_id, event_id, plugin_id, next_try_at) VALUES (?, ?, ?, ?)";
// In order: one that waits for its next try keeps those after it waiting.
constexpr const char* due =
    "SELECT d.practice_id, d.event_id, e.kind, e.conversation_id, e.request_id, e.created_at, d.plugin_id, d.tries "
    "FROM event_delivery d JOIN event e ON e.practice_id = d.practice_id AND e.id = d.event_id "
    "WHERE d.delivered_at IS NULL AND d.next_try_at <= ? AND NOT EXISTS (SELECT 1 FROM event_delivery b "
    "WHERE b.practice_id = d.practice_id AND b.plugin_id = d.plugin_id AND b.delivered_at IS NULL AND b.event_id < d.event_id) "
    "ORDER BY d.event_id, d.plugin_id LIMIT ?";
constexpr const char* mark_delivered =
    "UPDATE event_delivery SET delivered_at = ?, tries = tries + 1 "
    "WHERE practice_id = ? AND event_id = ? AND plugin_id = ? AND delivered_at IS NULL AND tries = ?";
constexpr const char* mark_failed =
    "UPDATE event_delivery SET next_try_at = ?, tries = tries + 1 "
    "WHERE practice_id = ? AND event_id = ? AND plugin_id = ? AND delivered_at IS NULL AND tries = ?";
}  // namespace event_sql

Event read_event(Rows& rows) {
  Event event{.id = EventId(rows.id(2)),
              .practice = PracticeId(rows.id(1)),
              .kind = rows.text(3),
              .conversation = {},
              .request = {},
              .at = rows.instant(6)};
  if (const auto conversation = rows.optional_id(4)) event.conversation = ConversationId(*conversation);
  if (const auto request = rows.optional_id(5)) event.request = RequestId(*request);
  return event;
}

class Events final : public EventRepository {
 public:
  explicit Events(Connection& connection) : connection_(connection) {}

  EventId insert(const NewEvent& event) override {
    std::optional<std::uint64_t> conversation;
    std::optional<std::uint64_t> request;
    if (event.conversation) conversation = event.conversation->value();
    if (event.request) request = event.request->value();
    connection_.prepare(event_sql::insert)
        .id(event.practice.value())
        .text(event.kind)
        .optional_id(conversation)
        .optional_id(request)
        .instant(event.at)
        .execute();
    return EventId(connection_.last_insert_id());
  }

  std::vector<Event> unplanned(int most) override {
    std::vector<Event> all;
    const auto rows = connection_.prepare(event_sql::unplanned).integer(most).query();
    while (rows->next()) all.push_back(read_event(*rows));
    return all;
  }

  bool plan(const Event& event, const std::vector<std::string>& plugin_ids, Instant now) override {
    if (connection_.prepare(event_sql::set_planned).id(event.practice.value()).id(event.id.value()).execute() == 0) return false;
    for (const auto& plugin : plugin_ids) {
      connection_.prepare(event_sql::insert_delivery).id(event.practice.value()).id(event.id.value()).text(plugin).instant(now).execute();
    }
    return true;
  }

  std::vector<DueDelivery> due(Instant now, int most) override {
    std::vector<DueDelivery> all;
    const auto rows = connection_.prepare(event_sql::due).instant(now).integer(most).query();
    while (rows->next()) {
      all.push_back({.event = read_event(*rows), .plugin_id = rows->text(7), .tries = static_cast<int>(rows->integer(8))});
    }
    return all;
  }

  bool mark_delivered(const DueDelivery& delivery, Instant now) override { return mark(event_sql::mark_delivered, delivery, now); }
  void mark_failed(const DueDelivery& delivery, Instant next_try_at) override { mark(event_sql::mark_failed, delivery, next_try_at); }

 private:
  bool mark(const char* statement, const DueDelivery& delivery, Instant at) {
    return connection_.prepare(statement)
               .instant(at)
               .id(delivery.event.practice.value())
               .id(delivery.event.id.value())
               .text(delivery.plugin_id)
               .integer(delivery.tries)
               .execute() > 0;
  }

  Connection& connection_;
};

}  // namespace

std::unique_ptr<EventRepository> make_event_repository(Connection& connection) {
  return std::make_unique<Events>(connection);
}

}  // namespace frontdesk::storage::mysql
