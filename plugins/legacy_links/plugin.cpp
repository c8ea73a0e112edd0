// SPDX-License-Identifier: AGPL-3.0-or-later
#include "frontdesk/plugin.h"

#include "legacy_target.h"

namespace {

using namespace frontdesk;

class LegacyLinks final : public Plugin {
 public:
  void declare(Registrar& registrar) override {
    for (const auto* old : {"/schedule/{practice}", "/scheduler/{practice}", "/schedule/{practice}/{provider}", "/scheduler/{practice}/{provider}"}) {
      registrar.legacy_route({.pattern = old, .target = legacy_links::target});
    }
  }
  void start(Host&) override {}
  void stop() noexcept override {}
};

constexpr frontdesk_plugin_descriptor descriptor = describe<LegacyLinks>("legacy_links", "1.0", "Legacy links");

}  // namespace

FRONTDESK_EXPORT const frontdesk_plugin_descriptor* frontdesk_plugin_entry() { return &descriptor; }
