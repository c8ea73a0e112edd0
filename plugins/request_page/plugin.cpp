// SPDX-License-Identifier: AGPL-3.0-or-later
#include "frontdesk/plugin.h"
#include "handlers.h"
#include "pages.h"

namespace frontdesk::request_page {
namespace {

class RequestPagePlugin final : public Plugin {
 public:
  void declare(Registrar& registrar) override {
    const std::string by_session = "/o/{practice}/requests";
    const std::string by_token = by_session + "/{token}";
    registrar.route({.method = Method::get, .pattern = by_token, .handler = show_by_token});
    registrar.route({.method = Method::post, .pattern = by_token, .handler = act_by_token, .form = std::string(form_name)});
    registrar.route({.method = Method::get, .pattern = by_session, .handler = show_by_session});
    registrar.route({.method = Method::post, .pattern = by_session, .handler = act_by_session, .form = std::string(form_name)});
    for (auto& page : page_templates()) registrar.page(std::move(page));
  }
  void start(Host&) override {}
  void stop() noexcept override {}
};

constexpr auto descriptor = describe<RequestPagePlugin>("request_page", "1.0.0", "A visitor's private page");

}  // namespace
}  // namespace frontdesk::request_page

FRONTDESK_EXPORT const frontdesk_plugin_descriptor* frontdesk_plugin_entry(void) { return &frontdesk::request_page::descriptor; }
