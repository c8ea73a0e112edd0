// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "frontdesk/plugin.h"

namespace frontdesk::conversations {

/// Who sent the request, and so gets what is mailed: the client. Null where nobody is named.
[[nodiscard]] inline const StatedPerson* sender_of(const ConversationView& view) {
  for (const auto& person : view.people) {
    if (person.role == PersonRole::client) return &person;
  }
  return nullptr;
}

}  // namespace frontdesk::conversations
