// SPDX-License-Identifier: AGPL-3.0-or-later
#include <CLI/CLI.hpp>

#include "ctl/commands.h"
#include "plugin/enablement.h"
#include "plugin/quarantine_file.h"
#include "storage/practice_writer.h"
#include "storage/transaction.h"

namespace frontdesk::ctl {
namespace {

void list(Operator& op, const std::string& practice) {
  std::optional<Enablement> enablement;
  if (!practice.empty()) {
    const auto work = op.reading();
    enablement.emplace(op.plugins(), work->practices().plugin_switches(op.practice(*work, practice).id));
  }
  const auto quarantined = read_quarantine(quarantine_file(op.config().host_socket));
  std::vector<std::vector<std::string>> rows;
  for (PluginReport report : op.plugins().reports()) {
    const bool serves = op.plugins().serving(report.id) != nullptr;
    std::string state = serves ? "loaded" : std::string(to_string(report.state));
    if (serves && std::find(quarantined.begin(), quarantined.end(), report.id) != quarantined.end()) {
      state = to_string(PluginState::quarantined);
      report.reason = "it kept crashing frontdesk-host; mend or remove it, then reload the host";
    }
    const std::string here = !enablement ? "" : enablement->is_enabled(report.id) ? "on" : "off";
    rows.push_back({report.id, report.version, state, here, report.reason.empty() ? report.title : one_line(report.reason)});
  }
  if (rows.empty()) op.err() << "there are no plugins in the folders of [paths] plugins\n";
  print_table(op.out(), rows);
}

void set(Operator& op, const std::string& practice, const std::string& plugin, bool enabled) {
  std::vector<std::string> ids;
  for (const PluginReport& report : op.plugins().reports()) ids.push_back(report.id);
  if (std::find(ids.begin(), ids.end(), plugin) == ids.end()) {
    throw bad_input("there is no plugin \"" + one_line(plugin) + "\"" + suggestion(plugin, ids) + "; `frontdeskctl plugins list` names them all");
  }
  storage::in_transaction(op.database(), [&](storage::UnitOfWork& work) { work.practice_writer().set_plugin(op.practice(work, practice).id, plugin, enabled); });
  op.out() << plugin << ": " << (enabled ? "on" : "off") << " for " << practice << '\n';
  if (enabled && op.plugins().serving(plugin) == nullptr) op.err() << plugin << " isn't loaded, so nothing of it shows yet; `frontdeskctl plugins list` says why\n";
}

}  // namespace

void add_plugin_commands(CLI::App& app, Operator& op) {
  CLI::App* group = app.add_subcommand("plugins", "what is loaded, and what a practice has on");
  group->require_subcommand(1);
  group->footer("\n  frontdeskctl plugins list\n  frontdeskctl plugins list harbor-therapy\n  frontdeskctl plugins disable harbor-therapy legacy_links");
  struct Words {
    std::string practice, plugin;
  };
  auto words = std::make_shared<Words>();
  CLI::App* command = group->add_subcommand("list", "id, version, state, on or off for a practice, title or what is wrong");
  command->add_option("practice,--practice", words->practice, "say what is on for this practice, too")->type_name("PRACTICE");
  command->callback([&op, words] { list(op, words->practice); });
  for (const bool enabled : {true, false}) {
    command = group->add_subcommand(enabled ? "enable" : "disable", enabled ? "turn a plugin on for a practice" : "turn a plugin off for a practice: its pages answer 404 as if it weren't there");
    command->add_option("practice,--practice", words->practice, "link name of the practice")->required()->type_name("PRACTICE");
    command->add_option("plugin,--plugin", words->plugin, "id of the plugin")->required()->type_name("PLUGIN");
    command->callback([&op, words, enabled] { set(op, words->practice, words->plugin, enabled); });
  }
}

}  // namespace frontdesk::ctl
