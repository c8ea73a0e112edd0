// SPDX-License-Identifier: AGPL-3.0-or-later
// refused: conver[ts]
#include "frontdesk/time.h"

using namespace frontdesk;

Instant midnight(LocalDate date) {
#ifdef NONSENSE
  return date;
#else
  return Instant{date.time_since_epoch()};
#endif
}
