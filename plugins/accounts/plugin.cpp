// SPDX-License-Identifier: AGPL-3.0-or-later
#include "account.h"
#include "frontdesk/plugin.h"
#include "paths.h"
#include "sign_in.h"

namespace frontdesk::accounts {
namespace {

Response lead_to_conversations(Scope& scope) { return Response::redirect(staff_path(scope.practice()) + "/conversations"); }

class AccountsPlugin final : public Plugin {
 public:
  void declare(Registrar& registrar) override {
    const std::string staff = "/o/{practice}/staff";
    registrar.route({.method = Method::get, .pattern = staff, .access = Access::staff, .handler = lead_to_conversations});
    registrar.route({.method = Method::get, .pattern = staff + "/sign-in", .access = Access::everyone, .handler = show_sign_in});
    registrar.route({.method = Method::post, .pattern = staff + "/sign-in", .access = Access::everyone, .handler = sign_in, .form = sign_in_form});
    registrar.route({.method = Method::post, .pattern = staff + "/sign-out", .access = Access::staff, .handler = sign_out, .form = sign_out_form});
    registrar.route({.method = Method::get, .pattern = staff + "/account", .access = Access::staff, .handler = show_account});
    registrar.route(
        {.method = Method::post, .pattern = staff + "/account/password", .access = Access::staff, .handler = change_password, .form = password_form});
    registrar.route(
        {.method = Method::post, .pattern = staff + "/account/sessions/end", .access = Access::staff, .handler = end_session, .form = sessions_form});
    registrar.route({.method = Method::post,
                     .pattern = staff + "/account/sessions/elsewhere",
                     .access = Access::staff,
                     .handler = sign_out_elsewhere,
                     .form = sessions_form});
    registrar.page(sign_in_template());
    registrar.page(account_template());
  }
  void start(Host&) override {}
  void stop() noexcept override {}
};

constexpr auto descriptor = describe<AccountsPlugin>("accounts", "1.0.0", "Accounts");

}  // namespace
}  // namespace frontdesk::accounts

FRONTDESK_EXPORT const frontdesk_plugin_descriptor* frontdesk_plugin_entry(void) { return &frontdesk::accounts::descriptor; }
