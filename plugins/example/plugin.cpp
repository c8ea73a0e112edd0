// SPDX-License-Identifier: AGPL-3.0-or-later
#include "frontdesk/plugin.h"

namespace {

using namespace frontdesk;

std::string requests_seen(Scope& scope) {
  const auto rows = scope.store().query("SELECT COUNT(*) FROM example_request WHERE practice_id = ?", {});
  return std::to_string(std::get<std::int64_t>(rows.at(0).at(0)));
}

/// GET /o/{practice}/example
Response show(Scope& scope) {
  Views& views = scope.views();
  ViewModel model;
  model.set("greeting", scope.settings().text("example.greeting")).set("requests", requests_seen(scope));
  return views.page({.title = views.text("example.title"), .content = views.render("example/page", model)});
}

/// A few lines in the practice's page, which is another plugin's.
Fragment in_practice_page(Scope& scope, std::string_view) {
  ViewModel model;
  model.set("url", "/o/" + scope.practice().link_name.text() + "/example");
  return scope.views().render("example/panel", model);
}

/// Called by the worker, at least once for each event: storing the same event twice stores it once.
void remember(Scope& scope, const Event& event) {
  scope.store().execute("REPLACE INTO example_request (practice_id, event_id, seen_at) VALUES (?, ?, ?)",
                        {static_cast<std::int64_t>(event.id.value()), scope.now().time_since_epoch().count()});
}

class Example final : public Plugin {
 public:
  void declare(Registrar& registrar) override {
    registrar.route({.method = Method::get, .pattern = "/o/{practice}/example", .handler = show});
    registrar.panel({.slot = "practice_page.practice", .show = in_practice_page});
    registrar.observer({.kind = "request_received", .receive = remember});
    registrar.setting({.id = "example.greeting",
                       .type = SettingSpec::Type::text,
                       .default_value = "\"Hello\"",
                       .minimum = 1,
                       .maximum = 100,
                       .help_key = "example.setting.greeting"});
    registrar.page({.name = "example/page", .shape = {{"greeting"}, {"requests"}}});
    registrar.page({.name = "example/panel", .shape = {{"url"}}});
  }
  void start(Host&) override {}
  void stop() noexcept override {}
};

}  // namespace

FRONTDESK_EXPORT const frontdesk_plugin_descriptor* frontdesk_plugin_entry() {
  static constexpr auto descriptor = frontdesk::describe<Example>("example", "1.0", "An example");
  return &descriptor;
}
