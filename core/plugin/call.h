// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/log.h"
#include "plugin/abilities.h"
#include "plugin/enablement.h"
#include "plugin/plugin_set.h"

namespace frontdesk {

/// What is the same for every try of a call. Everything pointed to outlives the call.
struct CallFacts {
  const Request* request = nullptr;  ///< in the worker: an empty one
  Actor actor;
  Instant now;                       ///< one for the whole request, whatever the number of tries
  std::string_view base_url;
  bool form_is_fresh = true;
};

/// One try of a call: a transaction, and a scope for each plugin that has a part in it. One thread.
class Call final : public PluginVoices {
 public:
  Call(const PluginSet& plugins, const Enablement& enablement, const CallFacts& facts, Abilities& abilities, LogFile& log, Board* board);
  ~Call() override;

  /// The scope through which `plugin` sees this call; lives as long as the call.
  [[nodiscard]] Scope& scope_for(const LoadedPlugin& plugin);

  [[nodiscard]] std::vector<Fragment> panels(std::string_view slot, std::string_view subject) override;
  [[nodiscard]] std::vector<Navigation> navigation() override;
  [[nodiscard]] std::optional<std::string> refusal(const RequestDraft& draft) override;

  [[nodiscard]] const CallFacts& facts() const noexcept { return facts_; }
  [[nodiscard]] Abilities& abilities() noexcept { return abilities_; }
  [[nodiscard]] const Enablement& enablement() const noexcept { return enablement_; }
  [[nodiscard]] const PluginSet& plugins() const noexcept { return plugins_; }
  [[nodiscard]] LogFile& log() noexcept { return log_; }
  [[nodiscard]] Board* board() noexcept { return board_; }

 private:
  class PluginScope;
  const PluginSet& plugins_;
  const Enablement& enablement_;
  const CallFacts& facts_;
  Abilities& abilities_;
  LogFile& log_;
  Board* board_;
  std::map<std::string, std::unique_ptr<PluginScope>, std::less<>> scopes_;
};

/// Whether the actor may open what asks for `access`.
[[nodiscard]] bool is_allowed(const Actor& actor, Access access);

/// How a guarded call ended.
struct CallOutcome {
  enum class Kind : std::uint8_t {
    done = 1,         ///< committed, or nothing to commit
    failed,           ///< the plugin threw, or answered 500 or more: rolled back, logged, counted
    busy,             ///< other writers were faster, every time: rolled back
    unavailable,      ///< the database is away: nothing was stored
    unknown,          ///< the connection was lost at COMMIT: nobody knows yet
  };
  Kind kind = Kind::failed;
};

/// Opens the transaction of one try. Throws storage::Unavailable.
using OpenAbilities = std::function<std::unique_ptr<Abilities>()>;

struct GuardedCall {
  const PluginSet& plugins;
  LoadedPlugin& plugin;
  const Enablement& enablement;
  const CallFacts& facts;
  OpenAbilities open;
  LogFile& log;
  Board* board = nullptr;
  /// Nothing is committed: the transaction is a reader's.
  enum class Writes : std::uint8_t { no = 1, yes } writes = Writes::yes;
  /// Whether an act whose commit was lost may be run again: only where running it twice stores it once (a public form's token).
  enum class AfterLostCommit : std::uint8_t { tell = 1, run_again } after_lost_commit = AfterLostCommit::tell;
};

/// Runs `body` with the plugin's scope in a transaction of its own, which is committed unless `body` throws or returns false. After a conflict
/// everything is done again from the start, three times at most, with a little chance in the waiting. Catches everything.
[[nodiscard]] CallOutcome run_guarded(const GuardedCall& call, const std::function<bool(Scope&)>& body);

/// The same for a handler: its answer, or nothing when the outcome isn't `done` — except that an answer of 500 or more is given back, too.
[[nodiscard]] CallOutcome run_handler(const GuardedCall& call, const Handler& handler, std::optional<Response>& answer);

}  // namespace frontdesk
