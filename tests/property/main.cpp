// SPDX-License-Identifier: AGPL-3.0-or-later
#define BOOST_TEST_MODULE property
#include <boost/test/unit_test.hpp>
#include <cstdlib>

namespace {

/// How many worlds each property sees; RC_PARAMS in the environment says otherwise (max_success=20000 for a long run).
struct Worlds {
  Worlds() { setenv("RC_PARAMS", "max_success=1000", 0); }
};

}  // namespace

BOOST_TEST_GLOBAL_CONFIGURATION(Worlds);
