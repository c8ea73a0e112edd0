// SPDX-License-Identifier: AGPL-3.0-or-later
// refused: no match for .operator<.
#include "frontdesk/time.h"

using namespace frontdesk;

bool is_past(LocalDate date, Instant start, Instant now) {
#ifdef NONSENSE
  return date < now;
#else
  return start < now && date < last_date;
#endif
}
