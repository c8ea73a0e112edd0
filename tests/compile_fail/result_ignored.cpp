// SPDX-License-Identifier: AGPL-3.0-or-later
// refused: nodiscard
#include "frontdesk/link_name.h"

#pragma GCC diagnostic error "-Wunused-result"

using namespace frontdesk;

bool check() {
#ifdef NONSENSE
  LinkName::parse("x");
#endif
  return LinkName::parse("x").has_value();
}
