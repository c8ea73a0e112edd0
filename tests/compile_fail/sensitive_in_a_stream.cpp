// SPDX-License-Identifier: AGPL-3.0-or-later
// refused: use of deleted function\|deleted
#include <iostream>
#include <string>

#include "frontdesk/sensitive.h"

using namespace frontdesk;

void log(const Sensitive<std::string>& name) {
#ifdef NONSENSE
  std::cerr << name;
#else
  std::cerr << name.reveal().size();
#endif
}
