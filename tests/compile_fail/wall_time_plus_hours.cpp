// SPDX-License-Identifier: AGPL-3.0-or-later
// refused: no match for .operator+.
#include "frontdesk/time.h"

using namespace frontdesk;

Minutes later(WallTime time) {
#ifdef NONSENSE
  return time + std::chrono::hours{1};
#else
  return time.since_midnight() + std::chrono::hours{1};
#endif
}
