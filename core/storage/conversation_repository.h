// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

namespace frontdesk::storage {

/// Conversations, messages, history.
class ConversationRepository {
 public:
  virtual ~ConversationRepository() = default;
};

}  // namespace frontdesk::storage
