// SPDX-License-Identifier: AGPL-3.0-or-later
#include "offering.h"

#include <algorithm>

#include "frontdesk/time_text.h"

namespace provider_page {

using namespace frontdesk;

std::vector<ClientType> accepted_types(const Practice& practice, const Service& service) {
  const auto accepted = service.client_types.value_or(practice.client_types).common_with(practice.client_types);
  std::vector<ClientType> types;
  for (const ClientType type : all_client_types) {
    if (accepted.contains(type)) types.push_back(type);
  }
  return types;
}

Offering offering_of(const PracticeSnapshot& snapshot, const Provider& provider) {
  Offering offering{.practice = &snapshot.practice, .provider = &provider, .services = {}, .locations = {}};
  for (const Service& service : snapshot.services) {
    const bool is_theirs = std::any_of(provider.services.begin(), provider.services.end(), [&](const auto& one) { return one.service == service.id; });
    if (is_theirs && service.online && !accepted_types(snapshot.practice, service).empty()) offering.services.push_back(&service);
  }
  for (const Location& location : snapshot.locations) {
    const bool is_theirs = std::find(provider.locations.begin(), provider.locations.end(), location.id) != provider.locations.end();
    if (is_theirs && location.online) offering.locations.push_back(&location);
  }
  return offering;
}

namespace {

template <class T>
const T* chosen(const std::vector<const T*>& offered, std::string_view link_name) {
  if (offered.size() == 1) return offered.front();
  const auto found = std::find_if(offered.begin(), offered.end(), [&](const T* one) { return one->link_name.text() == link_name; });
  return found == offered.end() ? nullptr : *found;
}

void add(std::string& url, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  url += url.find('?') == std::string::npos ? '?' : '&';
  url += name;
  url += '=';
  url += url_encode(value);
}

std::string_view link_name(const auto* thing) { return thing == nullptr ? std::string_view{} : std::string_view(thing->link_name.text()); }

void add_visitor(std::string& url, const Choice& choice) {
  add(url, "tz", choice.zone);
  add(url, "lang", choice.language);
}

std::string provider_path(const Offering& offering) {
  return "/o/" + offering.practice->link_name.text() + "/schedule/" + offering.provider->link_name.text();
}

void add_choices(std::string& url, const Choice& choice) {
  add(url, "service", link_name(choice.service));
  add(url, "location", link_name(choice.location));
  const auto type = choice.client_type ? choice.client_type : choice.wished_type;
  if (type) add(url, "client_type", to_string(*type));
}

}  // namespace

Choice choice_of(const Fields& query, const Offering& offering, const Zones& zones) {
  Choice choice;
  choice.service = chosen(offering.services, query.get("service"));
  choice.location = chosen(offering.locations, query.get("location"));
  const auto wished = parse_client_type(query.get("client_type"));
  if (choice.service == nullptr) {
    choice.wished_type = wished;
  } else {
    const auto types = accepted_types(*offering.practice, *choice.service);
    if (types.size() == 1) {
      choice.client_type = types.front();
    } else if (wished && std::find(types.begin(), types.end(), *wished) != types.end()) {
      choice.client_type = wished;
    }
  }
  if (const auto from = parse_date(query.get("from")); from && *from >= first_date && *from <= last_date) choice.from = from;
  if (const auto zone = query.get("tz"); !zone.empty() && zones.is_known(zone)) choice.zone = zone;
  if (const auto language = query.get("lang"); language.size() <= 35) choice.language = language;
  return choice;
}

std::string page_url(const Offering& offering, const Choice& choice) {
  std::string url = provider_path(offering);
  add_choices(url, choice);
  add_visitor(url, choice);
  return url;
}

std::string page_url_from(const Offering& offering, const Choice& choice, LocalDate from) {
  std::string url = provider_path(offering);
  add_choices(url, choice);
  add(url, "from", to_string(from));
  add_visitor(url, choice);
  return url;
}

std::string request_url(const Offering& offering, const Choice& choice, Instant start) {
  std::string url = provider_path(offering) + "/request";
  add_choices(url, choice);
  add(url, "start", to_string(start));
  add_visitor(url, choice);
  return url;
}

std::string practice_url(const Offering& offering, const Choice& choice) {
  std::string url = "/o/" + offering.practice->link_name.text() + "/schedule";
  add_visitor(url, choice);
  return url;
}

std::string inquiry_url(const Offering& offering, const Choice& choice) {
  std::string url = "/o/" + offering.practice->link_name.text() + "/inquiry";
  add(url, "provider", offering.provider->link_name.text());
  add_visitor(url, choice);
  return url;
}

}  // namespace provider_page
