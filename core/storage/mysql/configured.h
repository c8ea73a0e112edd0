// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>

#include "base/config.h"
#include "storage/database.h"
#include "storage/mysql/connection.h"

/// The configured database, for the programs. initialise_driver() must have been called.
namespace frontdesk::storage::mysql {

[[nodiscard]] ConnectionOptions serving_options(const Config& config);
/// With time-outs that a long migration doesn't meet. std::invalid_argument where the configuration names no migrating account.
[[nodiscard]] ConnectionOptions migrating_options(const Config& config);

/// A pool of the serving account's connections, once the server is a supported one and the schema is that of the configured core and
/// plugins. Throws Unavailable or WrongSchema, in words that say what to do.
[[nodiscard]] std::unique_ptr<Database> open_checked(const Config& config, int pool_size);

}  // namespace frontdesk::storage::mysql
