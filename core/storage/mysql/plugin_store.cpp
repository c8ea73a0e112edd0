// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/mysql/plugin_store.h"

#include <stdexcept>

namespace frontdesk::storage::mysql {

std::unique_ptr<Store> make_plugin_store(Connection&, CalendarRepository&, std::string_view, PracticeId) {
  throw std::logic_error("plugins have no store yet");
}

}  // namespace frontdesk::storage::mysql
