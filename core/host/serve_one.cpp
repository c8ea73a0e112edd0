// SPDX-License-Identifier: AGPL-3.0-or-later
#include "host/serve_one.h"

#include <chrono>

#include "base/crypto.h"
#include "host/error_pages.h"

namespace frontdesk {

namespace {

using Stopwatch = std::chrono::steady_clock;

std::string new_request_id() { return crypto::to_hex(crypto::random_bytes()).substr(0, 32); }

struct Outcome {
  http::Answer answer;
  std::string id;
  std::string method;
  std::string route;
  std::string plugin;
};

Outcome run(Site& site, const http::Parameters& parameters, const http::BodyReader& body) {
  const Router router(site);
  const Instant now = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
  auto incoming = http::parse_head(parameters, site.config.trusted_proxies);
  Outcome result;
  Served served;
  if (!incoming) {
    result.id = new_request_id();
    served = router.refused(incoming.error(), result.id);
  } else {
    if (incoming->request.id.empty()) incoming->request.id = new_request_id();
    result.id = incoming->request.id;
    result.method = incoming->method;
    served = router.serve(*incoming, [&](Request& request) { return http::read_form(request, parameters, body); }, now);
  }
  result.route = served.route;
  result.plugin = served.plugin;
  try {
    result.answer = http::answer(served.response, served.context);
  } catch (const std::logic_error& error) {
    site.error_log.error(LogLine("answer_refused").code("request_id", result.id).code("plugin", served.plugin).failure(error));
    Request request;
    request.id = result.id;
    result.answer = http::answer(error_page(site, request, {}, 500), served.context);
  }
  return result;
}

Method counted_method(std::string_view method) {
  if (method == "GET") return Method::get;
  if (method == "HEAD") return Method::head;
  if (method == "POST") return Method::post;
  return Method{};
}

}  // namespace

http::Answer serve_one(Site& site, const http::Parameters& parameters, const http::BodyReader& body) noexcept {
  const auto started = Stopwatch::now();
  site.metrics.enter();
  Outcome result;
  try {
    result = run(site, parameters, body);
  } catch (const std::exception& error) {
    site.error_log.error(LogLine("request_failed").failure(error));
    result.answer.status = 500;
    result.answer.head = "Status: 500 Internal Server Error\r\nContent-Type: text/plain\r\nCache-Control: no-store\r\n\r\n";
    result.answer.body = "500\n";
  }
  const auto duration = std::chrono::duration_cast<std::chrono::microseconds>(Stopwatch::now() - started);
  site.metrics.leave();
  site.metrics.count(counted_method(result.method), result.answer.status, duration);
  site.access_log.note(LogLine("request")
                           .code("request_id", result.id)
                           .code("method", result.method)
                           .code("route", result.route)
                           .code("plugin", result.plugin)
                           .number("status", result.answer.status)
                           .number("bytes", static_cast<std::int64_t>(result.answer.body.size()))
                           .number("microseconds", duration.count()));
  return std::move(result.answer);
}

http::Parameters parameters_of(const char* const* environment) {
  http::Parameters parameters;
  for (; environment != nullptr && *environment != nullptr; ++environment) {
    const std::string_view entry(*environment);
    const std::size_t equals = entry.find('=');
    if (equals != std::string_view::npos) parameters.emplace_back(entry.substr(0, equals), entry.substr(equals + 1));
  }
  return parameters;
}

}  // namespace frontdesk
