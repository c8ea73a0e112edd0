// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>

#include "storage/database.h"
#include "storage/mysql/connection.h"

namespace frontdesk::storage::mysql {

/// A pool of at most `pool_size` connections, opened when first needed, kept with their prepared statements, and dropped when lost.
/// begin() waits up to three seconds for a free one, and passes over kept connections that turn out to be dead. Opens nothing
/// itself: a server that is down shows at the first begin() or ping(). initialise_driver() must have been called.
[[nodiscard]] std::unique_ptr<Database> make_database(const ConnectionOptions& options, int pool_size);

}  // namespace frontdesk::storage::mysql
