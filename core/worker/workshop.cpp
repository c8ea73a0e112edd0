// SPDX-License-Identifier: AGPL-3.0-or-later
#include "worker/workshop.h"

#include <stdexcept>

#include "storage/mysql/configured.h"
#include "storage/practice_repository.h"

namespace frontdesk {

namespace {

/// One at work, one for a transaction beside it.
constexpr int connections = 2;

std::string words_of(const view::ViewProblem& problem) { return problem.file + ": " + problem.problem; }

LogLine line_of(std::string_view code, std::initializer_list<std::pair<std::string_view, std::int64_t>> numbers) {
  LogLine line("plugin");
  line.code("code", code);
  for (const auto& [name, number] : numbers) line.number(name, number);
  return line;
}

}  // namespace

Workshop::Workshop(Config read)
    : config(std::move(read)),
      error_log(config.error_log),
      plugins(config.plugin_paths, nullptr),
      templates(config.templates_path, config.assets_url),
      views(templates, zones),
      desk_rules(frontdesk::desk_rules(config)),
      database(storage::mysql::open_checked(config, connections)),
      transport(mail::make_transport(config)),
      mail_sender(mail::sender_address(config)),
      plugin_log_(error_log) {
  load_views();
  plugins.start(*this);
  for (const auto& report : plugins.reports()) {
    if (report.reason.empty()) continue;
    error_log.error(LogLine("plugin_state").code("plugin", report.id).code("state", to_string(report.state)).operator_text("reason", report.reason));
  }
}

Workshop::~Workshop() { plugins.stop(); }

void Workshop::load_views() {
  const auto core = templates.load_core();
  if (!core.empty()) throw std::runtime_error("the core's templates can't be used: " + words_of(core.front()) + " (is [paths] templates right?)");
  for (const auto& plugin : plugins.all()) {
    if (!plugin->is_serving()) continue;
    const auto problems = templates.load_plugin(plugin->id(), plugin->report.folder + "/templates", plugin->declarations.pages);
    if (!problems.empty()) plugins.refuse(plugin->id(), words_of(problems.front()));
  }
  for (const auto& problem : templates.load_overrides(config.overrides_path)) {
    error_log.warn(LogLine("override_refused").operator_text("words", words_of(problem)));
  }
}

std::optional<PracticeInHand> Workshop::practice(PracticeId id) {
  const auto unit = database->begin(storage::AccessMode::read_only);
  auto snapshot = unit->practices().load(id);
  if (!snapshot) return std::nullopt;
  return PracticeInHand{.snapshot = std::move(*snapshot), .enablement = Enablement(plugins, unit->practices().plugin_switches(id))};
}

void Workshop::StartLog::note(std::string_view code, std::initializer_list<std::pair<std::string_view, std::int64_t>> numbers) {
  file_.note(line_of(code, numbers));
}

void Workshop::StartLog::warn(std::string_view code, std::initializer_list<std::pair<std::string_view, std::int64_t>> numbers) {
  file_.warn(line_of(code, numbers));
}

}  // namespace frontdesk
