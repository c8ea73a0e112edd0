// SPDX-License-Identifier: AGPL-3.0-or-later
#include "frontdesk/plugin.h"

#include "provider_page.h"
#include "times_json.h"

namespace provider_page {
namespace {

class ProviderPage final : public frontdesk::Plugin {
 public:
  void declare(frontdesk::Registrar& registrar) override {
    registrar.route({.method = frontdesk::Method::get, .pattern = "/o/{practice}/schedule/{provider}", .handler = show});
    registrar.route({.method = frontdesk::Method::get,
                     .pattern = "/o/{practice}/schedule/{provider}/times.json",
                     .handler = answer_times,
                     .cross_site_read = true});
    registrar.page({.name = "provider_page/provider", .shape = shape()});
    registrar.page({.name = "provider_page/closed", .shape = closed_shape()});
  }
  void start(frontdesk::Host&) override {}
  void stop() noexcept override {}
};

}  // namespace
}  // namespace provider_page

FRONTDESK_EXPORT const frontdesk_plugin_descriptor* frontdesk_plugin_entry() {
  static constexpr auto descriptor = frontdesk::describe<provider_page::ProviderPage>("provider_page", "1.0.0", "Provider page");
  return &descriptor;
}
