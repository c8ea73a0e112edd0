// SPDX-License-Identifier: AGPL-3.0-or-later
#include "subject.h"

#include <algorithm>

#include "frontdesk/time_text.h"

namespace frontdesk::inquiry_form {
namespace {

std::string practice_path(const Scope& scope) { return "/o/" + scope.practice().link_name.text(); }

/// Builds `?a=b&c=d` of what isn't empty.
class Query {
 public:
  Query& add(std::string_view name, std::string_view value) {
    if (value.empty()) return *this;
    text_ += text_.empty() ? '?' : '&';
    text_ += url_encode(name) + '=' + url_encode(value);
    return *this;
  }
  [[nodiscard]] const std::string& text() const noexcept { return text_; }

 private:
  std::string text_;
};

/// A button of the form may bring another time than the address has: the visitor chose it last.
std::string_view asked_start(const Request& request) { return request.form.has("start") ? request.form.get("start") : request.query.get("start"); }

std::vector<ClientType> accepted_types(const Practice& practice, const Service* service) {
  std::vector<ClientType> types;
  for (const ClientType type : all_client_types) {
    const bool by_service = service == nullptr || !service->client_types || service->client_types->contains(type);
    if (by_service && practice.client_types.contains(type)) types.push_back(type);
  }
  return types;
}

Response lead_to_present_name(const Request& request, std::string path) {
  if (!request.raw_query.empty()) path += '?' + request.raw_query;
  return Response::redirect(std::move(path), request.method == Method::post ? 308 : 301);
}

const Provider* with_previous_name(const PracticeSnapshot& snapshot, std::string_view name) {
  for (const Provider& provider : snapshot.providers) {
    for (const LinkName& previous : provider.previous_link_names) {
      if (previous.text() == name) return &provider;
    }
  }
  return nullptr;
}

/// False for a kind that doesn't exist.
bool read_client_type(const Request& request, Subject& subject) {
  if (subject.client_types.size() == 1) subject.client_type = subject.client_types.front();
  const auto in_address = request.query.get("client_type");
  subject.asks_client_type = in_address.empty() && subject.client_types.size() > 1;
  const auto text = subject.asks_client_type ? request.form.get("client_type") : in_address;
  if (text.empty()) return true;
  const auto type = parse_client_type(text);
  if (type) subject.client_type = type;
  return type.has_value();
}

void read_visitor(Scope& scope, Subject& subject) {
  const auto zone = scope.request().query.get("tz");
  if (!zone.empty() && scope.zones().is_known(zone)) subject.visitor_zone = zone;
  subject.language = scope.request().query.get("lang");
}

}  // namespace

Result<Subject, Response> inquiry_subject(Scope& scope) {
  const PracticeSnapshot& snapshot = scope.scheduling().practice();
  const Request& request = scope.request();
  Subject subject;
  const auto name = request.query.get("provider");
  if (!name.empty()) {
    subject.provider = snapshot.provider(name);
    if (subject.provider == nullptr) {
      const Provider* renamed = with_previous_name(snapshot, name);
      if (renamed != nullptr && renamed->is_public) {
        Query query;
        for (const auto& [key, value] : request.query.pairs()) query.add(key, key == "provider" ? renamed->link_name.text() : value);
        return failure(Response::redirect(practice_path(scope) + "/inquiry" + query.text(), request.method == Method::post ? 308 : 301));
      }
    }
    if (subject.provider == nullptr || !subject.provider->is_public) return failure(scope.views().not_found());
  }
  subject.client_types = accepted_types(snapshot.practice, nullptr);
  if (!read_client_type(request, subject)) return failure(scope.views().not_found());
  read_visitor(scope, subject);
  return subject;
}

Result<Subject, Response> request_subject(Scope& scope) {
  const PracticeSnapshot& snapshot = scope.scheduling().practice();
  const Request& request = scope.request();
  const auto& name = request.path_parameters.find("provider")->second;
  Subject subject;
  subject.kind = RequestKind::appointment;
  subject.provider = snapshot.provider(name);
  if (subject.provider == nullptr) {
    const Provider* renamed = with_previous_name(snapshot, name);
    if (renamed != nullptr && renamed->is_public) {
      return failure(lead_to_present_name(request, practice_path(scope) + "/schedule/" + renamed->link_name.text() + "/request"));
    }
  }
  if (subject.provider == nullptr || !subject.provider->is_public) return failure(scope.views().not_found());
  const auto service = request.query.get("service");
  const auto location = request.query.get("location");
  subject.service = snapshot.service(service);
  subject.location = snapshot.location(location);
  const bool service_is_hidden = !service.empty() && (subject.service == nullptr || !subject.service->online);
  const bool location_is_hidden = !location.empty() && (subject.location == nullptr || !subject.location->online);
  if (service_is_hidden || location_is_hidden) return failure(scope.views().not_found());
  subject.client_types = accepted_types(snapshot.practice, subject.service);
  if (!read_client_type(request, subject)) return failure(scope.views().not_found());
  read_visitor(scope, subject);
  const auto start = asked_start(request);
  if (service.empty() || location.empty() || start.empty()) return failure(Response::redirect(schedule_path(scope, subject)));
  subject.start = parse_instant(start);
  return subject;
}

OfferQuestion question_about(const Subject& subject) {
  return {.provider = subject.provider->id,
          .service = subject.service->id,
          .location = subject.location->id,
          .audience = Audience::everyone,
          .client_type = subject.client_type};
}

namespace {

Query choices(const Subject& subject) {
  Query query;
  if (subject.service != nullptr) query.add("service", subject.service->link_name.text());
  if (subject.location != nullptr) query.add("location", subject.location->link_name.text());
  return query;
}

Query& add_visitor(Query& query, const Subject& subject) {
  if (subject.client_type && !subject.asks_client_type) query.add("client_type", to_string(*subject.client_type));
  return query.add("tz", subject.visitor_zone).add("lang", subject.language);
}

std::string provider_path(const Scope& scope, const Subject& subject) {
  return practice_path(scope) + "/schedule/" + subject.provider->link_name.text();
}

}  // namespace

std::string request_path(const Scope& scope, const Subject& subject, Instant start) {
  Query query = choices(subject);
  query.add("start", to_string(start));
  return provider_path(scope, subject) + "/request" + add_visitor(query, subject).text();
}

std::string form_path_without_time(const Scope& scope, const Subject& subject) {
  Query query = choices(subject);
  return provider_path(scope, subject) + "/request" + add_visitor(query, subject).text();
}

std::string form_path(const Scope& scope, const Subject& subject) {
  if (!subject.is_request()) return inquiry_path(scope, subject);
  return subject.start ? request_path(scope, subject, *subject.start) : form_path_without_time(scope, subject);
}

std::string inquiry_path(const Scope& scope, const Subject& subject) {
  Query query;
  if (subject.provider != nullptr) query.add("provider", subject.provider->link_name.text());
  if (!subject.is_request() && subject.client_type && !subject.asks_client_type && subject.client_types.size() > 1) {
    query.add("client_type", to_string(*subject.client_type));
  }
  return practice_path(scope) + "/inquiry" + query.add("tz", subject.visitor_zone).add("lang", subject.language).text();
}

std::string schedule_path(const Scope& scope, const Subject& subject) {
  Query query = choices(subject);
  add_visitor(query, subject);
  return subject.provider == nullptr ? practice_path(scope) + "/schedule" : provider_path(scope, subject) + query.text();
}

}  // namespace frontdesk::inquiry_form
