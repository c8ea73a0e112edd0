// SPDX-License-Identifier: AGPL-3.0-or-later
// What plugins find when they are asked how they are.
#include <stdexcept>

#include "application/scheduling_service.h"
#include "ctl/doctor.h"
#include "plugin/call.h"
#include "view/catalogue.h"

namespace frontdesk::ctl {
namespace {

/// A health check reads: its own tables, settings and times. It has no visitor, no forms and no pages.
class HealthAbilities final : public Abilities {
 public:
  HealthAbilities(const Zones& zones, SnapshotCache& snapshots, const Practice& practice, Instant now, std::unique_ptr<storage::UnitOfWork> work)
      : zones_(zones), practice_(practice), work_(std::move(work)), scheduling_(*work_, storage::AccessMode::read_only, practice.id, now, snapshots) {}

  void attach(PluginVoices&) override {}
  const Practice& practice() override { return practice_; }
  Scheduling& scheduling() override { return scheduling_; }
  Intake& intake() override { throw none("requests"); }
  Conversations& conversations() override { throw none("conversations"); }
  Accounts& accounts() override { throw none("accounts"); }
  Views& views() override { throw none("pages"); }
  const Zones& zones() const override { return zones_; }
  std::unique_ptr<Store> store(std::string_view plugin_id) override { return work_->plugin_store(plugin_id, practice_.id.value()); }
  std::string form_token(std::string_view) override { throw none("forms"); }
  void commit() override {}

 private:
  static std::logic_error none(const std::string& what) { return std::logic_error("a health check has no " + what); }
  const Zones& zones_;
  const Practice& practice_;
  std::unique_ptr<storage::UnitOfWork> work_;
  SchedulingService scheduling_;
};

/// The catalogue's words for a plugin's finding; the key itself where it has none.
std::string words_for(const std::string& key, const LoadedPlugin& plugin) {
  view::Catalogues catalogues;
  static_cast<void>(catalogues.load_plugin(plugin.id(), plugin.report.folder + "/templates/messages"));
  const auto* text = catalogues.find(view::default_language, key);
  return text == nullptr ? key : text->raw;
}

void ask(Operator& op, LoadedPlugin& plugin, const Enablement& enablement, const Practice& practice, Findings& findings) {
  LogFile log("/dev/null");
  SnapshotCache snapshots;
  const Request nobody_asked;
  const CallFacts facts{.request = &nobody_asked, .actor = {}, .now = op.now(), .base_url = op.config().base_url};
  const GuardedCall call{.plugins = op.plugins(),
                         .plugin = plugin,
                         .enablement = enablement,
                         .facts = facts,
                         .open = [&] { return std::make_unique<HealthAbilities>(op.zones(), snapshots, practice, op.now(), op.reading()); },
                         .log = log,
                         .writes = GuardedCall::Writes::no};
  for (const HealthCheck& check : plugin.declarations.health_checks) {
    const std::string what = "plugin " + plugin.id() + ", " + check.name + ", " + practice.link_name.text();
    std::optional<std::string> found;
    const auto outcome = run_guarded(call, [&](Scope& scope) {
      found = check.check(scope);
      return true;
    });
    if (outcome.kind != CallOutcome::Kind::done) findings.broken(what, "the plugin's own check failed");
    else if (found) findings.broken(what, words_for(*found, plugin));
  }
}

}  // namespace

void check_plugin_health(Operator& op, Findings& findings) {
  std::vector<PracticeSnapshot> practices;
  std::vector<Enablement> enablements;
  {
    const auto work = op.reading();
    for (const auto& listed : work->practices().list()) {
      auto practice = work->practices().load(listed.id);
      if (!practice || listed.suspended) continue;
      enablements.emplace_back(op.plugins(), work->practices().plugin_switches(listed.id));
      practices.push_back(std::move(*practice));
    }
  }
  for (std::size_t i = 0; i < practices.size(); ++i) {
    for (const auto& plugin : op.plugins().all()) {
      if (enablements[i].is_enabled(plugin->id())) ask(op, *plugin, enablements[i], practices[i].practice, findings);
    }
  }
}

}  // namespace frontdesk::ctl
