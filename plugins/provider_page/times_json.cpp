// SPDX-License-Identifier: AGPL-3.0-or-later
#include "times_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "frontdesk/time_text.h"
#include "provider_page.h"

namespace provider_page {
namespace {

using namespace frontdesk;

constexpr int most_days = 370;
constexpr int days_when_left_out = 7;

struct Asked {
  LocalDate from;
  LocalDate to;
  std::string zone;
  std::optional<ClientType> client_type;
};

/// The catalogue key of what is wrong with a parameter.
using Wrong = std::string;

Result<Asked, Wrong> read_parameters(const Fields& query, const Practice& practice, Instant now, const Zones& zones) {
  Asked asked;
  if (query.get("service").empty()) return failure(Wrong("no_service"));
  if (query.get("location").empty()) return failure(Wrong("no_location"));
  asked.zone = query.get("tz").empty() ? practice.timezone : std::string(query.get("tz"));
  if (!zones.is_known(asked.zone)) return failure(Wrong("bad_zone"));
  if (const auto type = query.get("client_type"); !type.empty()) {
    asked.client_type = parse_client_type(type);
    if (!asked.client_type) return failure(Wrong("bad_client_type"));
  }
  const auto from = query.get("from").empty() ? zones.date_at(now, asked.zone) : parse_date(query.get("from"));
  if (!from || *from < first_date || *from > last_date) return failure(Wrong("bad_from"));
  asked.from = *from;
  const auto to = query.get("to").empty() ? std::min(asked.from + std::chrono::days{days_when_left_out - 1}, last_date) : parse_date(query.get("to"));
  if (!to || *to > last_date) return failure(Wrong("bad_to"));
  asked.to = *to;
  if (asked.to < asked.from) return failure(Wrong("to_before_from"));
  if (asked.to - asked.from >= std::chrono::days{most_days}) return failure(Wrong("too_many_days"));
  return asked;
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
      {.provider = provider->id, .service = service->id, .location = location->id, .client_type = asked->client_type}, asked->from, asked->to, asked->zone);
  return response;
}

}  // namespace provider_page
