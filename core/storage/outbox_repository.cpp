// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/outbox_repository.h"

#include <array>

namespace frontdesk::storage {

std::optional<Instant> next_mail_try(int tries, Instant now) {
  using std::chrono::minutes;
  static constexpr std::array waits{minutes{1},   minutes{2},   minutes{5},    minutes{15},   minutes{30},  minutes{60},
                                    minutes{120}, minutes{240}, minutes{480},  minutes{720},  minutes{960}, minutes{1440}};
  if (tries < 1) tries = 1;
  const auto index = static_cast<std::size_t>(tries - 1);
  if (index >= waits.size()) return std::nullopt;
  return now + waits.at(index);
}

}  // namespace frontdesk::storage
