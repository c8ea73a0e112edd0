// SPDX-License-Identifier: AGPL-3.0-or-later
// refused: conver[ts]
#include "time/zone.h"

using namespace frontdesk;

Instant morning(const Zone& zone, Instant now) {
#ifdef NONSENSE
  return zone.to_instant(now, WallTime{});
#else
  return zone.to_instant(zone.date_at(now), WallTime{});
#endif
}
