// SPDX-License-Identifier: AGPL-3.0-or-later
#include <chrono>
#include <thread>

#include "base/crypto.h"
#include "plugin/board.h"
#include "plugin/call.h"
#include "storage/errors.h"

namespace frontdesk {

namespace {

constexpr int most_tries = 3;

/// Long enough for the one who was faster to finish, different for each who waits.
void wait_before(int attempt) {
  const auto chance = crypto::random_bytes();
  std::this_thread::sleep_for(std::chrono::milliseconds(attempt * 10 + chance[0] % 40));
}

LogLine line_of(const GuardedCall& call, std::string_view event) {
  LogLine line(event);
  line.code("plugin", call.plugin.id()).code("request_id", call.facts.request->id);
  return line;
}

CallOutcome failed(const GuardedCall& call, const LogLine& line) {
  call.plugin.failures.fetch_add(1, std::memory_order_relaxed);
  call.log.error(line);
  return {CallOutcome::Kind::failed};
}

/// One transaction from its beginning to its commit. Throws what the database or the plugin throws.
bool run_once(const GuardedCall& call, const std::function<bool(Scope&)>& body) {
  const std::unique_ptr<Abilities> abilities = call.open();
  Call one(call.plugins, call.enablement, call.facts, *abilities, call.log, call.board);
  bool is_kept = false;
  {
    const RunningPlugin running(call.board, call.plugin.id(), Board::Phase::serving);
    is_kept = body(one.scope_for(call.plugin));
  }
  if (is_kept && call.writes == GuardedCall::Writes::yes) abilities->commit();
  return is_kept;
}

}  // namespace

CallOutcome run_guarded(const GuardedCall& call, const std::function<bool(Scope&)>& body) {
  call.plugin.calls.fetch_add(1, std::memory_order_relaxed);
  bool may_run_again = call.after_lost_commit == GuardedCall::AfterLostCommit::run_again;
  for (int attempt = 1;; ++attempt) {
    try {
      if (run_once(call, body)) return {CallOutcome::Kind::done};
      call.plugin.failures.fetch_add(1, std::memory_order_relaxed);
      return {CallOutcome::Kind::failed};
    } catch (const storage::Conflict&) {
      if (attempt >= most_tries) {
        call.log.warn(line_of(call, "conflict_every_time"));
        return {CallOutcome::Kind::busy};
      }
    } catch (const storage::OutcomeUnknown&) {
      call.log.warn(line_of(call, "commit_lost"));
      if (!may_run_again) return {CallOutcome::Kind::unknown};
      may_run_again = false;
    } catch (const storage::Unavailable& error) {
      call.log.error(line_of(call, "database_unavailable").operator_text("words", error.what()));
      const bool lost_before = call.after_lost_commit == GuardedCall::AfterLostCommit::run_again && !may_run_again;
      return {lost_before ? CallOutcome::Kind::unknown : CallOutcome::Kind::unavailable};
    } catch (const std::exception& error) {
      return failed(call, line_of(call, "plugin_failed").failure(error));
    } catch (...) {
      return failed(call, line_of(call, "plugin_failed"));
    }
    wait_before(attempt);
  }
}

CallOutcome run_handler(const GuardedCall& call, const Handler& handler, std::optional<Response>& answer) {
  const CallOutcome outcome = run_guarded(call, [&](Scope& scope) {
    answer.reset();
    answer = handler(scope);
    return answer->status < 500;
  });
  // What a handler wanted to say is untrue when its transaction wasn't kept.
  if (outcome.kind != CallOutcome::Kind::done && answer && answer->status < 500) answer.reset();
  return outcome;
}

}  // namespace frontdesk
