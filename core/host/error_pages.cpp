// SPDX-License-Identifier: AGPL-3.0-or-later
#include "host/error_pages.h"

#include "host/host_abilities.h"
#include "http/answer.h"

namespace frontdesk {

namespace {

/// Where even the error's template fails.
Response plain_page(int status, std::string_view request_id) {
  Response response;
  response.status = status;
  response.content_type = "text/plain; charset=utf-8";
  response.body = std::to_string(status) + ' ' + std::string(http::reason_phrase(status)) + '\n' + std::string(request_id) + '\n';
  return response;
}

template <class Make>
Response made_by(Site& site, const Request& request, const ErrorPlace& place, int status, const Make& make) noexcept {
  Response response;
  try {
    const auto views = make_views(site, request, place.practice, place.actor, nullptr, nullptr);
    response = make(*views);
    response.status = status;
  } catch (const std::exception& error) {
    site.error_log.error(LogLine("error_page_failed").code("request_id", request.id).number("status", status).failure(error));
    response = plain_page(status, request.id);
  }
  response.caching = Caching::no_store;
  if (status == 503) response.headers.emplace_back("Retry-After", "10");
  return response;
}

}  // namespace

Response error_page(Site& site, const Request& request, const ErrorPlace& place, int status) noexcept {
  // The catalogue has words for the kinds that differ for who reads them.
  const bool is_garbled = status == 414 || status == 415 || status == 431;
  return made_by(site, request, place, status, [&](view::PageViews& views) { return views.error(is_garbled ? 400 : status, request.id); });
}

Response unknown_outcome_page(Site& site, const Request& request, const ErrorPlace& place) noexcept {
  return made_by(site, request, place, 503, [&](view::PageViews& views) { return views.unknown_outcome(request.id); });
}

Response not_found_page(Site& site, const Request& request, const ErrorPlace& place) noexcept {
  return made_by(site, request, place, 404, [&](view::PageViews& views) { return views.not_found(); });
}

}  // namespace frontdesk
