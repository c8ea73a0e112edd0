// SPDX-License-Identifier: AGPL-3.0-or-later
// refused: conver[ts]
#include "frontdesk/id.h"

using namespace frontdesk;

ProviderId seventh() {
#ifdef NONSENSE
  return 7;
#else
  return ProviderId{7};
#endif
}
