// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/mysql/unit_of_work.h"

#include <stdexcept>

#include "storage/mysql/plugin_store.h"
#include "storage/mysql/repositories.h"

namespace frontdesk::storage::mysql {
namespace {

template <class Repository>
Repository& made_once(std::unique_ptr<Repository>& kept, std::unique_ptr<Repository> (*make)(Connection&), Connection& connection) {
  if (!kept) kept = make(connection);
  return *kept;
}

class MysqlUnitOfWork final : public UnitOfWork {
 public:
  MysqlUnitOfWork(std::unique_ptr<Session> session, GiveBack give_back) : session_(std::move(session)), give_back_(std::move(give_back)) {}
  ~MysqlUnitOfWork() override {
    if (!committed_) session_->connection().rollback();
    give_back_(std::move(session_));
  }
  MysqlUnitOfWork(const MysqlUnitOfWork&) = delete;
  MysqlUnitOfWork& operator=(const MysqlUnitOfWork&) = delete;

  PracticeRepository& practices() override { return open().practices(); }
  PracticeWriter& practice_writer() override { return open().practice_writer(); }
  CalendarRepository& calendars() override { return open().calendars(); }
  RequestRepository& requests() override { return open().requests(); }
  ConversationRepository& conversations() override { return open().conversations(); }
  LinkRepository& links() override { return open().links(); }
  StaffRepository& staff() override { return open().staff(); }
  TryCounterRepository& tries() override { return open().tries(); }
  OutboxRepository& outbox() override { return open().outbox(); }
  EventRepository& events() override { return open().events(); }
  std::unique_ptr<Store> plugin_store(std::string_view plugin_id, std::uint64_t practice_id) override {
    return make_plugin_store(open().connection(), open().calendars(), plugin_id, PracticeId{practice_id});
  }
  void commit() override {
    open().connection().commit();
    committed_ = true;
  }

 private:
  // After COMMIT each further statement would commit by itself.
  Session& open() {
    if (committed_) throw std::logic_error("a unit of work was used after its commit");
    return *session_;
  }

  std::unique_ptr<Session> session_;
  GiveBack give_back_;
  bool committed_ = false;
};

}  // namespace

PracticeRepository& Session::practices() { return made_once(practices_, make_practice_repository, *connection_); }
PracticeWriter& Session::practice_writer() { return made_once(practice_writer_, make_practice_writer, *connection_); }
CalendarRepository& Session::calendars() { return made_once(calendars_, make_calendar_repository, *connection_); }
RequestRepository& Session::requests() { return made_once(requests_, make_request_repository, *connection_); }
ConversationRepository& Session::conversations() { return made_once(conversations_, make_conversation_repository, *connection_); }
LinkRepository& Session::links() { return made_once(links_, make_link_repository, *connection_); }
StaffRepository& Session::staff() { return made_once(staff_, make_staff_repository, *connection_); }
TryCounterRepository& Session::tries() { return made_once(tries_, make_try_counter_repository, *connection_); }
OutboxRepository& Session::outbox() { return made_once(outbox_, make_outbox_repository, *connection_); }
EventRepository& Session::events() { return made_once(events_, make_event_repository, *connection_); }

std::unique_ptr<UnitOfWork> make_unit_of_work(std::unique_ptr<Session> session, GiveBack give_back) {
  return std::make_unique<MysqlUnitOfWork>(std::move(session), std::move(give_back));
}

}  // namespace frontdesk::storage::mysql
