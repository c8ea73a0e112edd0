// SPDX-License-Identifier: AGPL-3.0-or-later
#include "plugin/plugin_set.h"

#include <Poco/Exception.h>
#include <Poco/SharedLibrary.h>
#include <dlfcn.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>

#include "plugin/board.h"
#include "plugin/bundle_check.h"

namespace frontdesk {

namespace {

/// These are the core's own rooms of templates, texts, tables and settings.
bool is_reserved(std::string_view text) {
  static constexpr std::array<std::string_view, 6> names{"core", "layout", "errors", "mail", "messages", "assets"};
  return std::find(names.begin(), names.end(), text) != names.end();
}

bool is_plugin_id(std::string_view text) {
  const auto is_inner = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  return !text.empty() && text.size() <= 32 && text.front() >= 'a' && text.front() <= 'z' && std::all_of(text.begin(), text.end(), is_inner);
}

/// Why the handshake fails, before any C++ of the plugin runs.
std::optional<std::string> objection_to(const frontdesk_plugin_descriptor* descriptor, const std::string& id) {
  if (descriptor == nullptr) return "it describes nothing (" FRONTDESK_PLUGIN_ENTRY_NAME " returned null)";
  if (descriptor->struct_size < sizeof(frontdesk_plugin_descriptor)) return "its description is shorter than this Frontdesk's; build it again with this Frontdesk's headers";
  const std::string version = std::to_string(descriptor->api_major) + '.' + std::to_string(descriptor->api_minor);
  const std::string own = std::to_string(FRONTDESK_API_MAJOR) + '.' + std::to_string(FRONTDESK_API_MINOR);
  if (descriptor->api_major != FRONTDESK_API_MAJOR || descriptor->api_minor > FRONTDESK_API_MINOR) {
    return "it was built for plugin interface " + version + ", this Frontdesk has " + own;
  }
  if (descriptor->build_tag == nullptr || std::string_view(descriptor->build_tag) != FRONTDESK_BUILD_TAG) {
    return "it was built as " + std::string(descriptor->build_tag == nullptr ? "?" : descriptor->build_tag) + ", this Frontdesk as " FRONTDESK_BUILD_TAG;
  }
  if (descriptor->id == nullptr || id != descriptor->id) {
    return "it calls itself \"" + std::string(descriptor->id == nullptr ? "" : descriptor->id) + "\", its folder " + id + "; both must be equal";
  }
  if (descriptor->version == nullptr || descriptor->title == nullptr) return "it has no version or no title";
  if (descriptor->create == nullptr || descriptor->destroy == nullptr) return "it can't be made (create and destroy are missing)";
  return std::nullopt;
}

}  // namespace

std::string_view to_string(PluginState state) {
  switch (state) {
    case PluginState::refused: return "refused";
    case PluginState::quarantined: return "quarantined";
    case PluginState::declared: return "loaded";
    case PluginState::started: return "started";
    case PluginState::stopped: return "stopped";
  }
  return "";
}

struct LoadedPlugin::Library {
  Poco::SharedLibrary library;
  const frontdesk_plugin_descriptor* descriptor = nullptr;
  Plugin* plugin = nullptr;
};

LoadedPlugin::LoadedPlugin() = default;

// The library stays mapped: its code may still be named by handlers that others hold, and new code means a new process anyway.
LoadedPlugin::~LoadedPlugin() {
  declarations = {};
  if (library_ && library_->plugin != nullptr) library_->descriptor->destroy(library_->plugin);
}

PluginSet::PluginSet(const std::vector<std::string>& folders, Board* board) : board_(board) {
  for (std::size_t i = 0; i < folders.size(); ++i) look_at(folders[i], i == 0);
  for (auto& plugin : all_) {
    if (plugin->report.reason.empty()) load(*plugin);
  }
}

PluginSet::~PluginSet() = default;

void PluginSet::look_at(const std::string& folder, bool ships_with_frontdesk) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.is_directory(error) && entry.path().filename().string().front() != '.') names.push_back(entry.path().filename());
  }
  std::sort(names.begin(), names.end());
  for (const auto& name : names) {
    auto plugin = std::make_unique<LoadedPlugin>();
    plugin->report.id = name;
    plugin->report.folder = (std::filesystem::path(folder) / name).string();
    plugin->report.ships_with_frontdesk = ships_with_frontdesk;
    const auto is_same = [&](const auto& other) { return other->id() == name; };
    const bool has_code = std::filesystem::exists(plugin->report.folder + "/plugin.so", error);
    if (!is_plugin_id(name) && !has_code) continue;
    if (!is_plugin_id(name)) plugin->report.reason = "its folder's name isn't an id (a-z, 0-9, '_', at most 32)";
    else if (is_reserved(name)) plugin->report.reason = "the name " + name + " is Frontdesk's own";
    else if (!has_code) plugin->report.reason = "its folder holds no plugin.so";
    else if (std::any_of(all_.begin(), all_.end(), is_same)) plugin->report.reason = "a plugin of this id lies in an earlier folder";
    all_.push_back(std::move(plugin));
  }
}

std::vector<const Declarations*> PluginSet::declared_before(const LoadedPlugin& plugin) const {
  std::vector<const Declarations*> others;
  for (const auto& other : all_) {
    if (other.get() != &plugin && other->is_serving()) others.push_back(&other->declarations);
  }
  return others;
}

void PluginSet::quarantine(LoadedPlugin& plugin) const {
  plugin.report.state = PluginState::quarantined;
  plugin.report.reason = "it crashed " + std::to_string(board_->crashes_of(plugin.id())) + " times; mend or remove it, then reload frontdesk-host";
}

void PluginSet::load(LoadedPlugin& plugin) {
  PluginReport& report = plugin.report;
  const std::string file = report.folder + "/plugin.so";
  if (auto objection = objection_to(report.folder, FRONTDESK_BUILD_TAG)) {
    report.reason = std::move(*objection);
    return;
  }
  const bool is_quarantined = board_ != nullptr && board_->is_quarantined(report.id);
  if (is_quarantined && board_->last_phase_of(report.id) == Board::Phase::loading) {
    quarantine(plugin);
    return;
  }
  const RunningPlugin running(board_, report.id, Board::Phase::loading);
  try {
    // Poco binds symbols when they are first called, and a missing one then ends the process: binding all of them now turns it into a reason.
    if (::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL) == nullptr) {
      const char* words = ::dlerror();
      report.reason = words == nullptr ? "it can't be loaded" : words;
      return;
    }
    auto library = std::make_unique<LoadedPlugin::Library>();
    library->library.load(file, Poco::SharedLibrary::SHLIB_LOCAL);
    if (!library->library.hasSymbol(FRONTDESK_PLUGIN_ENTRY_NAME)) {
      report.reason = "it doesn't export " FRONTDESK_PLUGIN_ENTRY_NAME;
      return;
    }
    const auto entry = reinterpret_cast<frontdesk_plugin_entry_function>(library->library.getSymbol(FRONTDESK_PLUGIN_ENTRY_NAME));
    library->descriptor = entry();
    if (auto objection = objection_to(library->descriptor, report.id)) {
      report.reason = std::move(*objection);
      return;
    }
    report.version = library->descriptor->version;
    report.title = library->descriptor->title;
    library->plugin = static_cast<Plugin*>(library->descriptor->create());
    if (library->plugin == nullptr) {
      report.reason = "it couldn't be made (its constructor threw)";
      return;
    }
    plugin.library_ = std::move(library);
    DeclarationCollector collector;
    plugin.library_->plugin->declare(collector);
    plugin.declarations = collector.take();
    if (auto mistake = mistake_in(plugin.declarations, report.id, declared_before(plugin))) {
      plugin.declarations = {};
      report.reason = std::move(*mistake);
      return;
    }
    report.state = PluginState::declared;
    if (is_quarantined) quarantine(plugin);
  } catch (const Poco::Exception& error) {
    report.reason = error.displayText();
  } catch (const std::exception& error) {
    report.reason = std::string("it failed while it was loaded: ") + error.what();
  } catch (...) {
    report.reason = "it failed while it was loaded, without saying why";
  }
}

const LoadedPlugin* PluginSet::serving(std::string_view id) const {
  for (const auto& plugin : all_) {
    if (plugin->id() == id && plugin->is_serving()) return plugin.get();
  }
  return nullptr;
}

std::vector<PluginReport> PluginSet::reports() const {
  std::vector<PluginReport> reports;
  for (const auto& plugin : all_) reports.push_back(plugin->report);
  return reports;
}

void PluginSet::refuse(std::string_view id, std::string reason) {
  for (auto& plugin : all_) {
    if (plugin->id() != id || !plugin->is_serving()) continue;
    plugin->declarations = {};
    plugin->report.state = PluginState::refused;
    plugin->report.reason = std::move(reason);
    return;
  }
}

void PluginSet::start(Host& host) {
  for (auto& plugin : all_) {
    if (!plugin->is_serving()) continue;
    const RunningPlugin running(board_, plugin->id(), Board::Phase::loading);
    try {
      plugin->library_->plugin->start(host);
      plugin->report.state = PluginState::started;
    } catch (const std::exception& error) {
      refuse(plugin->id(), std::string("it failed when it was started: ") + error.what());
    } catch (...) {
      refuse(plugin->id(), "it failed when it was started, without saying why");
    }
  }
}

void PluginSet::stop() noexcept {
  for (auto& plugin : all_) {
    if (plugin->report.state != PluginState::started) continue;
    const RunningPlugin running(board_, plugin->id(), Board::Phase::loading);
    plugin->library_->plugin->stop();
    plugin->report.state = PluginState::stopped;
  }
}

std::vector<SettingSpec> PluginSet::settings() const {
  std::vector<SettingSpec> settings = core_settings();
  for (const auto& plugin : all_) {
    if (plugin->is_serving()) settings.insert(settings.end(), plugin->declarations.settings.begin(), plugin->declarations.settings.end());
  }
  return settings;
}

const SettingSpec* PluginSet::setting(std::string_view id) const {
  const auto named = [&](const SettingSpec& setting) { return setting.id == id; };
  const auto& core = core_settings();
  if (const auto found = std::find_if(core.begin(), core.end(), named); found != core.end()) return &*found;
  for (const auto& plugin : all_) {
    if (!plugin->is_serving()) continue;
    const auto& own = plugin->declarations.settings;
    if (const auto found = std::find_if(own.begin(), own.end(), named); found != own.end()) return &*found;
  }
  return nullptr;
}

const std::vector<SettingSpec>& core_settings() {
  static const std::vector<SettingSpec> settings{
      {.id = "core.frame_sites",
       .type = SettingSpec::Type::text,
       .default_value = "\"\"",
       .minimum = 0,
       .maximum = 2000,
       .help_key = "core.setting.frame_sites"},
      {.id = "core.closed_message",
       .type = SettingSpec::Type::text,
       .default_value = "\"\"",
       .minimum = 0,
       .maximum = 2000,
       .help_key = "core.setting.closed_message"},
      {.id = "core.hold_hours",
       .type = SettingSpec::Type::number,
       .default_value = "72",
       .minimum = 1,
       .maximum = 336,
       .help_key = "core.setting.hold_hours"},
  };
  return settings;
}

}  // namespace frontdesk
