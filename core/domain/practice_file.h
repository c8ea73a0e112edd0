// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/json_document.h"
#include "frontdesk/plugin.h"
#include "frontdesk/practice.h"
#include "frontdesk/staff.h"
#include "frontdesk/zones.h"

/// The practice file (CONTRACT §6).
namespace frontdesk {

inline constexpr std::string_view practice_file_format = "frontdesk-practice/1";

struct FileAppointment {
  ProviderId provider;
  Instant start;
  Instant end;
  std::optional<ServiceId> service;
  std::optional<LocationId> location;
  int seats_taken = 1;
  std::string reference;  ///< empty: none
};

struct FileTimeOff {
  ProviderId provider;
  Instant start;
  Instant end;
  std::string reason;
};

struct FileStaff {
  std::string email;  ///< lower-cased
  std::string name;
  StaffRole role = StaffRole::clinician;
  std::optional<ProviderId> provider;
};

/// A practice as a file says it. Of one that was read, ids are positions in the file's lists, from 1: the first service is ServiceId{1}.
/// Of one that is written, they are any that `content` resolves.
struct PracticeFile {
  PracticeSnapshot content;
  std::vector<FileTimeOff> time_off = {};
  std::vector<FileAppointment> appointments = {};
  std::vector<FileStaff> staff = {};
};

/// The settings that this installation knows: those of the core and of the plugins that are loaded.
struct KnownSettings {
  std::vector<SettingSpec> specs;
  /// First parts of setting ids whose specs are all there ("core", ids of loaded plugins): any other id that begins so is a mistake.
  std::vector<std::string> owners;
};

struct PracticeFileRead {
  PracticeFile file;
  /// Settings of plugins that aren't loaded here: kept as they are.
  std::vector<FileError> warnings;
};

/// Every mistake of the file, or what it says. Refuses what the format doesn't know.
[[nodiscard]] Result<PracticeFileRead, std::vector<FileError>> read_practice_file(std::string_view text, const Zones& zones, const KnownSettings& settings);

/// The same of a document that was parsed.
[[nodiscard]] Result<PracticeFileRead, std::vector<FileError>> read_practice_file(const JsonDocument& document, const Zones& zones, const KnownSettings& settings);

/// Keys in the contract's order, two blanks of indent, a newline at the end; what has its default is left out where that is shorter
/// to read. Whatever points to something that `content` doesn't have (retired) is left out, and a block that it alone limited with it.
[[nodiscard]] std::string write_practice_file(const PracticeFile& file);

/// What is wrong with a value of that setting; nothing when it fits.
[[nodiscard]] std::optional<std::string> setting_problem(const SettingSpec& spec, const Json& value);

/// `name.name`, of [a-z0-9_], up to 96 characters.
[[nodiscard]] bool is_setting_id(std::string_view id);

}  // namespace frontdesk
