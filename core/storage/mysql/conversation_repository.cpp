// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/conversation_repository.h"

#include <stdexcept>

#include "storage/mysql/repositories.h"

namespace frontdesk::storage::mysql {

std::unique_ptr<ConversationRepository> make_conversation_repository(Connection&) { throw std::logic_error("conversation_repository isn't there"); }

}  // namespace frontdesk::storage::mysql
