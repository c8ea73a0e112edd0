// SPDX-License-Identifier: AGPL-3.0-or-later
#include "host/site.h"

#include <algorithm>
#include <stdexcept>
#include <thread>

#include "http/origin.h"
#include "storage/errors.h"
#include "storage/mysql/database.h"
#include "storage/mysql/migrator.h"
#include "storage/mysql/server_check.h"

namespace frontdesk {

namespace {

std::string words_of(const view::ViewProblem& problem) { return problem.file + ": " + problem.problem; }

LogLine line_of(std::string_view event, std::string_view code, std::initializer_list<std::pair<std::string_view, std::int64_t>> numbers) {
  LogLine line(event);
  line.code("code", code);
  for (const auto& [name, number] : numbers) line.number(name, number);
  return line;
}

storage::mysql::ConnectionOptions serving_options(const Config& config) {
  storage::mysql::ConnectionOptions options;
  options.socket = config.database_socket;
  options.host = config.database_host;
  options.port = config.database_port;
  options.user = config.serving.user;
  options.password = config.serving.password.reveal();
  options.database = config.database_name;
  return options;
}

}  // namespace

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
      desk_rules(frontdesk::desk_rules(config)),
      password_pool(PasswordPool::for_threads(config.threads, static_cast<int>(std::thread::hardware_concurrency()))),
      database(storage::mysql::make_database(serving_options(config), config.threads)),
      practices(plugins, snapshots),
      plugin_log_(error_log) {
  load_views();
  check_database();
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

void Site::check_database() {
  using namespace storage::mysql;
  try {
    const auto connection = connect(serving_options(config));
    check_server(*connection);
    const auto folders = migration_folders(config.sql_path, config.plugin_paths);
    const auto core = std::find_if(folders.begin(), folders.end(), [](const auto& folder) { return folder.component == "core"; });
    if (core == folders.end()) throw storage::WrongSchema("there are no migrations of the core in " + config.sql_path + " (is [paths] sql right?)");
    check_schema(*connection, read_migrations({*core}));
    for (const auto& folder : folders) {
      if (plugins.serving(folder.component) == nullptr) continue;
      try {
        check_schema(*connection, read_migrations({*core, folder}));
      } catch (const storage::WrongSchema& error) {
        plugins.refuse(folder.component, error.what());
      }
    }
  } catch (const storage::Unavailable& error) {
    // It may come back; until then pages say that nothing can be done just now.
    error_log.warn(LogLine("database_unavailable").operator_text("words", error.what()));
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
