// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>
#include <string_view>

#include "frontdesk/id.h"
#include "frontdesk/store.h"
#include "storage/calendar_repository.h"
#include "storage/mysql/connection.h"

namespace frontdesk::storage::mysql {

/// The store of one plugin in one practice, in the connection's transaction. `connection` and `calendars` outlive it.
[[nodiscard]] std::unique_ptr<Store> make_plugin_store(Connection& connection, CalendarRepository& calendars, std::string_view plugin_id,
                                                       PracticeId practice);

}  // namespace frontdesk::storage::mysql
