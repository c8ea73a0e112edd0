// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "application/account_service.h"
#include "application/desk_call.h"
#include "application/password_pool.h"
#include "base/config.h"
#include "base/log.h"
#include "host/metrics.h"
#include "host/practice_cache.h"
#include "host/route_table.h"
#include "http/form_token.h"
#include "plugin/board.h"
#include "plugin/plugin_set.h"
#include "storage/database.h"
#include "time/system_zones.h"
#include "view/page_views.h"
#include "view/template_store.h"

namespace frontdesk {

/// What is the same for every request of this process: made once before threads start, used by all of them.
class Site final : public Host {
 public:
  /// Loads plugins, templates and overrides; what is wrong with one of them is logged, and it doesn't serve. Throws std::runtime_error
  /// where nothing could be served: the core's own templates are broken or missing, the schema is older than this program, or a log can't be written. A
  /// database that is away is no such reason.
  Site(Config config, Board& board);
  ~Site() override;
  Site(const Site&) = delete;
  Site& operator=(const Site&) = delete;

  [[nodiscard]] Log& log() override { return plugin_log_; }
  [[nodiscard]] std::string_view base_url() const override { return config.base_url; }

  const Config config;
  Board& board;
  LogFile access_log;
  LogFile error_log;
  const std::string own_origin;
  const SystemZones zones;
  PluginSet plugins;
  view::TemplateStore templates;
  view::ViewRoom views;
  const http::FormTokens form_tokens;
  const AccountRules account_rules;
  const DeskRules desk_rules;
  PasswordPool password_pool;
  std::unique_ptr<storage::Database> database;
  SnapshotCache snapshots;
  PracticeCache practices;
  Metrics metrics;
  std::unique_ptr<const RouteTable> routes;

 private:
  class StartLog final : public Log {
   public:
    explicit StartLog(LogFile& file) : file_(file) {}
    void note(std::string_view code, std::initializer_list<std::pair<std::string_view, std::int64_t>> numbers) override;
    void warn(std::string_view code, std::initializer_list<std::pair<std::string_view, std::int64_t>> numbers) override;

   private:
    LogFile& file_;
  };
  void load_views();
  void check_database();
  void report_plugins();
  StartLog plugin_log_;
};

}  // namespace frontdesk
