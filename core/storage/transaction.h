// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>

#include "storage/database.h"

namespace frontdesk::storage {

/// Runs `body` in a writing transaction and commits. After a conflict all of it runs again from the start, three times at most, after a
/// short wait of random length; then Conflict goes on to the caller. Every other error, of `body` too, goes on at once, rolled back.
void in_transaction(Database& database, const std::function<void(UnitOfWork&)>& body);

}  // namespace frontdesk::storage
