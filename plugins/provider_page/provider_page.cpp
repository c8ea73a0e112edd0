// SPDX-License-Identifier: AGPL-3.0-or-later
#include "provider_page.h"

#include <algorithm>

#include "frontdesk/clocks.h"
#include "week.h"
#include "zone_choices.h"

namespace provider_page {
namespace {

using namespace frontdesk;

/// One thing that is asked: a heading and the ways to answer.
struct Question {
  std::string heading;
  ViewModel::List options;
};

std::string minutes_text(Views& views, Minutes minutes) { return views.text("provider_page.minutes", {{"minutes", std::to_string(minutes.count())}}); }

std::string price_text(Views& views, const Service& service) { return service.price ? views.money(service.price->amount, service.price->currency) : ""; }

std::string place_text(Views& views, const Location& location) {
  const std::string format = views.text("provider_page.format." + std::string(to_string(location.session_format)));
  return location.address.empty() ? format : format + " · " + location.address;
}

ViewModel option(std::string title, std::string facts, std::string more, std::string url) {
  ViewModel model;
  model.set("title", std::move(title)).set("facts", std::move(facts)).set("more", std::move(more)).set("url", std::move(url));
  return model;
}

std::string service_facts(Scope& scope, const Offering& offering, const Service& service) {
  Views& views = scope.views();
  const std::string price = price_text(views, service);
  return minutes_text(views, scope.scheduling().duration(offering.provider->id, service.id)) + (price.empty() ? "" : " · " + price);
}

Question service_question(Scope& scope, const Offering& offering, const Choice& choice) {
  Question question{.heading = scope.views().text("provider_page.ask.service"), .options = {}};
  for (const Service* service : offering.services) {
    auto with = choice;
    with.service = service;
    question.options.push_back(option(service->name, service_facts(scope, offering, *service), service->description, page_url(offering, with)));
  }
  return question;
}

/// When the first time at that place is, so that nobody has to try each.
std::string next_words(Scope& scope, const Offering& offering, const Choice& choice, const Location& location) {
  Views& views = scope.views();
  const auto next = scope.scheduling().next_time(
      {.provider = offering.provider->id, .service = choice.service->id, .location = location.id, .client_type = choice.client_type}, scope.now());
  if (!next) return views.text("provider_page.no_time");
  const auto clocks = clocks_for({.format = location.session_format,
                                  .place_zone = place_zone(location, *offering.practice),
                                  .practice_zone = offering.practice->timezone,
                                  .visitor_zone = choice.zone},
                                 next->start, scope.zones());
  return views.text("provider_page.next_time", {{"date", views.long_date(scope.zones().date_at(next->start, clocks.leading))}});
}

Question location_question(Scope& scope, const Offering& offering, const Choice& choice) {
  Question question{.heading = scope.views().text("provider_page.ask.location"), .options = {}};
  for (const Location* location : offering.locations) {
    auto with = choice;
    with.location = location;
    question.options.push_back(option(location->name, place_text(scope.views(), *location), next_words(scope, offering, choice, *location), page_url(offering, with)));
  }
  return question;
}

Question type_question(Scope& scope, const Offering& offering, const Choice& choice) {
  Question question{.heading = scope.views().text("provider_page.ask.client_type"), .options = {}};
  for (const ClientType type : accepted_types(*offering.practice, *choice.service)) {
    auto with = choice;
    with.client_type = type;
    const std::string key = "provider_page.client_type." + std::string(to_string(type));
    question.options.push_back(option(scope.views().text(key), "", scope.views().text(key + ".more"), page_url(offering, with)));
  }
  return question;
}

ViewModel chosen(std::string label, std::string value, std::string facts, std::string more, std::string change_url) {
  ViewModel model;
  model.set("label", std::move(label)).set("value", std::move(value)).set("facts", std::move(facts)).set("more", std::move(more)).set("change_url", std::move(change_url));
  return model;
}

/// What is settled, each with the way back where there was more than one option.
ViewModel::List chosen_of(Scope& scope, const Offering& offering, const Choice& choice) {
  Views& views = scope.views();
  ViewModel::List list;
  if (choice.service != nullptr) {
    auto without = choice;
    without.service = nullptr;
    without.wished_type = choice.client_type;
    without.client_type.reset();
    list.push_back(chosen(views.text("provider_page.service"), choice.service->name, service_facts(scope, offering, *choice.service), choice.service->description,
                          offering.services.size() > 1 ? page_url(offering, without) : ""));
  }
  if (choice.location != nullptr) {
    auto without = choice;
    without.location = nullptr;
    list.push_back(chosen(views.text("provider_page.location"), choice.location->name, place_text(views, *choice.location), choice.location->instructions,
                          offering.locations.size() > 1 ? page_url(offering, without) : ""));
  }
  if (choice.client_type) {
    auto without = choice;
    without.client_type.reset();
    const bool has_more = accepted_types(*offering.practice, *choice.service).size() > 1;
    list.push_back(chosen(views.text("provider_page.client_type"), views.text("provider_page.client_type." + std::string(to_string(*choice.client_type))), "", "",
                          has_more ? page_url(offering, without) : ""));
  }
  return list;
}

std::optional<Question> next_question(Scope& scope, const Offering& offering, const Choice& choice) {
  if (choice.service == nullptr) return service_question(scope, offering, choice);
  if (choice.location == nullptr) return location_question(scope, offering, choice);
  if (!choice.client_type) return type_question(scope, offering, choice);
  return std::nullopt;
}

ViewModel about(const Offering& offering, const Choice& choice) {
  const Provider& provider = *offering.provider;
  ViewModel model;
  model.set("name", provider.name)
      .set("credentials", provider.credentials)
      .set("pronouns", provider.pronouns)
      .set("bio", provider.bio)
      .set("practice_name", offering.practice->name)
      .set("practice_url", practice_url(offering, choice))
      .set("crisis_notice", offering.practice->crisis_notice);
  return model;
}

Response page(Scope& scope, std::string title, std::string_view name, const ViewModel& model) {
  return scope.views().page({.title = std::move(title),
                             .content = scope.views().render(name, model),
                             .caching = Caching::revalidate,
                             .framing = Framing::practice_list,
                             .indexable = scope.request().raw_query.empty()});
}

/// No times online: scheduling is off, or the provider has nothing that is online.
Response closed_page(Scope& scope, const Offering& offering, const Choice& choice) {
  const bool is_off = !offering.practice->public_scheduling;
  ViewModel model = about(offering, choice);
  model.set("message", is_off ? scope.settings().text("core.closed_message") : "")
      .set("is_off", is_off)
      .set("inquiry_url", scope.is_enabled("inquiry_form") ? inquiry_url(offering, choice) : "");
  return page(scope, is_off ? offering.practice->name : offering.provider->name, "provider_page/closed", model);
}

}  // namespace

Response elsewhere_or_not_found(Scope& scope) {
  const Request& request = scope.request();
  const PracticeSnapshot& snapshot = scope.scheduling().practice();
  const std::string_view name = request.path_parameters.at("provider");
  for (const Provider& provider : snapshot.providers) {
    const auto& previous = provider.previous_link_names;
    const bool was_called_so = std::any_of(previous.begin(), previous.end(), [&](const LinkName& one) { return one.text() == name; });
    if (!was_called_so || !provider.is_public) continue;
    std::string target = "/o/" + snapshot.practice.link_name.text() + "/schedule/" + provider.link_name.text();
    if (request.path.ends_with("/times.json")) target += "/times.json";
    if (!request.raw_query.empty()) target += '?' + request.raw_query;
    return Response::redirect(std::move(target), 301);
  }
  return scope.views().not_found();
}

Response show(Scope& scope) {
  const PracticeSnapshot& snapshot = scope.scheduling().practice();
  const Provider* provider = snapshot.provider(scope.request().path_parameters.at("provider"));
  if (provider == nullptr) return elsewhere_or_not_found(scope);
  if (!provider->is_public) return scope.views().not_found();
  const Offering offering = offering_of(snapshot, *provider);
  const Choice choice = choice_of(scope.request().query, offering, scope.zones());
  const bool has_times = snapshot.practice.public_scheduling && !offering.services.empty() && !offering.locations.empty();
  if (!has_times || !scope.is_enabled("inquiry_form")) return closed_page(scope, offering, choice);

  auto question = next_question(scope, offering, choice);
  ViewModel model = about(offering, choice);
  auto settled = chosen_of(scope, offering, choice);
  model.set("has_chosen", !settled.empty())
      .set("chosen", std::move(settled))
      .set("question", question ? question->heading : "")
      .set("options", question ? std::move(question->options) : ViewModel::List{})
      .set("week", question ? ViewModel(false) : week_of(scope, offering, choice))
      .set("zones", question ? ViewModel(false) : zone_form(scope, offering, choice))
      .set("inquiry_url", inquiry_url(offering, choice))
      .set("panels", scope.views().panels("provider_page.provider", provider->link_name.text()));
  return page(scope, provider->name, "provider_page/provider", model);
}

namespace {

std::vector<ViewShape> about_shape() { return {{"name"}, {"credentials"}, {"pronouns"}, {"bio"}, {"practice_name"}, {"practice_url"}, {"crisis_notice"}, {"inquiry_url"}}; }

}  // namespace

std::vector<ViewShape> shape() {
  auto names = about_shape();
  names.push_back({"chosen", {{"label"}, {"value"}, {"facts"}, {"more"}, {"change_url"}}});
  names.push_back({"has_chosen"});
  names.push_back({"question"});
  names.push_back({"options", {{"title"}, {"facts"}, {"more"}, {"url"}}});
  names.push_back({"week", week_shape()});
  names.push_back({"zones", zone_form_shape()});
  names.push_back({"panels"});
  return names;
}

std::vector<ViewShape> closed_shape() {
  auto names = about_shape();
  names.push_back({"message"});
  names.push_back({"is_off"});
  return names;
}

}  // namespace provider_page
