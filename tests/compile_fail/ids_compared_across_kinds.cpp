// SPDX-License-Identifier: AGPL-3.0-or-later
// refused: no match for .operator==.
#include "frontdesk/id.h"

using namespace frontdesk;

bool same(ProviderId provider, ServiceId service) {
#ifdef NONSENSE
  return provider == service;
#else
  return provider.value() == service.value();
#endif
}
