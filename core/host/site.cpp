// SPDX-License-Identifier: AGPL-3.0-or-later
#include "host/site.h"

#include <stdexcept>
#include <thread>

#include "http/origin.h"
#include "storage/mysql/database.h"

namespace frontdesk {

namespace {

constexpr std::size_t most_kept_practices = 512;

std::string words_of(const view::ViewProblem& problem) { return problem.file + ": " + problem.problem; }

LogLine line_of(std::string_view event, std::string_view code, std::initializer_list<std::pair<std::string_view, std::int64_t>> numbers) {
  LogLine line(event);
  line.code("code", code);
  for (const auto& [name, number] : numbers) line.number(name, number);
  return line;
}

}  // namespace

std::unique_ptr<storage::Database> open_database(const Config& config) {
  storage::mysql::ConnectionOptions options;
  options.socket = config.database_socket;
  options.host = config.database_host;
  options.port = config.database_port;
  options.user = config.serving.user;
  options.password = config.serving.password.reveal();
  options.database = config.database_name;
  return storage::mysql::make_database(options, config.threads);
}

Site::Site(Config read, Board& crash_board)
    : config(std::move(read)),
      board(crash_board),
      access_log(config.access_log),
      error_log(config.error_log),
      own_origin(http::origin_of(config.base_url)),
      plugins(config.plugin_paths, &board),
      templates(config.templates_path, config.assets_url),
      views(templates, zones),
      form_tokens(crypto::derive_key(config.secret, "form_token")),
      account_rules(frontdesk::account_rules(config)),
      password_pool(PasswordPool::for_threads(config.threads, static_cast<int>(std::thread::hardware_concurrency()))),
      database(open_database(config)),
      practices(plugins, most_kept_practices),
      plugin_log_(error_log) {
  load_views();
  plugins.start(*this);
  report_plugins();
  routes = std::make_unique<const RouteTable>(plugins);
}

Site::~Site() { plugins.stop(); }

void Site::load_views() {
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

void Site::report_plugins() {
  for (const auto& report : plugins.reports()) {
    LogLine line("plugin_state");
    line.code("plugin", report.id).code("version", report.version).code("state", to_string(report.state));
    if (report.reason.empty()) {
      error_log.note(line);
    } else {
      error_log.error(line.operator_text("reason", report.reason));
    }
  }
}

void Site::StartLog::note(std::string_view code, std::initializer_list<std::pair<std::string_view, std::int64_t>> numbers) {
  file_.note(line_of("plugin", code, numbers));
}

void Site::StartLog::warn(std::string_view code, std::initializer_list<std::pair<std::string_view, std::int64_t>> numbers) {
  file_.warn(line_of("plugin", code, numbers));
}

}  // namespace frontdesk
