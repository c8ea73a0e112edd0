// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "scheduling/engine.h"
#include "scheduling/expansion.h"
#include "scheduling/rules.h"
#include "scheduling/taken.h"

namespace frontdesk::scheduling {
namespace {

using std::chrono::days;

// Starts that notice and window leave (CONTRACT §3.6), ascending and apart; one interval as a rule.
std::vector<Interval> open_starts(const Facts& facts, const Asked& asked) {
  const Instant earliest = facts.now + asked.rules.min_notice.value;
  // Clocks that go back over midnight can show yesterday's date once more after now.
  auto spans = asked.practice_zone.instants_of(asked.practice_zone.date_at(facts.now) - days{2}, asked.window_end);
  std::vector<Interval> open;
  for (const Interval& span : spans) {
    if (const auto rest = Interval::between(std::max(span.start(), earliest), span.end())) open.push_back(*rest);
  }
  return open;
}

std::vector<Interval> common(const std::vector<Interval>& a, const std::vector<Interval>& b) {
  std::vector<Interval> both;
  for (const Interval& one : a) {
    for (const Interval& other : b) {
      if (const auto part = Interval::between(std::max(one.start(), other.start()), std::min(one.end(), other.end())))
        both.push_back(*part);
    }
  }
  return both;
}

// Walks the grid of merged intervals, leaping over what is taken. `wanted` is ascending; the visitor returns false to stop.
class Grid {
 public:
  Grid(const Facts& facts, const Asked& asked, const std::vector<Interval>& wanted)
      : duration_(asked.duration),
        step_(asked.step),
        wanted_(wanted),
        taken_(taken_starts(facts, asked, wanted.front().start(), wanted.back().end())) {}

  template <class Visit>
  void walk(const Interval& merged, Visit visit) {
    const Instant last = merged.end() - duration_;
    for (const Interval& span : wanted_) {
      if (span.end() <= merged.start()) continue;
      if (span.start() > last) return;
      Instant start = at_or_after(merged, span.start());
      auto taken =
          std::upper_bound(taken_.begin(), taken_.end(), start, [](Instant at, const TakenStarts& one) { return at < one.before; });
      while (start <= last && start < span.end()) {
        while (taken != taken_.end() && taken->before <= start) ++taken;
        if (taken != taken_.end() && taken->after < start) {
          start = at_or_after(merged, taken->before);
          continue;
        }
        if (!visit(start)) return;
        start += step_;
      }
    }
  }

 private:
  [[nodiscard]] Instant at_or_after(const Interval& merged, Instant at) const {
    if (at <= merged.start()) return merged.start();
    const auto steps = (at - merged.start() + step_ - std::chrono::microseconds{1}) / step_;
    return merged.start() + steps * step_;
  }

  std::chrono::microseconds duration_;
  std::chrono::microseconds step_;
  const std::vector<Interval>& wanted_;
  std::vector<TakenStarts> taken_;
};

std::vector<OfferedTime> collect(const Facts& facts, const Asked& asked, Audience audience, const std::vector<Interval>& wanted) {
  std::vector<OfferedTime> offered;
  if (wanted.empty()) return offered;
  Expansion expansion(asked, audience, BlockChoice::counting);
  if (expansion.is_empty()) return offered;
  Grid grid(facts, asked, wanted);
  const Labels labels = labels_around(wanted.front().start(), wanted.back().end());
  std::vector<Interval> merged;
  bool ascending = true;
  for (LocalDate label = labels.first; label <= labels.last; label += days{1}) {
    expansion.merged_on(label, merged);
    for (const Interval& interval : merged) {
      grid.walk(interval, [&](Instant start) {
        ascending = ascending && (offered.empty() || offered.back().start < start);
        offered.push_back({start, start + asked.duration});
        return true;
      });
    }
  }
  if (!ascending) {  // dates of different zones overlap
    std::sort(offered.begin(), offered.end(), [](const OfferedTime& a, const OfferedTime& b) { return a.start < b.start; });
    offered.erase(std::unique(offered.begin(), offered.end()), offered.end());
  }
  return offered;
}

}  // namespace

std::vector<OfferedTime> offers(const Facts& facts, const OfferQuestion& question, LocalDate from, LocalDate to, const Zone& zone) {
  const Asked asked = look_up(facts, question);
  if (!who_and_what(facts.practice.practice, asked, question).empty()) return {};
  return collect(facts, asked, question.audience, common(open_starts(facts, asked), zone.instants_of(from, to)));
}

std::optional<OfferedTime> next_offer(const Facts& facts, const OfferQuestion& question, Instant after) {
  const Asked asked = look_up(facts, question);
  if (!who_and_what(facts.practice.practice, asked, question).empty()) return std::nullopt;
  std::vector<Interval> wanted = open_starts(facts, asked);
  if (wanted.empty() || wanted.back().end() <= after) return std::nullopt;
  wanted = common(wanted, {*Interval::between(after, wanted.back().end())});
  Expansion expansion(asked, question.audience, BlockChoice::counting);
  if (expansion.is_empty()) return std::nullopt;
  Grid grid(facts, asked, wanted);
  const Labels labels = labels_around(wanted.front().start(), wanted.back().end());
  std::vector<Interval> merged;
  std::optional<Instant> first;
  for (LocalDate label = labels.first; label <= labels.last; label += days{1}) {
    // A later date of a zone farther east may still begin before what was found.
    if (first && earliest_of(label) > *first) break;
    expansion.merged_on(label, merged);
    for (const Interval& interval : merged) {
      grid.walk(interval, [&](Instant start) {
        if (!first || start < *first) first = start;
        return false;
      });
    }
  }
  if (!first) return std::nullopt;
  return OfferedTime{*first, *first + asked.duration};
}

std::vector<OfferedTime> nearest_offers(const Facts& facts, const OfferQuestion& question, Instant start, int span_days) {
  const Asked asked = look_up(facts, question);
  if (!who_and_what(facts.practice.practice, asked, question).empty()) return {};
  const auto around = Interval::between(start - days{span_days}, start + days{span_days});
  if (!around) return {};
  const auto all = collect(facts, asked, question.audience, common(open_starts(facts, asked), {*around}));
  const auto next = std::lower_bound(all.begin(), all.end(), start, [](const OfferedTime& one, Instant at) { return one.start < at; });
  std::vector<OfferedTime> nearest;
  if (next != all.begin()) nearest.push_back(*(next - 1));
  if (next != all.end()) nearest.push_back(*next);
  return nearest;
}

}  // namespace frontdesk::scheduling
