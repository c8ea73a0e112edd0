// SPDX-License-Identifier: AGPL-3.0-or-later
#include "week.h"

#include <algorithm>

#include "frontdesk/clocks.h"

namespace provider_page {
namespace {

using namespace frontdesk;

constexpr std::chrono::days week_length{7};

/// What stays the same for all days of the week.
struct Setting {
  Scope& scope;
  const Offering& offering;
  const Choice& choice;
  OfferQuestion question;
  ClockFacts clock_facts;
  std::string zone;  ///< of the leading clock
};

Setting setting_of(Scope& scope, const Offering& offering, const Choice& choice) {
  const ClockFacts facts{.format = choice.location->session_format,
                         .place_zone = place_zone(*choice.location, *offering.practice),
                         .practice_zone = offering.practice->timezone,
                         .visitor_zone = choice.zone};
  return {.scope = scope,
          .offering = offering,
          .choice = choice,
          .question = {.provider = offering.provider->id, .service = choice.service->id, .location = choice.location->id, .client_type = choice.client_type},
          .clock_facts = facts,
          .zone = clocks_for(facts, scope.now(), scope.zones()).leading};
}

Instant midnight(const Setting& setting, LocalDate date) { return setting.scope.zones().instant_of(date, WallTime{}, setting.zone); }

ViewModel time_of(const Setting& setting, const OfferedTime& time, const std::string& long_date) {
  Views& views = setting.scope.views();
  const auto clocks = clocks_for(setting.clock_facts, time.start, setting.scope.zones());
  const std::string label = views.time_of_day(time.start, setting.zone);
  ViewModel model;
  model.set("url", request_url(setting.offering, setting.choice, time.start))
      .set("label", label)
      .set("full", views.text("provider_page.full_time", {{"date", long_date}, {"time", label}, {"zone", views.zone_name(setting.zone, time.start)}, {"place", setting.choice.location->name}}))
      .set("other", clocks.beside.empty() ? "" : views.time_of_day(time.start, clocks.beside));
  return model;
}

ViewModel::List days_of(const Setting& setting, LocalDate from, const std::vector<OfferedTime>& times) {
  Views& views = setting.scope.views();
  ViewModel::List days;
  auto next = times.begin();
  for (LocalDate date = from; date < from + week_length; date += std::chrono::days{1}) {
    const std::string long_date = views.long_date(date);
    ViewModel::List labels;
    for (; next != times.end() && setting.scope.zones().date_at(next->start, setting.zone) == date; ++next) {
      labels.push_back(time_of(setting, *next, long_date));
    }
    if (labels.empty()) continue;
    ViewModel day;
    day.set("name", views.short_date(date)).set("times", std::move(labels));
    days.push_back(std::move(day));
  }
  return days;
}

/// Other places of the provider that have a time for this service, for a week without any.
ViewModel::List other_places(const Setting& setting) {
  ViewModel::List places;
  for (const Location* location : setting.offering.locations) {
    if (location == setting.choice.location) continue;
    auto question = setting.question;
    question.location = location->id;
    const auto time = setting.scope.scheduling().next_time(question, setting.scope.now());
    if (!time) continue;
    auto choice = setting.choice;
    choice.location = location;
    const auto zone = clocks_for({.format = location->session_format,
                                  .place_zone = place_zone(*location, *setting.offering.practice),
                                  .practice_zone = setting.offering.practice->timezone,
                                  .visitor_zone = choice.zone},
                                 time->start, setting.scope.zones())
                          .leading;
    ViewModel place;
    place.set("name", location->name)
        .set("date", setting.scope.views().long_date(setting.scope.zones().date_at(time->start, zone)))
        .set("url", page_url(setting.offering, choice));
    places.push_back(std::move(place));
  }
  return places;
}

void set_clock_words(const Setting& setting, Instant at, ViewModel& model) {
  Views& views = setting.scope.views();
  const auto clocks = clocks_for(setting.clock_facts, at, setting.scope.zones());
  const bool in_person = setting.clock_facts.format == SessionFormat::in_person;
  const char* key = clocks.visitor_leads ? "provider_page.clock.visitor" : in_person ? "provider_page.clock.place" : "provider_page.clock.practice";
  const std::string beside =
      clocks.beside.empty() ? ""
                            : views.text(clocks.visitor_leads ? "provider_page.clock.beside_practice" : "provider_page.clock.beside_visitor",
                                         {{"zone", views.zone_name(clocks.beside, at)}});
  model.set("clock", views.text(key, {{"zone", views.zone_name(clocks.leading, at)}})).set("clock_beside", beside);
}

/// `after` the week shown, else — when the week is empty — from now on: where to go for a time.
std::optional<OfferedTime> time_elsewhere(const Setting& setting, LocalDate from, const std::optional<OfferedTime>& later) {
  if (later) return later;
  const auto first = setting.scope.scheduling().next_time(setting.question, setting.scope.now());
  return first && first->start < midnight(setting, from) ? first : std::nullopt;
}

}  // namespace

ViewModel week_of(Scope& scope, const Offering& offering, const Choice& choice) {
  const Setting setting = setting_of(scope, offering, choice);
  const Zones& zones = scope.zones();
  const LocalDate today = zones.date_at(scope.now(), setting.zone);
  LocalDate from = std::max(choice.from.value_or(today), today);
  if (!choice.from) {
    // A page that opens on an empty week only makes people click.
    const auto first = scope.scheduling().next_time(setting.question, scope.now());
    if (first) from = zones.date_at(first->start, setting.zone);
  }
  const LocalDate last = std::min(from + week_length - std::chrono::days{1}, last_date);
  const auto times = scope.scheduling().times(setting.question, from, last, setting.zone);
  const auto later = last == last_date ? std::nullopt : scope.scheduling().next_time(setting.question, midnight(setting, last + std::chrono::days{1}));
  const bool is_empty = times.empty();
  const auto elsewhere = is_empty ? time_elsewhere(setting, from, later) : std::nullopt;
  const auto jump = elsewhere ? std::optional(zones.date_at(elsewhere->start, setting.zone)) : std::nullopt;
  auto places = is_empty ? other_places(setting) : ViewModel::List{};
  ViewModel model;
  model.set("title", scope.views().text("provider_page.week", {{"from", scope.views().short_date(from)}, {"to", scope.views().short_date(last)}}))
      .set("days", is_empty ? ViewModel::List{} : days_of(setting, from, times))
      .set("earlier_url", from > today ? page_url_from(offering, choice, std::max(today, from - week_length)) : "")
      .set("later_url", later ? page_url_from(offering, choice, from + week_length) : "")
      .set("jump_url", jump ? page_url_from(offering, choice, *jump) : "")
      .set("jump_date", jump ? scope.views().long_date(*jump) : "")
      .set("has_other_places", !places.empty())
      .set("other_places", std::move(places))
      .set("inquiry_url", inquiry_url(offering, choice));
  set_clock_words(setting, is_empty ? scope.now() : times.front().start, model);
  return model;
}

std::vector<ViewShape> week_shape() {
  return {{"title"},
          {"days", {{"name"}, {"times", {{"url"}, {"label"}, {"full"}, {"other"}}}}},
          {"earlier_url"},
          {"later_url"},
          {"jump_url"},
          {"jump_date"},
          {"has_other_places"},
          {"other_places", {{"name"}, {"date"}, {"url"}}},
          {"inquiry_url"},
          {"clock"},
          {"clock_beside"}};
}

}  // namespace provider_page
