// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages of conversations take a fixed number of statements, whatever is on them.
#include <boost/test/unit_test.hpp>

#include "storage/mysql/unit_of_work.h"
#include "tests/support/desk.h"

using namespace frontdesk;
using namespace frontdesk::test;
using namespace std::chrono_literals;

namespace {

using storage::mysql::Connection;

class CountingConnection final : public Connection {
 public:
  CountingConnection(std::unique_ptr<Connection> inner, int& statements) : inner_(std::move(inner)), statements_(statements) {}
  storage::mysql::Statement& prepare(std::string_view sql) override {
    ++statements_;
    return inner_->prepare(sql);
  }
  std::uint64_t last_insert_id() override { return inner_->last_insert_id(); }
  void run(std::string_view sql) override { inner_->run(sql); }
  void begin(bool read_only) override { inner_->begin(read_only); }
  void commit() override { inner_->commit(); }
  void rollback() noexcept override { inner_->rollback(); }
  bool is_broken() const noexcept override { return inner_->is_broken(); }

 private:
  std::unique_ptr<Connection> inner_;
  int& statements_;
};

/// Of a reading call by staff, with what the process keeps already read.
template <class Act>
int statements_of(const Desk& desk, const StaffMember& member, const Act& act) {
  SnapshotCache cache;
  int statements = 0;
  for (int warm = 0; warm < 2; ++warm) {
    auto connection = std::make_unique<CountingConnection>(storage::mysql::connect(database().serving()), statements);
    connection->begin(true);
    const auto unit = storage::mysql::make_unit_of_work(std::make_unique<storage::mysql::Session>(std::move(connection)), [](auto) {});
    SchedulingService scheduling(*unit, storage::AccessMode::read_only, desk.practice().id, desk.now(), cache);
    const auto rules = test_rules();
    const Actor actor{.staff = member};
    statements = 0;
    ConversationService conversations(DeskCall{
        .unit = *unit, .scheduling = scheduling, .rules = rules, .actor = actor, .practice = desk.practice().id, .now = desk.now()});
    act(static_cast<Conversations&>(conversations));
  }
  return statements;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_inbox_takes_three_statements) {
  Desk desk(a_practice().stored_in(database()));
  const auto owner = desk.member(StaffRole::owner);
  const auto list = [](Conversations& c) { BOOST_TEST(c.list({}).rows.size() <= 50U); };
  BOOST_TEST(statements_of(desk, owner, list) == 3);
  for (int i = 0; i < 60; ++i) BOOST_REQUIRE(desk.submit(an_inquiry()).has_value());
  BOOST_TEST(statements_of(desk, owner, list) == 3);
}

BOOST_AUTO_TEST_CASE(a_conversation_takes_eight_statements_however_long_it_is) {
  Desk desk(a_practice().stored_in(database()));
  const auto owner = desk.member(StaffRole::owner);
  const auto id = desk.submit(a_request_for(desk.practice())).value().conversation;
  const auto find = [&](Conversations& c) { BOOST_TEST(c.find(id).has_value()); };
  BOOST_TEST(statements_of(desk, owner, find) == 8);
  for (std::uint64_t version = 1; version <= 20; ++version) {
    desk.as_staff(owner, [&](Conversations& c) { return c.reply(id, version, Sensitive<std::string>("Hello")).has_value(); });
  }
  BOOST_TEST(statements_of(desk, owner, find) == 8);
}
