// SPDX-License-Identifier: AGPL-3.0-or-later
#include "scheduling/expansion.h"

#include <algorithm>

namespace frontdesk::scheduling {
namespace {

// No zone was ever this far from UTC.
constexpr std::chrono::hours farthest_offset{16};

template <class T>
bool allows(const std::vector<T>& limited_to, T one) {
  return limited_to.empty() || std::find(limited_to.begin(), limited_to.end(), one) != limited_to.end();
}

bool serves(BlockAudience block, Audience audience) {
  switch (block) {
    case BlockAudience::everyone: return true;
    case BlockAudience::existing_clients: return audience != Audience::everyone;
    case BlockAudience::internal: return audience == Audience::staff;
  }
  return false;
}

Weekday weekday_of(LocalDate date) {
  return static_cast<Weekday>(std::chrono::weekday{date}.iso_encoding());
}

Weekdays every_weekday() {
  return Weekdays::from_bits(0x7F);
}

}  // namespace

Mismatch mismatch_of(const AvailabilityBlock& block, const Asked& asked, Audience audience) {
  return {.location = !allows(block.locations, asked.location.id),
          .format = !block.session_formats.is_empty() && !block.session_formats.contains(asked.location.session_format),
          .service = !allows(block.services, asked.service.id),
          .audience = !serves(block.audience, audience)};
}

Labels labels_around(Instant from, Instant to) {
  // An interval ends with its date at the latest, so one that reaches `from` has a date that isn't over there.
  const auto day = [](Instant at) { return LocalDate{std::chrono::floor<std::chrono::days>(at).time_since_epoch()}; };
  return {day(from - farthest_offset), day(to + farthest_offset)};
}

Instant earliest_of(LocalDate label) {
  return Instant{label.time_since_epoch()} - farthest_offset;
}

Expansion::Expansion(const Asked& asked, Audience audience, BlockChoice choice) {
  blocks_.reserve(asked.provider.blocks.size());
  for (const AvailabilityBlock& block : asked.provider.blocks) {
    if (block.date && block.replaces) replaced_.push_back(*block.date);
    if (choice == BlockChoice::counting && !mismatch_of(block, asked, audience).is_none()) continue;
    const Zone zone = block.timezone.empty() ? asked.location_zone : stored_zone(block.timezone);
    const auto known = std::find(zones_.begin(), zones_.end(), zone);
    const auto index = static_cast<std::uint32_t>(known - zones_.begin());
    if (known == zones_.end()) {
      zones_.push_back(zone);
      cursors_.emplace_back(zone);
    }
    blocks_.push_back({.block = &block,
                       .from = block.date ? *block.date : block.from_date.value_or(LocalDate::min()),
                       .until = block.date ? *block.date : block.until_date.value_or(LocalDate::max()),
                       .weekdays = block.date ? every_weekday() : block.weekdays,
                       .zone = index});
  }
  std::sort(replaced_.begin(), replaced_.end());
}

template <class Use>
void Expansion::each_on(LocalDate label, Use use) {
  const Weekday weekday = weekday_of(label);
  const bool weekly_apply = !std::binary_search(replaced_.begin(), replaced_.end(), label);
  for (const ReadyBlock& ready : blocks_) {
    if (label < ready.from || label > ready.until || !ready.weekdays.contains(weekday)) continue;
    if (!weekly_apply && !ready.block->date) continue;
    ZoneCursor& zone = cursors_[ready.zone];
    const auto start = zone.to_instant(label, ready.block->start);
    const auto interval = Interval::between(start, zone.to_instant(label, ready.block->end));
    if (interval) use(*ready.block, *interval);
  }
}

void Expansion::applied_on(LocalDate label, std::vector<AppliedBlock>& out) {
  out.clear();
  each_on(label, [&](const AvailabilityBlock& block, const Interval& interval) { out.push_back({&block, interval}); });
}

void Expansion::merged_on(LocalDate label, std::vector<Interval>& out) {
  out.clear();
  each_on(label, [&](const AvailabilityBlock&, const Interval& interval) { out.push_back(interval); });
  if (out.size() < 2) return;
  std::sort(out.begin(), out.end());
  auto last = out.begin();
  for (auto next = last + 1; next != out.end(); ++next) {
    if (next->start() <= last->end()) {
      if (next->end() > last->end()) *last = *Interval::between(last->start(), next->end());
    } else {
      *++last = *next;
    }
  }
  out.erase(last + 1, out.end());
}

}  // namespace frontdesk::scheduling
