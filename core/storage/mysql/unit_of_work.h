// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include "storage/calendar_repository.h"
#include "storage/conversation_repository.h"
#include "storage/database.h"
#include "storage/event_repository.h"
#include "storage/link_repository.h"
#include "storage/mysql/connection.h"
#include "storage/outbox_repository.h"
#include "storage/practice_repository.h"
#include "storage/practice_writer.h"
#include "storage/request_repository.h"
#include "storage/staff_repository.h"
#include "storage/try_counter_repository.h"

namespace frontdesk::storage::mysql {

/// A connection with the repositories that work on it, made when first asked for and kept with it.
class Session {
 public:
  explicit Session(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
  [[nodiscard]] Connection& connection() { return *connection_; }
  [[nodiscard]] PracticeRepository& practices();
  [[nodiscard]] PracticeWriter& practice_writer();
  [[nodiscard]] CalendarRepository& calendars();
  [[nodiscard]] RequestRepository& requests();
  [[nodiscard]] ConversationRepository& conversations();
  [[nodiscard]] LinkRepository& links();
  [[nodiscard]] StaffRepository& staff();
  [[nodiscard]] TryCounterRepository& tries();
  [[nodiscard]] OutboxRepository& outbox();
  [[nodiscard]] EventRepository& events();

 private:
  std::unique_ptr<Connection> connection_;
  std::unique_ptr<PracticeRepository> practices_;
  std::unique_ptr<PracticeWriter> practice_writer_;
  std::unique_ptr<CalendarRepository> calendars_;
  std::unique_ptr<RequestRepository> requests_;
  std::unique_ptr<ConversationRepository> conversations_;
  std::unique_ptr<LinkRepository> links_;
  std::unique_ptr<StaffRepository> staff_;
  std::unique_ptr<TryCounterRepository> tries_;
  std::unique_ptr<OutboxRepository> outbox_;
  std::unique_ptr<EventRepository> events_;
};

using GiveBack = std::function<void(std::unique_ptr<Session>)>;

/// A unit of work on a session whose transaction has begun; at its end the session goes to `give_back`, rolled back unless
/// committed.
[[nodiscard]] std::unique_ptr<UnitOfWork> make_unit_of_work(std::unique_ptr<Session> session, GiveBack give_back);

}  // namespace frontdesk::storage::mysql
