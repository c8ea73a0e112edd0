// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "frontdesk/plugin.h"

namespace frontdesk::conversations {

/// Who sent the request, and so gets what is mailed: who scheduled for somebody else, else the client. Null where nobody is named.
[[nodiscard]] inline const StatedPerson* sender_of(const ConversationView& view) {
  const StatedPerson* client = nullptr;
  for (const auto& person : view.people) {
    if (person.role == PersonRole::scheduler) return &person;
    if (person.role == PersonRole::client && client == nullptr) client = &person;
  }
  return client;
}

}  // namespace frontdesk::conversations
