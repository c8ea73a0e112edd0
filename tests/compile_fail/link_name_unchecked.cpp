// SPDX-License-Identifier: AGPL-3.0-or-later
// refused: is private
#include "frontdesk/link_name.h"

using namespace frontdesk;

LinkName jane() {
#ifdef NONSENSE
  return LinkName("Jane Smith");
#else
  return LinkName::parse("jane-smith").value();
#endif
}
