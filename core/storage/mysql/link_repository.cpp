// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/link_repository.h"

#include <stdexcept>

#include "storage/mysql/repositories.h"

namespace frontdesk::storage::mysql {

std::unique_ptr<LinkRepository> make_link_repository(Connection&) { throw std::logic_error("link_repository isn't there"); }

}  // namespace frontdesk::storage::mysql
