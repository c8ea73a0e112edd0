// SPDX-License-Identifier: AGPL-3.0-or-later
#include "times_json.h"

#include <nlohmann/json.hpp>

#include "frontdesk/times_range.h"
#include "provider_page.h"

namespace provider_page {
namespace {

using namespace frontdesk;

std::optional<std::string_view> given(const Fields& query, std::string_view name) {
  return query.has(name) ? std::optional(query.get(name)) : std::nullopt;
}

struct Asked {
  TimesRange range;
  std::optional<ClientType> client_type;
};

/// The last part of the catalogue key of what is wrong with a parameter.
using Wrong = std::string;

Result<Asked, Wrong> read_parameters(const Fields& query, const Practice& practice, Instant now, const Zones& zones) {
  if (query.get("service").empty()) return failure(Wrong("no_service"));
  if (query.get("location").empty()) return failure(Wrong("no_location"));
  const auto client_type = parse_client_type(query.get("client_type"));
  if (query.has("client_type") && !client_type) return failure(Wrong("bad_client_type"));
  auto range = parse_times_range({.from = given(query, "from"), .to = given(query, "to"), .zone = given(query, "tz")}, practice.timezone, now, zones);
  if (!range) return failure(Wrong(to_string(range.error())));
  return Asked{.range = std::move(*range), .client_type = client_type};
}

Response bad_parameter(Scope& scope, const Wrong& wrong) {
  Response response;
  response.status = 400;
  response.content_type = "application/problem+json";
  response.body = nlohmann::json{{"type", "about:blank"},
                                 {"title", scope.views().text("provider_page.times.title")},
                                 {"status", 400},
                                 {"detail", scope.views().text("provider_page.times." + wrong)}}
                      .dump();
  return response;
}

}  // namespace

Response answer_times(Scope& scope) {
  const PracticeSnapshot& snapshot = scope.scheduling().practice();
  const Provider* provider = snapshot.provider(scope.request().path_parameters.at("provider"));
  if (provider == nullptr) return elsewhere_or_not_found(scope);
  if (!provider->is_public) return scope.views().not_found();
  const Fields& query = scope.request().query;
  const auto asked = read_parameters(query, snapshot.practice, scope.now(), scope.zones());
  if (!asked) return bad_parameter(scope, asked.error());
  const Service* service = snapshot.service(query.get("service"));
  const Location* location = snapshot.location(query.get("location"));
  if (service == nullptr || !service->online || location == nullptr || !location->online) return scope.views().not_found();
  Response response;
  response.content_type = "application/json";
  response.caching = Caching::revalidate;
  response.body = scope.scheduling().times_as_json(
      {.provider = provider->id, .service = service->id, .location = location->id, .client_type = asked->client_type}, asked->range.from, asked->range.to, asked->range.zone);
  return response;
}

}  // namespace provider_page
