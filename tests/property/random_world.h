// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <random>
#include <string>
#include <vector>

#include "tests/property/wall_clock.h"
#include "tests/support/worlds.h"

/// Practices at random, around dates on which clocks changed somewhere.
namespace frontdesk::oracle {

/// Where chance comes from: RapidCheck (which shrinks) or a seed.
class Dice {
 public:
  virtual ~Dice() = default;
  /// From `low` to `high`, both included.
  [[nodiscard]] virtual int roll(int low, int high) = 0;
  [[nodiscard]] bool once_in(int times) { return roll(1, times) == 1; }
  template <class T>
  [[nodiscard]] const T& one_of(const std::vector<T>& all) {
    return all.at(static_cast<std::size_t>(roll(0, static_cast<int>(all.size()) - 1)));
  }
};

class SeededDice final : public Dice {
 public:
  explicit SeededDice(std::uint32_t seed) : engine_(seed) {}
  [[nodiscard]] int roll(int low, int high) override { return std::uniform_int_distribution<int>(low, high)(engine_); }

 private:
  std::mt19937 engine_;
};

class RapidCheckDice final : public Dice {
 public:
  [[nodiscard]] int roll(int low, int high) override;
};

/// A date on which a zone's clocks change (or a plain one).
struct ClockChange {
  std::string zone;
  std::string date;
};
[[nodiscard]] const std::vector<ClockChange>& clock_changes();

struct RandomWorld {
  test::World world;
  Day around = 0;
  /// The dates and zone asked for.
  std::string zone;
  Day from = 0;
  Day to = 0;
  ClockChange change;
  /// Minutes at which something begins or ends: worth asking about.
  std::vector<Minute> edges;
};

[[nodiscard]] RandomWorld random_world(Dice& dice);

/// Everything about it, to read why a property failed.
[[nodiscard]] std::string to_string(const RandomWorld& random);

}  // namespace frontdesk::oracle
