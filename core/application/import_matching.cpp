// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/import_matching.h"

#include <algorithm>

namespace frontdesk::importing {
namespace {

template <class IdType>
IdType named(const std::vector<storage::StoredPart<IdType>>& parts, const std::string& name) {
  const auto found = std::find_if(parts.begin(), parts.end(), [&](const auto& part) { return part.link_name == name; });
  return found == parts.end() ? IdType{} : found->id;
}

ProviderId once_named(const storage::StoredParts& parts, const std::string& name) {
  const auto& names = parts.previous_provider_names;
  const auto found = std::find_if(names.begin(), names.end(), [&](const auto& previous) { return previous.link_name == name; });
  return found == names.end() ? ProviderId{} : found->provider;
}

ProviderId match_provider(const Provider& provider, const storage::StoredParts& parts) {
  ProviderId id = named(parts.providers, provider.link_name.text());
  for (const LinkName& name : provider.previous_link_names) {
    if (!id.is_set()) id = named(parts.providers, name.text());
  }
  return id;
}

/// Reports each of the provider's names that is another's.
void check_names(const Provider& provider, ProviderId id, const std::string& pointer, const storage::StoredParts& parts, std::vector<FileError>& errors) {
  const auto is_anothers = [&](ProviderId owner) { return owner.is_set() && owner != id; };
  const auto check = [&](const std::string& name, const std::string& where) {
    if (is_anothers(named(parts.providers, name))) {
      errors.push_back({.pointer = where, .words = "another provider of this practice has the name \"" + name + "\""});
    } else if (is_anothers(once_named(parts, name))) {
      errors.push_back({.pointer = where, .words = "another provider of this practice had the name \"" + name + "\""});
    }
  };
  check(provider.link_name.text(), pointer_below(pointer, "link_name"));
  const std::string previous = pointer_below(pointer, "previous_link_names");
  for (std::size_t i = 0; i < provider.previous_link_names.size(); ++i) check(provider.previous_link_names[i].text(), pointer_below(previous, i));
}

}  // namespace

PracticeId match_practice(storage::PracticeRepository& practices, const Practice& practice, std::vector<FileError>& errors) {
  const auto by_name = practices.resolve(practice.link_name.text());
  PracticeId id;
  if (by_name && by_name->present_name == practice.link_name) id = by_name->id;
  std::vector<std::optional<storage::NamedPractice>> previous;
  for (const LinkName& name : practice.previous_link_names) {
    previous.push_back(practices.resolve(name.text()));
    const bool is_present = previous.back() && previous.back()->present_name == name;
    if (!id.is_set() && is_present) id = previous.back()->id;
  }
  const auto check = [&](const std::optional<storage::NamedPractice>& owner, const LinkName& name, const std::string& pointer) {
    if (!owner || owner->id == id) return;
    const char* tense = owner->present_name == name ? "has" : "had";
    errors.push_back({.pointer = pointer, .words = std::string("another practice ") + tense + " the name \"" + name.text() + "\""});
  };
  check(by_name, practice.link_name, "/practice/link_name");
  for (std::size_t i = 0; i < previous.size(); ++i) check(previous[i], practice.previous_link_names[i], pointer_below("/practice/previous_link_names", i));
  return id;
}

StoredIds match_parts(const PracticeSnapshot& content, const storage::StoredParts& parts, std::vector<FileError>& errors) {
  StoredIds ids;
  for (const Service& service : content.services) ids.services.push_back(named(parts.services, service.link_name.text()));
  for (const Location& location : content.locations) ids.locations.push_back(named(parts.locations, location.link_name.text()));
  for (std::size_t i = 0; i < content.providers.size(); ++i) {
    const ProviderId id = match_provider(content.providers[i], parts);
    check_names(content.providers[i], id, pointer_below("/providers", i), parts, errors);
    ids.providers.push_back(id);
  }
  return ids;
}

}  // namespace frontdesk::importing
