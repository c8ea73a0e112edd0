// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/staff_repository.h"

#include <stdexcept>

#include "storage/mysql/repositories.h"

namespace frontdesk::storage::mysql {

std::unique_ptr<StaffRepository> make_staff_repository(Connection&) { throw std::logic_error("staff_repository isn't there"); }

}  // namespace frontdesk::storage::mysql
