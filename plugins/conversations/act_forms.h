// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <vector>

#include "act.h"
#include "frontdesk/plugin.h"

namespace frontdesk::conversations {

/// What every form's object holds, whichever of it the form uses.
[[nodiscard]] std::vector<ViewShape> act_form_shape();

/// Sets one object per act: false where the conversation's state doesn't allow it.
void add_act_forms(Scope& scope, const ConversationView& view, const RefusedAct* refused, ViewModel& model);

}  // namespace frontdesk::conversations
