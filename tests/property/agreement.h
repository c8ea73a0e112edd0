// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/property/oracle.h"
#include "tests/property/random_world.h"

namespace frontdesk::oracle {

/// Anything that answers like the engine: the engine itself, or a wrong one.
class Answerer {
 public:
  virtual ~Answerer() = default;
  [[nodiscard]] virtual std::vector<Minute> offered(const RandomWorld& random) const = 0;
  [[nodiscard]] virtual std::set<ReasonCode> against(const RandomWorld& random, Minute start) const = 0;
};

/// Where it first differs from the oracle about that world, in words; nothing where it doesn't.
[[nodiscard]] std::optional<std::string> disagreement(const Answerer& answerer, const RandomWorld& random);

}  // namespace frontdesk::oracle
