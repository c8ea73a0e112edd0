// SPDX-License-Identifier: AGPL-3.0-or-later
// refused: no match for .operator+.
#include "frontdesk/id.h"

using namespace frontdesk;

std::uint64_t next(ProviderId id) {
#ifdef NONSENSE
  return id + 1;
#else
  return id.value() + 1;
#endif
}
