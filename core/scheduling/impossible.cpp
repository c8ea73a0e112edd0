// SPDX-License-Identifier: AGPL-3.0-or-later
#include "scheduling/impossible.h"

#include <algorithm>

#include "scheduling/engine.h"

namespace frontdesk::scheduling {
namespace {

template <class T>
bool allows(const std::vector<T>& limited_to, T one) {
  return limited_to.empty() || std::find(limited_to.begin(), limited_to.end(), one) != limited_to.end();
}

bool allows_location(const AvailabilityBlock& block, const Location& location) {
  return allows(block.locations, location.id) &&
         (block.session_formats.is_empty() || block.session_formats.contains(location.session_format));
}

// At its date's first minute, `now` is farthest from the end of the window's last date: so many days.
bool is_longer_than_window(Minutes notice, int advance_days) {
  return notice >= std::chrono::days{advance_days + 1};
}

/// The findings about one provider.
class ProviderCheck {
 public:
  ProviderCheck(const PracticeSnapshot& practice, const Provider& provider, std::vector<Impossible>& found)
      : practice_(practice), provider_(provider), found_(found) {
    for (const ProviderService& offered : provider.services) {
      if (const Service* service = practice.find(offered.service)) services_.push_back(service);
    }
    for (const LocationId id : provider.locations) {
      if (const Location* location = practice.find(id)) locations_.push_back(location);
    }
  }

  void run() {
    check_notice();
    for (const AvailabilityBlock& block : provider_.blocks) check_block(block);
    if (provider_.is_public && !has_bookable_service()) add({.kind = ImpossibleKind::public_provider_without_service});
    for (const Service* service : services_) {
      if (!is_covered(service, nullptr)) add({.kind = ImpossibleKind::service_without_block, .service = service->id});
    }
    for (const Location* location : locations_) {
      if (!is_covered(nullptr, location)) add({.kind = ImpossibleKind::location_without_block, .location = location->id});
    }
  }

 private:
  void add(Impossible finding) {
    finding.provider = provider_.id;
    found_.push_back(finding);
  }

  void check_notice() {
    const auto rules = rules_in_force(practice_.practice, provider_);
    const bool own = rules.min_notice.owner == RuleOwner::provider || rules.advance_days.owner == RuleOwner::provider;
    if (own && is_longer_than_window(rules.min_notice.value, rules.advance_days.value))
      add({.kind = ImpossibleKind::window_shorter_than_notice});
  }

  void check_block(const AvailabilityBlock& block) {
    for (const LocationId location : block.locations) {
      if (!allows_one(provider_.locations, location)) {
        add({.kind = ImpossibleKind::block_location_not_worked_at, .block = block.id, .location = location});
      }
    }
    for (const ServiceId service : block.services) {
      const bool offered = std::any_of(services_.begin(), services_.end(), [&](const Service* one) { return one->id == service; });
      if (!offered) add({.kind = ImpossibleKind::block_service_not_offered, .block = block.id, .service = service});
    }
    if (is_too_short(block)) add({.kind = ImpossibleKind::block_shorter_than_services, .block = block.id});
  }

  static bool allows_one(const std::vector<LocationId>& all, LocationId one) { return std::find(all.begin(), all.end(), one) != all.end(); }

  [[nodiscard]] bool is_too_short(const AvailabilityBlock& block) const {
    const auto length = block.end.since_midnight() - block.start.since_midnight();
    bool allows_any = false;
    for (const Service* service : services_) {
      if (!allows(block.services, service->id)) continue;
      if (duration_of(provider_, *service) <= length) return false;
      allows_any = true;
    }
    // Blocks that touch become one where both apply, so only a block that stands alone is too short for certain.
    return allows_any && std::none_of(provider_.blocks.begin(), provider_.blocks.end(), [&](const AvailabilityBlock& other) {
             return other.id != block.id && (other.timezone != block.timezone || (other.start <= block.end && block.start <= other.end));
           });
  }

  [[nodiscard]] bool has_bookable_service() const {
    const bool place = std::any_of(locations_.begin(), locations_.end(), [](const Location* one) { return one->online; });
    return place && std::any_of(services_.begin(), services_.end(), [&](const Service* one) {
             return one->online && !accepted_client_types(practice_.practice, *one).is_empty();
           });
  }

  // Whether a block allows that service at some location, or that location for some service. One of both is given.
  [[nodiscard]] bool is_covered(const Service* service, const Location* location) const {
    return std::any_of(provider_.blocks.begin(), provider_.blocks.end(), [&](const AvailabilityBlock& block) {
      const bool for_service = service != nullptr ? allows(block.services, service->id)
                                                  : std::any_of(services_.begin(), services_.end(),
                                                                [&](const Service* one) { return allows(block.services, one->id); });
      const bool at_location = location != nullptr ? allows_location(block, *location)
                                                   : std::any_of(locations_.begin(), locations_.end(),
                                                                 [&](const Location* one) { return allows_location(block, *one); });
      return for_service && at_location;
    });
  }

  const PracticeSnapshot& practice_;
  const Provider& provider_;
  std::vector<Impossible>& found_;
  std::vector<const Service*> services_;
  std::vector<const Location*> locations_;
};

}  // namespace

std::string_view code_of(ImpossibleKind kind) {
  switch (kind) {
    case ImpossibleKind::window_shorter_than_notice: return "window_shorter_than_notice";
    case ImpossibleKind::block_shorter_than_services: return "block_shorter_than_services";
    case ImpossibleKind::block_location_not_worked_at: return "block_location_not_worked_at";
    case ImpossibleKind::block_service_not_offered: return "block_service_not_offered";
    case ImpossibleKind::public_provider_without_service: return "public_provider_without_service";
    case ImpossibleKind::service_without_block: return "service_without_block";
    case ImpossibleKind::location_without_block: return "location_without_block";
  }
  return "";
}

std::vector<Impossible> find_impossible(const PracticeSnapshot& practice) {
  std::vector<Impossible> found;
  const Rules& rules = practice.practice.rules;
  if (is_longer_than_window(rules.min_notice, rules.advance_days)) {
    found.push_back({.kind = ImpossibleKind::window_shorter_than_notice});
  }
  for (const Provider& provider : practice.providers) ProviderCheck(practice, provider, found).run();
  return found;
}

}  // namespace frontdesk::scheduling
