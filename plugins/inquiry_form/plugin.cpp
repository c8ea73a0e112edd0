// SPDX-License-Identifier: AGPL-3.0-or-later
#include "frontdesk/plugin.h"
#include "handlers.h"
#include "pages.h"

namespace frontdesk::inquiry_form {
namespace {

class InquiryFormPlugin final : public Plugin {
 public:
  void declare(Registrar& registrar) override {
    const std::string inquiry = "/o/{practice}/inquiry";
    const std::string request = "/o/{practice}/schedule/{provider}/request";
    registrar.route({.method = Method::get, .pattern = inquiry, .handler = show_inquiry});
    registrar.route({.method = Method::post, .pattern = inquiry, .handler = take_inquiry, .form = std::string(form_name)});
    registrar.route({.method = Method::get, .pattern = request, .handler = show_request});
    registrar.route({.method = Method::post, .pattern = request, .handler = take_request, .form = std::string(form_name)});
    for (auto& page : page_templates()) registrar.page(std::move(page));
  }
  void start(Host&) override {}
  void stop() noexcept override {}
};

constexpr auto descriptor = describe<InquiryFormPlugin>("inquiry_form", "1.0.0", "Inquiry and request form");

}  // namespace
}  // namespace frontdesk::inquiry_form

FRONTDESK_EXPORT const frontdesk_plugin_descriptor* frontdesk_plugin_entry(void) { return &frontdesk::inquiry_form::descriptor; }
