// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "frontdesk/plugin.h"
#include "plugin/declarations.h"

/// Plugins found in the configured folders, what became of each, and what those that serve declared.
namespace frontdesk {

class Board;

/// quarantined: it crashed too often. Its routes are still known, unless it crashed while being loaded, so that they can answer 503.
enum class PluginState : std::uint8_t { refused = 1, quarantined, declared, started, stopped };
[[nodiscard]] std::string_view to_string(PluginState state);

/// One line of `plugins list`, `doctor` and `/metrics`.
struct PluginReport {
  std::string id;      ///< the name of its folder
  std::string version;
  std::string title;
  std::string folder;  ///< the bundle
  PluginState state = PluginState::refused;
  std::string reason;  ///< why it doesn't serve, and what to do about it; for operators
  /// In the first configured folder, and so on in every practice that didn't turn it off; others are off until turned on.
  bool ships_with_frontdesk = false;
};

/// One plugin. Its declarations stay as they are while the set lives; the counts may be changed from any thread.
class LoadedPlugin {
 public:
  LoadedPlugin();
  ~LoadedPlugin();
  LoadedPlugin(const LoadedPlugin&) = delete;
  LoadedPlugin& operator=(const LoadedPlugin&) = delete;

  PluginReport report;
  Declarations declarations;
  std::atomic<std::uint64_t> calls{0};
  std::atomic<std::uint64_t> failures{0};

  [[nodiscard]] const std::string& id() const noexcept { return report.id; }
  [[nodiscard]] bool is_serving() const noexcept { return report.state == PluginState::declared || report.state == PluginState::started; }

 private:
  friend class PluginSet;
  struct Library;
  std::unique_ptr<Library> library_;
};

class PluginSet {
 public:
  /// Looks at every bundle `<folder>/<id>/plugin.so`, checks each before any of its code runs, loads and declares those that are
  /// sound; never throws for one that isn't. `board` (may be null) tells which one crashed or keeps crashing. Folders that don't exist hold nothing.
  /// Not to be used from several threads until it returned.
  PluginSet(const std::vector<std::string>& folders, Board* board);
  ~PluginSet();

  /// All that were found, folder by folder, by id.
  [[nodiscard]] const std::vector<std::unique_ptr<LoadedPlugin>>& all() const noexcept { return all_; }
  /// Null when there is none of that id that serves.
  [[nodiscard]] const LoadedPlugin* serving(std::string_view id) const;
  [[nodiscard]] std::vector<PluginReport> reports() const;

  /// Takes a plugin out, with the reason: its routes, panels and everything else are gone. Before `start` only.
  void refuse(std::string_view id, std::string reason);
  /// Once, before any handler runs. A plugin whose start throws is refused.
  void start(Host& host);
  /// Once, when no handler runs any more.
  void stop() noexcept;

  /// Those of the core and of every plugin that serves.
  [[nodiscard]] std::vector<SettingSpec> settings() const;
  /// Null when nobody declared it.
  [[nodiscard]] const SettingSpec* setting(std::string_view id) const;

 private:
  void look_at(const std::string& folder, bool ships_with_frontdesk);
  void load(LoadedPlugin& plugin);
  void quarantine(LoadedPlugin& plugin) const;
  std::vector<const Declarations*> declared_before(const LoadedPlugin& plugin) const;

  Board* board_;
  std::vector<std::unique_ptr<LoadedPlugin>> all_;
};

/// Settings that the core itself has.
[[nodiscard]] const std::vector<SettingSpec>& core_settings();

}  // namespace frontdesk
