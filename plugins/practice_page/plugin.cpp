// SPDX-License-Identifier: AGPL-3.0-or-later
#include "frontdesk/plugin.h"

#include "practice_page.h"

namespace practice_page {
namespace {

class PracticePage final : public frontdesk::Plugin {
 public:
  void declare(frontdesk::Registrar& registrar) override {
    registrar.route({.method = frontdesk::Method::get, .pattern = "/o/{practice}/schedule", .handler = show});
    registrar.page({.name = "practice_page/practice", .shape = shape()});
  }
  void start(frontdesk::Host&) override {}
  void stop() noexcept override {}
};

}  // namespace
}  // namespace practice_page

FRONTDESK_EXPORT const frontdesk_plugin_descriptor* frontdesk_plugin_entry() {
  static constexpr auto descriptor = frontdesk::describe<practice_page::PracticePage>("practice_page", "1.0.0", "Practice page");
  return &descriptor;
}
