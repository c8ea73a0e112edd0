// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/request_repository.h"

#include <stdexcept>

#include "storage/mysql/repositories.h"

namespace frontdesk::storage::mysql {

std::unique_ptr<RequestRepository> make_request_repository(Connection&) { throw std::logic_error("request_repository isn't there"); }

}  // namespace frontdesk::storage::mysql
