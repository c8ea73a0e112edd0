// SPDX-License-Identifier: AGPL-3.0-or-later
#include "plugin/board.h"

#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <csignal>

#include "plugin/plugin_set.h"

using namespace frontdesk;

namespace {

/// Runs `act` in a process of its own that shares the board, as the supervisor's worker does, and waits for its end.
template <class Act>
int ended(Board& board, const Act& act) {
  const pid_t process = ::fork();
  BOOST_REQUIRE(process >= 0);
  if (process == 0) {
    for (const int signal : {SIGSEGV, SIGABRT, SIGFPE, SIGILL, SIGBUS}) std::signal(signal, SIG_DFL);
    mark_crashes_on(&board);
    use_crash_stack();
    act();
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(process, &status, 0);
  return status;
}

Board& shared_board() {
  int descriptor = -1;
  return *Board::make_shared(descriptor);
}

[[gnu::noinline]] int overflow(int depth) {
  volatile char frame[4096];
  frame[0] = static_cast<char>(depth);
  return depth < 0 ? 0 : overflow(depth % 1000 + 1) + frame[0];
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_crash_is_charged_to_the_plugin_that_ran) {
  Board& board = shared_board();
  const int status = ended(board, [&] {
    const RunningPlugin outer(&board, "outer", Board::Phase::serving);
    const RunningPlugin inner(&board, "a_plugin_with_a_name_of_32_chars", Board::Phase::serving);
    std::abort();
  });
  BOOST_TEST(WIFSIGNALED(status));
  BOOST_TEST(WTERMSIG(status) == SIGABRT);
  BOOST_TEST(board.charge_crashes() == std::vector<std::string>{"a_plugin_with_a_name_of_32_chars"}, boost::test_tools::per_element());
  BOOST_TEST(board.crashes_of("outer") == 0U);
  BOOST_TEST(board.charge_crashes().empty());
}

BOOST_AUTO_TEST_CASE(a_stack_that_overflows_is_charged_too) {
  Board& board = shared_board();
  const int status = ended(board, [&] {
    const RunningPlugin running(&board, "deep", Board::Phase::serving);
    overflow(1);
  });
  BOOST_TEST(WIFSIGNALED(status));
  BOOST_TEST(board.charge_crashes() == std::vector<std::string>{"deep"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(nobody_is_charged_for_a_crash_outside_plugins_or_a_kill) {
  Board& board = shared_board();
  static_cast<void>(ended(board, [&] {
    { const RunningPlugin running(&board, "done", Board::Phase::serving); }
    std::abort();
  }));
  static_cast<void>(ended(board, [&] {
    const RunningPlugin running(&board, "killed", Board::Phase::serving);
    std::raise(SIGKILL);
  }));
  BOOST_TEST(board.charge_crashes().empty());
}

BOOST_AUTO_TEST_CASE(the_third_crash_quarantines_until_it_is_forgiven) {
  Board& board = shared_board();
  board.charge("p", Board::Phase::serving);
  board.charge("p", Board::Phase::serving);
  BOOST_TEST(!board.is_quarantined("p"));
  board.charge("p", Board::Phase::serving);
  BOOST_TEST(board.is_quarantined("p"));
  BOOST_TEST(!board.is_quarantined("q"));
  board.forgive_all();
  BOOST_TEST(!board.is_quarantined("p"));
}

BOOST_AUTO_TEST_CASE(a_quarantined_plugin_keeps_its_routes_but_does_not_serve) {
  Board& board = shared_board();
  for (int i = 0; i < 3; ++i) board.charge("sound", Board::Phase::serving);
  const PluginSet plugins({std::string(TEST_PLUGINS) + "/sound"}, &board);
  BOOST_TEST((plugins.serving("sound") == nullptr));
  BOOST_TEST((plugins.all().at(0)->report.state == PluginState::quarantined));
  BOOST_TEST(plugins.all().at(0)->declarations.routes.size() == 1U);
}

BOOST_AUTO_TEST_CASE(one_that_crashes_while_it_starts_is_not_started_again) {
  Board& board = shared_board();
  struct QuietHost final : Host {
    Log& log() override { std::abort(); }
    std::string_view base_url() const override { return ""; }
  };
  const auto start = [&] {
    PluginSet plugins({std::string(TEST_PLUGINS) + "/crashing_start"}, &board);
    QuietHost host;
    plugins.start(host);
  };
  for (int i = 0; i < 3; ++i) {
    BOOST_TEST(WIFSIGNALED(ended(board, start)));
    BOOST_TEST(board.charge_crashes().size() == 1U);
  }
  BOOST_TEST(ended(board, start) == 0);
}
