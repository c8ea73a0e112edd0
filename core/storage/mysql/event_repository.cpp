// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/event_repository.h"

#include <stdexcept>

#include "storage/mysql/repositories.h"

namespace frontdesk::storage::mysql {

std::unique_ptr<EventRepository> make_event_repository(Connection&) { throw std::logic_error("event_repository isn't there"); }

}  // namespace frontdesk::storage::mysql
