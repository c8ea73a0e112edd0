// SPDX-License-Identifier: AGPL-3.0-or-later
#include "plugin/call.h"

#include <algorithm>
#include <stdexcept>

#include "plugin/board.h"
#include "plugin/practice_settings.h"
#include "storage/errors.h"

namespace frontdesk {

namespace {

/// Lines of one plugin, told by its name and the request's.
class PluginLog final : public Log {
 public:
  PluginLog(LogFile& file, std::string plugin, std::string request) : file_(file), plugin_(std::move(plugin)), request_(std::move(request)) {}
  void note(std::string_view code, std::initializer_list<std::pair<std::string_view, std::int64_t>> numbers) override { file_.note(line(code, numbers)); }
  void warn(std::string_view code, std::initializer_list<std::pair<std::string_view, std::int64_t>> numbers) override { file_.warn(line(code, numbers)); }

 private:
  LogLine line(std::string_view code, std::initializer_list<std::pair<std::string_view, std::int64_t>> numbers) const {
    LogLine line("plugin");
    line.code("plugin", plugin_).code("request_id", request_).code("code", code);
    for (const auto& [name, number] : numbers) line.number(name, number);
    return line;
  }
  LogFile& file_;
  std::string plugin_;
  std::string request_;
};

}  // namespace

class Call::PluginScope final : public Scope {
 public:
  PluginScope(Call& call, const LoadedPlugin& plugin)
      : call_(call),
        plugin_(plugin),
        settings_(call.plugins(), call.abilities().practice(), plugin.id()),
        log_(call.log(), plugin.id(), call.facts().request->id) {}

  const Request& request() const override { return *call_.facts().request; }
  const Practice& practice() const override { return call_.abilities().practice(); }
  const Actor& actor() const override { return call_.facts().actor; }
  Instant now() const override { return call_.facts().now; }
  Settings& settings() override { return settings_; }
  Scheduling& scheduling() override { return call_.abilities().scheduling(); }
  Intake& intake() override { return call_.abilities().intake(); }
  Conversations& conversations() override { return call_.abilities().conversations(); }
  Accounts& accounts() override { return call_.abilities().accounts(); }
  Store& store() override {
    if (!store_) store_ = call_.abilities().store(plugin_.id());
    return *store_;
  }
  Views& views() override { return call_.abilities().views(); }
  const Zones& zones() const override { return call_.abilities().zones(); }
  Log& log() override { return log_; }
  std::string form_token(std::string_view form) override { return call_.abilities().form_token(form); }
  bool form_is_fresh() const override { return call_.facts().form_is_fresh; }
  bool is_enabled(std::string_view plugin_id) const override { return call_.enablement().is_enabled(plugin_id); }
  std::string_view base_url() const override { return call_.facts().base_url; }

 private:
  Call& call_;
  const LoadedPlugin& plugin_;
  PracticeSettings settings_;
  PluginLog log_;
  std::unique_ptr<Store> store_;
};

Call::Call(const PluginSet& plugins, const Enablement& enablement, const CallFacts& facts, Abilities& abilities, LogFile& log, Board* board)
    : plugins_(plugins), enablement_(enablement), facts_(facts), abilities_(abilities), log_(log), board_(board) {
  abilities_.attach(*this);
}

Call::~Call() = default;

Scope& Call::scope_for(const LoadedPlugin& plugin) {
  auto& scope = scopes_[plugin.id()];
  if (!scope) scope = std::make_unique<PluginScope>(*this, plugin);
  return *scope;
}

std::vector<Fragment> Call::panels(std::string_view slot, std::string_view subject) {
  std::vector<Fragment> fragments;
  for (const auto& plugin : plugins_.all()) {
    if (!enablement_.is_enabled(plugin->id())) continue;
    for (const Panel& panel : plugin->declarations.panels) {
      if (panel.slot != slot) continue;
      const RunningPlugin running(board_, plugin->id(), Board::Phase::serving);
      try {
        if (auto fragment = panel.show(scope_for(*plugin), subject); !fragment.is_empty()) fragments.push_back(std::move(fragment));
      } catch (const storage::Conflict&) {
        throw;  // the whole call runs again
      } catch (const storage::Unavailable&) {
        throw;
      } catch (const std::exception& error) {
        plugin->failures.fetch_add(1, std::memory_order_relaxed);
        log_.error(LogLine("panel_failed").code("plugin", plugin->id()).code("request_id", facts_.request->id).failure(error));
      } catch (...) {
        plugin->failures.fetch_add(1, std::memory_order_relaxed);
        log_.error(LogLine("panel_failed").code("plugin", plugin->id()).code("request_id", facts_.request->id));
      }
    }
  }
  return fragments;
}

std::vector<Navigation> Call::navigation() {
  std::vector<Navigation> entries;
  for (const auto& plugin : plugins_.all()) {
    if (!enablement_.is_enabled(plugin->id())) continue;
    for (const Navigation& entry : plugin->declarations.navigation) {
      if (is_allowed(facts_.actor, entry.access)) entries.push_back(entry);
    }
  }
  std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.order < b.order; });
  return entries;
}

std::optional<std::string> Call::refusal(const RequestDraft& draft) {
  for (const auto& plugin : plugins_.all()) {
    if (!enablement_.is_enabled(plugin->id())) continue;
    for (const Guard& guard : plugin->declarations.guards) {
      const RunningPlugin running(board_, plugin->id(), Board::Phase::serving);
      if (auto key = guard.refuse(scope_for(*plugin), draft)) return key;
    }
  }
  return std::nullopt;
}

bool is_allowed(const Actor& actor, Access access) {
  if (access == Access::everyone) return true;
  if (!actor.staff) return false;
  const StaffRole role = actor.staff->role;
  if (access == Access::staff) return true;
  if (access == Access::admin) return role == StaffRole::owner || role == StaffRole::admin;
  return role == StaffRole::owner;
}

}  // namespace frontdesk
