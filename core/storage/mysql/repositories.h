// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>

#include "storage/database.h"
#include "storage/mysql/connection.h"

/// One factory per repository; each lives in a file of its own beside its statement table. The connection outlives what is made.
namespace frontdesk::storage::mysql {

[[nodiscard]] std::unique_ptr<PracticeRepository> make_practice_repository(Connection& connection);
[[nodiscard]] std::unique_ptr<PracticeWriter> make_practice_writer(Connection& connection);
[[nodiscard]] std::unique_ptr<CalendarRepository> make_calendar_repository(Connection& connection);
[[nodiscard]] std::unique_ptr<RequestRepository> make_request_repository(Connection& connection);
[[nodiscard]] std::unique_ptr<ConversationRepository> make_conversation_repository(Connection& connection);
[[nodiscard]] std::unique_ptr<LinkRepository> make_link_repository(Connection& connection);
[[nodiscard]] std::unique_ptr<StaffRepository> make_staff_repository(Connection& connection);
[[nodiscard]] std::unique_ptr<TryCounterRepository> make_try_counter_repository(Connection& connection);
[[nodiscard]] std::unique_ptr<OutboxRepository> make_outbox_repository(Connection& connection);
[[nodiscard]] std::unique_ptr<EventRepository> make_event_repository(Connection& connection);

}  // namespace frontdesk::storage::mysql
