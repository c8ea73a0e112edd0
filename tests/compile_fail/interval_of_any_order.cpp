// SPDX-License-Identifier: AGPL-3.0-or-later
// refused: is private
#include "frontdesk/time.h"

using namespace frontdesk;

Interval of(Instant a, Instant b) {
#ifdef NONSENSE
  return Interval(a, b);
#else
  return *Interval::between(a, b);
#endif
}
