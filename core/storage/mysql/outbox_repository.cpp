// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/outbox_repository.h"

#include <stdexcept>

#include "storage/mysql/repositories.h"

namespace frontdesk::storage::mysql {

std::unique_ptr<OutboxRepository> make_outbox_repository(Connection&) { throw std::logic_error("outbox_repository isn't there"); }

}  // namespace frontdesk::storage::mysql
