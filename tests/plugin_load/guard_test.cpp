// SPDX-License-Identifier: AGPL-3.0-or-later
#include <boost/test/unit_test.hpp>
#include <stdexcept>

#include "plugin/board.h"
#include "plugin/call.h"
#include "storage/errors.h"

using namespace frontdesk;

namespace {

/// What happened to the transactions of a call.
struct Ledger {
  int opened = 0;
  int committed = 0;
  int rolled_back = 0;
  std::function<void(int)> on_commit = [](int) {};
};

class FakeAbilities final : public Abilities {
 public:
  explicit FakeAbilities(Ledger& ledger) : ledger_(ledger) { ++ledger_.opened; }
  ~FakeAbilities() override {
    if (!is_committed_) ++ledger_.rolled_back;
  }
  void attach(PluginVoices&) override {}
  const Practice& practice() override { return practice_; }
  Scheduling& scheduling() override { throw std::logic_error("not here"); }
  Intake& intake() override { throw std::logic_error("not here"); }
  Conversations& conversations() override { throw std::logic_error("not here"); }
  Accounts& accounts() override { throw std::logic_error("not here"); }
  Views& views() override { throw std::logic_error("not here"); }
  const Zones& zones() const override { throw std::logic_error("not here"); }
  std::unique_ptr<Store> store(std::string_view) override { throw std::logic_error("not here"); }
  std::string form_token(std::string_view) override { throw std::logic_error("not here"); }
  void commit() override {
    ledger_.on_commit(ledger_.opened);
    is_committed_ = true;
    ++ledger_.committed;
  }

 private:
  Ledger& ledger_;
  Practice practice_{.link_name = LinkName::parse("a").value()};
  bool is_committed_ = false;
};

struct Guarded {
  CallOutcome run(const Handler& handler) { return run_handler(call(), handler, answer); }
  GuardedCall call() {
    return {.plugins = plugins,
            .plugin = *plugins.all().at(0),
            .enablement = enablement,
            .facts = facts,
            .open = [this]() -> std::unique_ptr<Abilities> {
              if (is_down) throw storage::Unavailable("no server");
              return std::make_unique<FakeAbilities>(ledger);
            },
            .log = log,
            .board = nullptr,
            .writes = writes,
            .after_lost_commit = after};
  }

  PluginSet plugins{{std::string(TEST_PLUGINS) + "/sound"}, nullptr};
  Enablement enablement{plugins, {}};
  Request request;
  CallFacts facts{.request = &request, .actor = {}, .now = Instant{}, .base_url = "http://portal.test"};
  LogFile log{"/dev/null"};
  Ledger ledger;
  bool is_down = false;
  GuardedCall::Writes writes = GuardedCall::Writes::yes;
  GuardedCall::AfterLostCommit after = GuardedCall::AfterLostCommit::tell;
  std::optional<Response> answer;
};

Actor staff_with(StaffRole role) {
  StaffMember member;
  member.role = role;
  return {.staff = member};
}

Response with_status(int status) {
  Response response;
  response.status = status;
  return response;
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_answer_below_500_is_committed_first) {
  for (const int status : {200, 303, 400, 404, 429}) {
    Guarded guarded;
    const auto outcome = guarded.run([&](Scope&) { return with_status(status); });
    BOOST_TEST((outcome.kind == CallOutcome::Kind::done));
    BOOST_TEST(guarded.ledger.committed == 1, status);
    BOOST_TEST(guarded.answer.value().status == status);
  }
}

BOOST_AUTO_TEST_CASE(an_answer_of_500_or_more_is_rolled_back_and_counted) {
  Guarded guarded;
  const auto outcome = guarded.run([](Scope&) { return with_status(503); });
  BOOST_TEST((outcome.kind == CallOutcome::Kind::failed));
  BOOST_TEST(guarded.ledger.committed == 0);
  BOOST_TEST(guarded.ledger.rolled_back == 1);
  BOOST_TEST(guarded.answer.value().status == 503);
  BOOST_TEST(guarded.plugins.all().at(0)->failures == 1U);
}

BOOST_AUTO_TEST_CASE(whatever_a_handler_throws_is_caught_and_rolled_back) {
  const std::vector<Handler> handlers{[](Scope&) -> Response { throw std::runtime_error("x"); }, [](Scope&) -> Response { throw 42; },
                                      [](Scope& scope) -> Response { return scope.views().not_found(); }};
  for (const auto& handler : handlers) {
    Guarded guarded;
    BOOST_TEST((guarded.run(handler).kind == CallOutcome::Kind::failed));
    BOOST_TEST(guarded.ledger.committed == 0);
    BOOST_TEST(guarded.ledger.rolled_back == 1);
    BOOST_TEST(!guarded.answer.has_value());
  }
}

BOOST_AUTO_TEST_CASE(a_conflict_runs_the_whole_handler_again_in_a_new_transaction) {
  Guarded guarded;
  int runs = 0;
  const auto outcome = guarded.run([&](Scope&) {
    if (++runs < 3) throw storage::Conflict("1213");
    return with_status(200);
  });
  BOOST_TEST((outcome.kind == CallOutcome::Kind::done));
  BOOST_TEST(runs == 3);
  BOOST_TEST(guarded.ledger.opened == 3);
  BOOST_TEST(guarded.ledger.rolled_back == 2);
}

BOOST_AUTO_TEST_CASE(a_conflict_at_the_commit_counts_too_and_the_third_gives_up_without_the_handlers_answer) {
  Guarded guarded;
  guarded.ledger.on_commit = [](int) { throw storage::Conflict("1213"); };
  const auto outcome = guarded.run([](Scope&) { return with_status(200); });
  BOOST_TEST((outcome.kind == CallOutcome::Kind::busy));
  BOOST_TEST(guarded.ledger.opened == 3);
  BOOST_TEST(!guarded.answer.has_value());
}

BOOST_AUTO_TEST_CASE(a_database_that_is_away_is_told_apart) {
  Guarded guarded;
  guarded.is_down = true;
  BOOST_TEST((guarded.run([](Scope&) { return with_status(200); }).kind == CallOutcome::Kind::unavailable));
}

BOOST_AUTO_TEST_CASE(a_lost_commit_is_never_a_success) {
  Guarded guarded;
  guarded.ledger.on_commit = [](int) { throw storage::OutcomeUnknown("2013"); };
  BOOST_TEST((guarded.run([](Scope&) { return with_status(200); }).kind == CallOutcome::Kind::unknown));
  BOOST_TEST(guarded.ledger.opened == 1);
  BOOST_TEST(!guarded.answer.has_value());
}

BOOST_AUTO_TEST_CASE(a_public_form_is_run_again_after_a_lost_commit_and_finds_what_was_stored) {
  Guarded guarded;
  guarded.after = GuardedCall::AfterLostCommit::run_again;
  guarded.ledger.on_commit = [](int opened) {
    if (opened == 1) throw storage::OutcomeUnknown("2013");
  };
  BOOST_TEST((guarded.run([](Scope&) { return with_status(303); }).kind == CallOutcome::Kind::done));
  BOOST_TEST(guarded.ledger.opened == 2);
}

BOOST_AUTO_TEST_CASE(after_a_second_lost_commit_nobody_knows) {
  Guarded guarded;
  guarded.after = GuardedCall::AfterLostCommit::run_again;
  guarded.ledger.on_commit = [&](int) {
    guarded.is_down = true;
    throw storage::OutcomeUnknown("2013");
  };
  BOOST_TEST((guarded.run([](Scope&) { return with_status(303); }).kind == CallOutcome::Kind::unknown));
}

BOOST_AUTO_TEST_CASE(a_reader_commits_nothing) {
  Guarded guarded;
  guarded.writes = GuardedCall::Writes::no;
  BOOST_TEST((guarded.run([](Scope&) { return with_status(200); }).kind == CallOutcome::Kind::done));
  BOOST_TEST(guarded.ledger.committed == 0);
}

BOOST_AUTO_TEST_CASE(every_try_sees_the_same_instant) {
  Guarded guarded;
  guarded.facts.now = Instant{std::chrono::hours{5}};
  std::vector<Instant> seen;
  static_cast<void>(guarded.run([&](Scope& scope) {
    seen.push_back(scope.now());
    if (seen.size() < 2) throw storage::Conflict("1213");
    return with_status(200);
  }));
  BOOST_TEST((seen == std::vector<Instant>(2, Instant{std::chrono::hours{5}})));
}

BOOST_AUTO_TEST_CASE(rights_are_those_of_the_role) {
  const Actor visitor;
  const Actor clinician = staff_with(StaffRole::clinician);
  const Actor admin = staff_with(StaffRole::admin);
  const Actor owner = staff_with(StaffRole::owner);
  BOOST_TEST(is_allowed(visitor, Access::everyone));
  for (const auto access : {Access::staff, Access::admin, Access::owner}) {
    BOOST_TEST(!is_allowed(visitor, access));
    BOOST_TEST(is_allowed(owner, access));
    BOOST_TEST(is_allowed(clinician, access) == (access == Access::staff));
    BOOST_TEST(is_allowed(admin, access) == (access != Access::owner));
  }
}

BOOST_AUTO_TEST_CASE(shipped_plugins_are_on_unless_turned_off_and_others_the_other_way_round) {
  const std::string sound = std::string(TEST_PLUGINS) + "/sound";
  const PluginSet shipped({sound}, nullptr);
  BOOST_TEST(Enablement(shipped, {}).is_enabled("sound"));
  BOOST_TEST(!Enablement(shipped, {{"sound", false}}).is_enabled("sound"));
  const PluginSet other({"/nowhere", sound}, nullptr);
  BOOST_TEST(!Enablement(other, {}).is_enabled("sound"));
  BOOST_TEST(Enablement(other, {{"sound", true}}).is_enabled("sound"));
  BOOST_TEST(!Enablement(other, {{"absent", true}}).is_enabled("absent"));
}
