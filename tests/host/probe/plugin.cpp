// SPDX-License-Identifier: AGPL-3.0-or-later
// Answers so that a test sees what reached it, and fails in the ways that a plugin can.
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "frontdesk/plugin.h"

using namespace frontdesk;

namespace {

Response words(std::string text) {
  Response response;
  response.content_type = "text/plain; charset=utf-8";
  response.body = std::move(text);
  return response;
}

Response echo(Scope& scope) {
  const Request& request = scope.request();
  std::string text = "practice=" + scope.practice().link_name.text() + " staff=" + (scope.actor().is_staff() ? scope.actor().staff->email : "nobody");
  for (const auto& [name, value] : request.query.pairs()) text += " ?" + name + "=" + value;
  for (const auto& [name, value] : request.form.pairs()) text += " +" + name + "=" + value;
  for (const auto& [name, value] : request.path_parameters) text += " /" + name + "=" + value;
  return words(text + (scope.form_is_fresh() ? " fresh" : " old"));
}

Response token(Scope& scope) { return words(scope.form_token("probe")); }
Response staff_token(Scope& scope) { return words(scope.form_token("probe_staff")); }

Response kept(Scope&) {
  auto response = words("the same");
  response.caching = Caching::revalidate;
  return response;
}

/// Waits until the file named in the query is there: a request in flight for as long as a test likes.
Response wait(Scope& scope) {
  const std::string file(scope.request().query.get("file"));
  std::ofstream(file + ".reached") << "x";
  for (int i = 0; i < 2000 && !std::ifstream(file).good(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  return words("waited");
}

Response fail(Scope& scope) {
  const auto how = scope.request().query.get("how");
  if (how == "throw") throw std::runtime_error("jane@example.org typed this");
  if (how == "int") throw 42;
  if (how == "abort") std::abort();
  if (how == "location") return Response::redirect("//evil.example");
  if (how == "header") {
    auto response = words("x");
    response.headers.emplace_back("X-A", "b\r\nSet-Cookie: c=d");
    return response;
  }
  auto response = words("my own words");
  response.status = 503;
  return response;
}

class Probe final : public Plugin {
 public:
  void declare(Registrar& registrar) override {
    const auto get = [&](std::string pattern, Handler handler, Access access = Access::everyone) {
      registrar.route({.method = Method::get, .pattern = "/o/{practice}/" + pattern, .access = access, .handler = std::move(handler)});
    };
    get("probe", echo);
    get("probe/token", token);
    get("probe/kept", kept);
    get("probe/wait", wait);
    get("probe/fail", fail);
    get("probe/thing/{thing}", echo);
    get("staff/sign-in", echo);
    get("staff/probe", echo, Access::staff);
    get("staff/probe/token", staff_token, Access::staff);
    get("staff/probe/admin", echo, Access::admin);
    registrar.route({.method = Method::get, .pattern = "/o/{practice}/probe/open.json", .handler = echo, .cross_site_read = true});
    registrar.route({.method = Method::post, .pattern = "/o/{practice}/probe", .handler = echo, .form = "probe", .repeated = {"many"}});
    registrar.route({.method = Method::post, .pattern = "/o/{practice}/staff/probe", .access = Access::staff, .handler = echo, .form = "probe_staff"});
    registrar.health_check({.name = "pulse", .check = [](Scope& scope) {
                              if (scope.practice().link_name.text() == "broken") throw std::runtime_error("x");
                              return scope.practice().link_name.text() == "sick" ? std::optional<std::string>("probe.sick") : std::nullopt;
                            }});
    registrar.legacy_route({.pattern = "/old/{name}", .target = [](const auto& names) { return "/o/" + names.at("name") + "/probe"; }});
  }
  void start(Host&) override {}
  void stop() noexcept override {}
};

}  // namespace

FRONTDESK_EXPORT const frontdesk_plugin_descriptor* frontdesk_plugin_entry() {
  static constexpr auto descriptor = frontdesk::describe<Probe>("probe", "1.0", "Probe");
  return &descriptor;
}
