// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <map>
#include <set>

#include "domain/json_fields.h"
#include "domain/practice_file.h"

/// The parts of the practice file's reader; for read_practice_file alone.
namespace frontdesk::practice_file {

inline constexpr std::size_t longest_name = 200;
inline constexpr std::size_t longest_text = 16000;  // a TEXT column holds 65,535 bytes

template <class IdType>
using Names = std::map<std::string, IdType, std::less<>>;

/// What is gathered while the file is read.
struct Reading {
  const Zones& zones;
  const KnownSettings& settings;
  std::vector<FileError> errors = {};
  std::vector<FileError> warnings = {};
  Names<ServiceId> services = {};
  Names<LocationId> locations = {};
  Names<ProviderId> providers = {};

  void error(std::string pointer, std::string words) { errors.push_back({.pointer = std::move(pointer), .words = std::move(words)}); }
};

[[nodiscard]] LinkName stand_in_name();
[[nodiscard]] std::string read_zone(JsonFields& fields, std::string_view key, Presence presence, Reading& reading);
[[nodiscard]] SlotInterval read_slot_interval(JsonFields& fields);
[[nodiscard]] ClientTypes read_client_types(JsonFields& fields);
/// What a link name of the file stands for; an unknown one is reported.
template <class IdType>
std::optional<IdType> find_named(const Names<IdType>& names, const std::string& name, const char* what, const std::string& pointer, Reading& reading) {
  const auto found = names.find(name);
  if (found != names.end()) return found->second;
  reading.error(pointer, "this file has no " + std::string(what) + " \"" + name + "\"");
  return std::nullopt;
}
/// Of an optional key that names something.
template <class IdType>
std::optional<IdType> read_reference(JsonFields& fields, std::string_view key, const Names<IdType>& names, const char* what, Reading& reading, Presence presence = Presence::optional) {
  const std::size_t errors = reading.errors.size();
  const std::string name = fields.text(key, {.longest = 64, .presence = presence});
  if (reading.errors.size() != errors || !fields.has(key)) return std::nullopt;
  return find_named(names, name, what, fields.at(key), reading);
}

[[nodiscard]] Practice read_practice(const Json& json, Reading& reading);
[[nodiscard]] Service read_service(const Json& json, const std::string& pointer, Reading& reading);
[[nodiscard]] Location read_location(const Json& json, const std::string& pointer, Reading& reading);
[[nodiscard]] Provider read_provider(const Json& json, const std::string& pointer, PracticeFile& file, Reading& reading);
[[nodiscard]] AvailabilityBlock read_block(const Json& json, const std::string& pointer, Reading& reading);
[[nodiscard]] std::optional<FileTimeOff> read_time_off(const Json& json, const std::string& pointer, Reading& reading);
void read_appointments(JsonFields& file_fields, PracticeFile& file, Reading& reading);
void read_staff(JsonFields& file_fields, PracticeFile& file, Reading& reading);

/// One plain address: a local part, one @, a domain name with a dot.
[[nodiscard]] bool is_email(std::string_view text);

}  // namespace frontdesk::practice_file
