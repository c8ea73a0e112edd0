// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "application/desk_call.h"
#include "application/snapshot_cache.h"
#include "base/config.h"
#include "base/log.h"
#include "mail/transport.h"
#include "plugin/enablement.h"
#include "plugin/plugin_set.h"
#include "storage/database.h"
#include "time/system_zones.h"
#include "view/page_views.h"
#include "view/template_store.h"

namespace frontdesk {

/// A practice as a round needs it.
struct PracticeInHand {
  PracticeSnapshot snapshot;
  Enablement enablement;
};

/// What the worker has from start to end. One thread.
class Workshop final : public Host {
 public:
  /// Throws std::runtime_error, with words that say what to do, where it could do no work: templates broken, schema wrong, mail goes nowhere, the
  /// database not there.
  explicit Workshop(Config config);
  ~Workshop() override;
  Workshop(const Workshop&) = delete;
  Workshop& operator=(const Workshop&) = delete;

  [[nodiscard]] Log& log() override { return plugin_log_; }
  [[nodiscard]] std::string_view base_url() const override { return config.base_url; }

  /// Nothing when it went away.
  [[nodiscard]] std::optional<PracticeInHand> practice(PracticeId id);

  const Config config;
  LogFile error_log;
  const SystemZones zones;
  PluginSet plugins;
  view::TemplateStore templates;
  view::ViewRoom views;
  const DeskRules desk_rules;
  std::unique_ptr<storage::Database> database;
  SnapshotCache snapshots;
  std::unique_ptr<mail::Transport> transport;
  const std::string mail_sender;

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
  StartLog plugin_log_;
};

}  // namespace frontdesk
