// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/practice_writer.h"

#include <stdexcept>

#include "storage/mysql/repositories.h"

namespace frontdesk::storage::mysql {

std::unique_ptr<PracticeWriter> make_practice_writer(Connection&) { throw std::logic_error("practice_writer isn't there"); }

}  // namespace frontdesk::storage::mysql
