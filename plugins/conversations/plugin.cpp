// SPDX-License-Identifier: AGPL-3.0-or-later
#include "frontdesk/plugin.h"

#include "actions.h"
#include "conversation.h"
#include "conversation_model.h"
#include "inbox.h"

namespace frontdesk::conversations {
namespace {

class ConversationsPlugin final : public Plugin {
 public:
  void declare(Registrar& registrar) override {
    const std::string inbox = "/o/{practice}/staff/conversations";
    registrar.route({.method = Method::get, .pattern = inbox, .access = Access::staff, .handler = show_inbox});
    registrar.route({.method = Method::get, .pattern = inbox + "/{id}", .access = Access::staff, .handler = show_conversation});
    for (const Act act : {Act::reply, Act::note, Act::accept, Act::decline, Act::reassign, Act::archive, Act::bring_back, Act::read}) {
      registrar.route({.method = Method::post,
                       .pattern = inbox + "/{id}/" + std::string(to_string(act)),
                       .access = Access::staff,
                       .handler = [act](Scope& scope) { return perform(scope, act); },
                       .form = form_name(act)});
    }
    registrar.navigation({.path = "conversations", .message_key = "conversations.title", .access = Access::staff, .order = 10});
    registrar.page(inbox_template());
    registrar.page(conversation_template());
  }
  void start(Host&) override {}
  void stop() noexcept override {}
};

constexpr auto descriptor = describe<ConversationsPlugin>("conversations", "1.0.0", "Conversations");

}  // namespace
}  // namespace frontdesk::conversations

FRONTDESK_EXPORT const frontdesk_plugin_descriptor* frontdesk_plugin_entry(void) { return &frontdesk::conversations::descriptor; }
