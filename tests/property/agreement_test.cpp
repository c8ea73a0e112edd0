// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/property/agreement.h"

#include <rapidcheck.h>

#include <boost/test/unit_test.hpp>

#include "scheduling/engine.h"

namespace frontdesk::oracle {
namespace {

constexpr Minute day_minutes = 24 * 60;

Minute minute_at(Instant at) {
  return std::chrono::floor<std::chrono::minutes>(at).time_since_epoch().count();
}
Instant instant_at(Minute at) {
  return Instant{std::chrono::minutes{at}};
}
LocalDate date_of(Day day) {
  return LocalDate{std::chrono::days{day}};
}

class Engine final : public Answerer {
 public:
  [[nodiscard]] std::vector<Minute> offered(const RandomWorld& random) const override {
    const scheduling::PreparedCalendar calendar(random.world.calendar);
    const scheduling::Facts facts{random.world.practice, calendar, random.world.now};
    std::vector<Minute> starts;
    for (const OfferedTime& one :
         scheduling::offers(facts, random.world.question, date_of(random.from), date_of(random.to), *find_zone(random.zone))) {
      starts.push_back(minute_at(one.start));
    }
    return starts;
  }
  [[nodiscard]] std::set<ReasonCode> against(const RandomWorld& random, Minute start) const override {
    const scheduling::PreparedCalendar calendar(random.world.calendar);
    const scheduling::Facts facts{random.world.practice, calendar, random.world.now};
    std::set<ReasonCode> codes;
    for (const Reason& reason : scheduling::explain(facts, random.world.question, instant_at(start)).reasons) codes.insert(reason.code);
    return codes;
  }
};

class WrongEngine final : public Answerer {
 public:
  explicit WrongEngine(Flaw flaw) : flaw_(flaw) {}
  [[nodiscard]] std::vector<Minute> offered(const RandomWorld& random) const override {
    return Oracle(random.world, random.around, flaw_).offered(random.zone, random.from, random.to);
  }
  [[nodiscard]] std::set<ReasonCode> against(const RandomWorld& random, Minute start) const override {
    return Oracle(random.world, random.around, flaw_).against(start);
  }

 private:
  Flaw flaw_;
};

std::string text_of(const std::vector<Minute>& starts) {
  std::string text;
  for (const Minute one : starts) text += ' ' + frontdesk::to_string(instant_at(one));
  return text;
}
std::string text_of(const std::set<ReasonCode>& codes) {
  std::string text;
  for (const ReasonCode code : codes) text += ' ' + std::string(frontdesk::to_string(code));
  return text;
}

std::set<Minute> worth_asking(const RandomWorld& random, const std::vector<Minute>& offered) {
  std::set<Minute> minutes(offered.begin(), offered.end());
  for (const Minute edge : random.edges) {
    for (const Minute off : {-31, -16, -15, -1, 0, 1, 10, 15, 29, 30}) minutes.insert(edge + off);
  }
  for (Minute at = random.from * day_minutes; at < random.to * day_minutes; at += 365) minutes.insert(at);
  std::erase_if(minutes, [&](Minute at) { return std::abs(at - random.around * day_minutes) > 6 * day_minutes; });
  return minutes;
}

}  // namespace

std::optional<std::string> disagreement(const Answerer& answerer, const RandomWorld& random) {
  const Oracle oracle(random.world, random.around);
  const auto expected = oracle.offered(random.zone, random.from, random.to);
  const auto found = answerer.offered(random);
  if (found != expected) return to_string(random) + "\nexpected" + text_of(expected) + "\nfound   " + text_of(found);
  return std::nullopt;
}

namespace {

std::optional<std::string> disagreement_on_reasons(const Answerer& answerer, const RandomWorld& random) {
  const Oracle oracle(random.world, random.around);
  for (const Minute at : worth_asking(random, oracle.offered(random.zone, random.from, random.to))) {
    const auto expected = oracle.against(at);
    const auto found = answerer.against(random, at);
    if (found != expected) {
      return to_string(random) + "\nat " + frontdesk::to_string(instant_at(at)) + "\nexpected" + text_of(expected) + "\nfound   " +
             text_of(found);
    }
  }
  return std::nullopt;
}

}  // namespace
}  // namespace frontdesk::oracle

using namespace frontdesk;
using namespace frontdesk::oracle;

BOOST_AUTO_TEST_CASE(the_engine_offers_what_the_minute_by_minute_oracle_offers) {
  BOOST_TEST(rc::check("offers agree with the oracle", [] {
    RapidCheckDice dice;
    const RandomWorld random = random_world(dice);
    const auto differs = disagreement(Engine(), random);
    if (differs) RC_FAIL(*differs);
    RC_TAG(Engine().offered(random).empty() ? "nothing offered" : "something offered");
  }));
}

BOOST_AUTO_TEST_CASE(the_engine_explains_as_the_oracle_does) {
  BOOST_TEST(rc::check("reasons agree with the oracle", [] {
    RapidCheckDice dice;
    const auto differs = disagreement_on_reasons(Engine(), random_world(dice));
    if (differs) RC_FAIL(*differs);
  }));
}

BOOST_AUTO_TEST_CASE(each_deliberately_wrong_engine_is_caught) {
  constexpr std::uint32_t most_worlds = 5000;
  std::vector<RandomWorld> worlds;
  std::vector<std::vector<Minute>> right;
  for (int flaw = 1; flaw < static_cast<int>(Flaw::count_of_flaws); ++flaw) {
    const WrongEngine wrong(static_cast<Flaw>(flaw));
    std::size_t number = 0;
    for (; number < most_worlds; ++number) {
      if (number == worlds.size()) {
        SeededDice dice(static_cast<std::uint32_t>(number));
        worlds.push_back(random_world(dice));
        const RandomWorld& added = worlds.back();
        right.push_back(Oracle(added.world, added.around).offered(added.zone, added.from, added.to));
      }
      if (wrong.offered(worlds[number]) != right[number]) break;
    }
    BOOST_TEST_MESSAGE("wrong engine " << flaw << " is caught by world " << number);
    BOOST_TEST(number < most_worlds, "wrong engine " << flaw << " is not caught");
  }
}
