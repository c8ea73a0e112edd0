// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "frontdesk/practice.h"

namespace frontdesk::storage {

/// What a link name stands for.
struct NamedPractice {
  PracticeId id;
  LinkName present_name;  ///< equals the name that was asked for, or is where it redirects
  bool suspended = false;
  std::uint64_t revision = 0;
};

struct PracticeListing {
  PracticeId id;
  LinkName link_name;
  std::string name;
  bool suspended = false;
};

/// Where a practice said that a plugin is on or off; without one the plugin's own default holds.
struct PluginSwitch {
  std::string plugin_id;
  bool enabled = false;
};

/// Practices as stored. Throws the errors of storage/errors.h.
class PracticeRepository {
 public:
  virtual ~PracticeRepository() = default;

  /// By present or previous link name, compared byte by byte; nothing when no practice ever had it.
  [[nodiscard]] virtual std::optional<NamedPractice> resolve(std::string_view link_name) = 0;

  /// Bumped by every writer of what pages show; nothing when there is no such practice.
  [[nodiscard]] virtual std::optional<std::uint64_t> revision(PracticeId practice) = 0;

  /// The whole practice without what is retired (a block may still name retired locations and services: they limit it); nothing
  /// when there is no such practice. Its settings are those that the practice set.
  [[nodiscard]] virtual std::optional<PracticeSnapshot> load(PracticeId practice) = 0;

  /// All practices, by present link name.
  [[nodiscard]] virtual std::vector<PracticeListing> list() = 0;

  [[nodiscard]] virtual std::vector<PluginSwitch> plugin_switches(PracticeId practice) = 0;
};

}  // namespace frontdesk::storage
