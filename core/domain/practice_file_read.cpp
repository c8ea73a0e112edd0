// SPDX-License-Identifier: AGPL-3.0-or-later
#include "domain/practice_file_reader.h"

namespace frontdesk {
namespace practice_file {
namespace {

/// Present and previous link names of one kind: each stands for one thing.
class UsedNames {
 public:
  UsedNames(const char* what, Reading& reading) : what_(what), reading_(reading) {}
  void use(const std::string& name, const std::string& pointer) {
    if (!seen_.insert(name).second) reading_.error(pointer, "another " + std::string(what_) + " of this file has the name \"" + name + "\"");
  }

 private:
  const char* what_;
  Reading& reading_;
  std::set<std::string> seen_;
};

std::string given_name(const Json& item) {
  const auto found = item.is_object() ? item.find("link_name") : item.end();
  if (!item.is_object() || found == item.end() || !found->is_string()) return {};
  const auto& name = found->get_ref<const std::string&>();
  return LinkName::parse(name) ? name : std::string();
}

/// Names of a list's items before any of them is read, so that everything may refer to everything.
template <class IdType>
void gather_names(const Json& root, const char* key, const char* what, Names<IdType>& names, Reading& reading) {
  const auto list = root.find(key);
  if (list == root.end() || !list->is_array()) return;
  UsedNames used(what, reading);
  for (std::size_t i = 0; i < list->size(); ++i) {
    const std::string name = given_name((*list)[i]);
    if (name.empty()) continue;
    used.use(name, pointer_below(pointer_below(pointer_below("", key), i), "link_name"));
    names.emplace(name, IdType{i + 1});
  }
}

void check_previous_provider_names(const PracticeFile& file, Reading& reading) {
  UsedNames used("provider", reading);
  for (const auto& [name, id] : reading.providers) used.use(name, "");
  for (std::size_t i = 0; i < file.content.providers.size(); ++i) {
    const auto& names = file.content.providers[i].previous_link_names;
    const std::string pointer = pointer_below(pointer_below("/providers", i), "previous_link_names");
    for (std::size_t j = 0; j < names.size(); ++j) used.use(names[j].text(), pointer_below(pointer, j));
  }
}

}  // namespace

LinkName stand_in_name() { return LinkName::parse("x").value(); }

}  // namespace practice_file

Result<PracticeFileRead, std::vector<FileError>> read_practice_file(const JsonDocument& document, const Zones& zones, const KnownSettings& settings) {
  using namespace practice_file;
  Reading reading{.zones = zones, .settings = settings};
  reading.errors = document.repeated_keys;
  const Json& root = document.root;
  PracticeFile file{.content = {.practice = {.link_name = stand_in_name()}}};
  JsonFields fields(root, "", reading.errors);
  if (!root.is_object()) return failure(std::move(reading.errors));

  const Json* format = fields.value("format", Presence::required);
  if (format != nullptr && *format != practice_file_format) fields.problem("format", "must be \"" + std::string(practice_file_format) + "\"");
  gather_names(root, "services", "service", reading.services, reading);
  gather_names(root, "locations", "location", reading.locations, reading);
  gather_names(root, "providers", "provider", reading.providers, reading);
  if (const Json* practice = fields.value("practice", Presence::required)) file.content.practice = read_practice(*practice, reading);
  fields.each("services", [&](const Json& item, const std::string& pointer) {
    file.content.services.push_back(read_service(item, pointer, reading));
    file.content.services.back().id = ServiceId{file.content.services.size()};
  });
  fields.each("locations", [&](const Json& item, const std::string& pointer) {
    file.content.locations.push_back(read_location(item, pointer, reading));
    file.content.locations.back().id = LocationId{file.content.locations.size()};
  });
  fields.each("providers", [&](const Json& item, const std::string& pointer) {
    Provider provider = read_provider(item, pointer, file, reading);
    provider.id = ProviderId{file.content.providers.size() + 1};
    file.content.providers.push_back(std::move(provider));
  });
  check_previous_provider_names(file, reading);
  read_appointments(fields, file, reading);
  read_staff(fields, file, reading);
  fields.finish();
  if (!reading.errors.empty()) return failure(std::move(reading.errors));
  return PracticeFileRead{.file = std::move(file), .warnings = std::move(reading.warnings)};
}

Result<PracticeFileRead, std::vector<FileError>> read_practice_file(std::string_view text, const Zones& zones, const KnownSettings& settings) {
  const auto document = parse_json(text);
  if (!document) return failure(std::vector<FileError>{document.error()});
  return read_practice_file(*document, zones, settings);
}

}  // namespace frontdesk
