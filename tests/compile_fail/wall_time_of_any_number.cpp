// SPDX-License-Identifier: AGPL-3.0-or-later
// refused: no matching function for call to .*WallTime
#include "frontdesk/time.h"

using namespace frontdesk;

WallTime noon() {
#ifdef NONSENSE
  return WallTime(720);
#else
  return *WallTime::from_minutes(720);
#endif
}
