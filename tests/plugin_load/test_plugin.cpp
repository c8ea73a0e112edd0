// SPDX-License-Identifier: AGPL-3.0-or-later
// One plugin that is wrong in the way that its build names.
#include <cstdlib>
#include <stdexcept>

#include "frontdesk/plugin.h"

using namespace frontdesk;

#ifdef FLAVOUR_UNDEFINED_SYMBOL
extern "C" int nobody_defines_this();
#endif

namespace {

Response answer(Scope&) { return {}; }

class TestPlugin final : public Plugin {
 public:
#ifdef FLAVOUR_THROWING_CONSTRUCTOR
  TestPlugin() { throw std::runtime_error("no"); }
#endif

  void declare(Registrar& registrar) override {
#ifdef FLAVOUR_THROWING_DECLARE
    throw std::runtime_error("declare said no");
#endif
    registrar.route({.method = Method::get, .pattern = "/o/{practice}/" PLUGIN_ID, .handler = answer});
#ifdef FLAVOUR_DOUBLE_ROUTE
    registrar.route({.method = Method::get, .pattern = "/o/{practice}/" PLUGIN_ID, .handler = answer});
#endif
#ifdef FLAVOUR_FOREIGN_ROUTE
    registrar.route({.method = Method::get, .pattern = "/o/{practice}/sound", .handler = answer});
#endif
#ifdef FLAVOUR_WRONG_SETTING
    registrar.setting({.id = PLUGIN_ID ".days", .type = SettingSpec::Type::number, .default_value = "\"three\"", .minimum = 1, .maximum = 9, .help_key = "x"});
#endif
  }

  void start(Host&) override {
#ifdef FLAVOUR_THROWING_START
    throw std::runtime_error("start said no");
#endif
#ifdef FLAVOUR_CRASHING_START
    std::abort();
#endif
#ifdef FLAVOUR_UNDEFINED_SYMBOL
    nobody_defines_this();
#endif
  }
  void stop() noexcept override {}
};

constexpr frontdesk_plugin_descriptor described() {
  auto descriptor = describe<TestPlugin>(PLUGIN_ID, "1.0", "Test");
#ifdef FLAVOUR_OTHER_TAG
  descriptor.build_tag = "gcc1-glibcxx0-cpp201103L-api1";
#endif
#ifdef FLAVOUR_OTHER_MAJOR
  descriptor.api_major = 99;
#endif
#ifdef FLAVOUR_NEWER_MINOR
  descriptor.api_minor = FRONTDESK_API_MINOR + 1;
#endif
#ifdef FLAVOUR_SHORT_DESCRIPTOR
  descriptor.struct_size = 8;
#endif
#ifdef FLAVOUR_OTHER_ID
  descriptor.id = "somebody_else";
#endif
  return descriptor;
}

}  // namespace

#ifndef FLAVOUR_NO_ENTRY
FRONTDESK_EXPORT const frontdesk_plugin_descriptor* frontdesk_plugin_entry() {
  static constexpr auto descriptor = described();
#ifdef FLAVOUR_NULL_DESCRIPTOR
  // Decided when it runs: an optimiser that knew would leave the descriptor and its build tag out of the file.
  static const volatile bool describes_itself = false;
  return describes_itself ? &descriptor : nullptr;
#else
  return &descriptor;
#endif
}
#else
FRONTDESK_EXPORT const char* not_the_entry() { return described().build_tag; }
#endif
