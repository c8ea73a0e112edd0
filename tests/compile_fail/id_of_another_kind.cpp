// SPDX-License-Identifier: AGPL-3.0-or-later
// refused: conver[ts]
#include "frontdesk/practice.h"

using namespace frontdesk;

const Service* find(const PracticeSnapshot& practice, ProviderId provider, ServiceId service) {
#ifdef NONSENSE
  const ServiceId wrong = provider;
  return practice.find(wrong);
#else
  return provider.is_set() ? practice.find(service) : nullptr;
#endif
}
