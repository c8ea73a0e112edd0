// SPDX-License-Identifier: AGPL-3.0-or-later
#include "practice_page.h"

#include <algorithm>

#include "frontdesk/clocks.h"

namespace practice_page {
namespace {

using namespace frontdesk;

/// What a provider offers to the public: nothing here is hidden, retired or without a kind of request that is accepted.
struct Offer {
  const Provider* provider = nullptr;
  std::vector<const Service*> services;
  std::vector<const Location*> locations;
};

bool is_accepted(const Service& service, const Practice& practice) {
  return !service.client_types.value_or(practice.client_types).common_with(practice.client_types).is_empty();
}

std::vector<Offer> offers_of(const PracticeSnapshot& snapshot) {
  std::vector<Offer> offers;
  for (const Provider& provider : snapshot.providers) {
    if (!provider.is_public) continue;
    Offer offer{.provider = &provider, .services = {}, .locations = {}};
    for (const Service& service : snapshot.services) {
      const bool is_theirs = std::any_of(provider.services.begin(), provider.services.end(), [&](const auto& one) { return one.service == service.id; });
      if (is_theirs && service.online && is_accepted(service, snapshot.practice)) offer.services.push_back(&service);
    }
    for (const Location& location : snapshot.locations) {
      const bool is_theirs = std::find(provider.locations.begin(), provider.locations.end(), location.id) != provider.locations.end();
      if (is_theirs && location.online) offer.locations.push_back(&location);
    }
    if (!offer.services.empty() && !offer.locations.empty()) offers.push_back(std::move(offer));
  }
  return offers;
}

struct NextTime {
  Instant start;
  const Location* location = nullptr;
};

std::optional<NextTime> next_time(Scope& scope, const Offer& offer) {
  std::optional<NextTime> next;
  for (const Service* service : offer.services) {
    for (const Location* location : offer.locations) {
      const auto time = scope.scheduling().next_time({.provider = offer.provider->id, .service = service->id, .location = location->id, .client_type = {}}, scope.now());
      if (time && (!next || time->start < next->start)) next = NextTime{time->start, location};
    }
  }
  return next;
}

/// The start of a text, whole words and whole characters; at most about `most` bytes.
std::string excerpt(const std::string& text, std::size_t most) {
  if (text.size() <= most) return text;
  auto end = text.find_last_of(" \n", most);
  if (end == std::string::npos || end == 0) {
    end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  }
  return text.substr(0, end) + "…";
}

/// The choices of language and zone that a link brought, for the links that lead on.
std::string kept_query(const Request& request, const Zones& zones) {
  std::string query;
  const auto keep = [&](std::string_view name, std::string_view value) {
    query += (query.empty() ? "?" : "&") + std::string(name) + '=' + url_encode(value);
  };
  const auto zone = request.query.get("tz");
  const auto language = request.query.get("lang");
  if (!zone.empty() && zones.is_known(zone)) keep("tz", zone);
  if (!language.empty() && language.size() <= 35) keep("lang", language);
  return query;
}

std::string names_of(const std::vector<const Service*>& services) {
  std::string names;
  for (const Service* service : services) names += (names.empty() ? "" : ", ") + service->name;
  return names;
}

ViewModel formats_of(Scope& scope, const Offer& offer) {
  ViewModel::List words;
  for (const SessionFormat format : all_session_formats) {
    const bool has = std::any_of(offer.locations.begin(), offer.locations.end(), [&](const Location* location) { return location->session_format == format; });
    if (has) words.emplace_back(scope.views().text("practice_page.format." + std::string(to_string(format))));
  }
  return words;
}

std::string offices_of(const Offer& offer) {
  std::string names;
  for (const Location* location : offer.locations) {
    if (location->session_format == SessionFormat::in_person) names += (names.empty() ? "" : ", ") + location->name;
  }
  return names;
}

void set_next_time(Scope& scope, const Offer& offer, ViewModel& card) {
  const auto next = next_time(scope, offer);
  std::string when;
  std::string zone_name;
  if (next) {
    const auto& practice = scope.practice();
    const auto clocks = clocks_for({.format = next->location->session_format,
                                    .place_zone = place_zone(*next->location, practice),
                                    .practice_zone = practice.timezone,
                                    .visitor_zone = scope.request().query.get("tz")},
                                   next->start, scope.zones());
    when = scope.views().text("practice_page.when", {{"date", scope.views().short_date(scope.zones().date_at(next->start, clocks.leading))},
                                                     {"time", scope.views().time_of_day(next->start, clocks.leading)}});
    zone_name = scope.views().zone_name(clocks.leading, next->start);
  }
  card.set("next_time", when).set("next_zone", zone_name);
}

ViewModel card_of(Scope& scope, const Offer& offer) {
  const Provider& provider = *offer.provider;
  const std::string path = "/o/" + scope.practice().link_name.text() + "/schedule/" + provider.link_name.text();
  ViewModel card;
  card.set("name", provider.name)
      .set("credentials", provider.credentials)
      .set("pronouns", provider.pronouns)
      .set("bio", excerpt(provider.bio, 240))
      .set("services", names_of(offer.services))
      .set("formats", formats_of(scope, offer))
      .set("offices", offices_of(offer))
      .set("url", path + kept_query(scope.request(), scope.zones()));
  set_next_time(scope, offer, card);
  return card;
}

}  // namespace

Response show(Scope& scope) {
  const PracticeSnapshot& snapshot = scope.scheduling().practice();
  const Practice& practice = snapshot.practice;
  ViewModel::List providers;
  if (practice.public_scheduling) {
    for (const Offer& offer : offers_of(snapshot)) providers.push_back(card_of(scope, offer));
  }
  const bool takes_inquiries = scope.is_enabled("inquiry_form");
  const std::string closed = practice.public_scheduling ? "" : scope.settings().text("core.closed_message");
  ViewModel model;
  model.set("practice_name", practice.name)
      .set("introduction", practice.introduction)
      .set("crisis_notice", practice.crisis_notice)
      .set("inquiry_url", takes_inquiries ? "/o/" + practice.link_name.text() + "/inquiry" + kept_query(scope.request(), scope.zones()) : "")
      .set("is_open", practice.public_scheduling)
      .set("closed_message", closed)
      .set("providers", std::move(providers))
      .set("panels", scope.views().panels("practice_page.practice", practice.link_name.text()));
  return scope.views().page({.title = practice.name,
                             .content = scope.views().render("practice_page/practice", model),
                             .caching = Caching::revalidate,
                             .framing = Framing::practice_list,
                             .indexable = scope.request().raw_query.empty()});
}

std::vector<ViewShape> shape() {
  return {{"practice_name"},
          {"introduction"},
          {"crisis_notice"},
          {"inquiry_url"},
          {"is_open"},
          {"closed_message"},
          {"providers", {{"name"}, {"credentials"}, {"pronouns"}, {"bio"}, {"services"}, {"formats"}, {"offices"}, {"next_time"}, {"next_zone"}, {"url"}}},
          {"panels"}};
}

}  // namespace practice_page
