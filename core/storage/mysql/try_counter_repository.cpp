// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/try_counter_repository.h"

#include <stdexcept>

#include "storage/mysql/repositories.h"

namespace frontdesk::storage::mysql {

std::unique_ptr<TryCounterRepository> make_try_counter_repository(Connection&) { throw std::logic_error("try_counter_repository isn't there"); }

}  // namespace frontdesk::storage::mysql
