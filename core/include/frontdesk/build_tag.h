// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

/// Names the C++ ABI that headers and plugin share: compiler major, standard library ABI, language level. A plugin whose tag
/// differs from the host's is refused before any C++ of it runs.
#define FRONTDESK_TEXT_OF_(x) #x
#define FRONTDESK_TEXT_OF(x) FRONTDESK_TEXT_OF_(x)
#define FRONTDESK_BUILD_TAG                                                                                       \
  "gcc" FRONTDESK_TEXT_OF(__GNUC__) "-glibcxx" FRONTDESK_TEXT_OF(_GLIBCXX_USE_CXX11_ABI) "-cpp" FRONTDESK_TEXT_OF( \
      __cplusplus) "-api1"
