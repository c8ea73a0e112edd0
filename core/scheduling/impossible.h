// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "frontdesk/practice.h"

/// Settings that can never offer a time, found without asking for one: what `frontdeskctl doctor` and the settings pages warn of.
namespace frontdesk::scheduling {

enum class ImpossibleKind : std::uint8_t {
  /// The notice reaches past the last date that can be asked for. `provider` is set where one of both is the provider's own.
  window_shorter_than_notice = 1,
  /// No service that the block allows and the provider offers fits into it, nor into it and what touches it.
  block_shorter_than_services,
  /// Of `provider`, `block`: the provider doesn't work at `location`.
  block_location_not_worked_at,
  /// Of `provider`, `block`: the provider doesn't offer `service`.
  block_service_not_offered,
  /// A public provider with no online service, accepted for some kind of client, at an online location.
  public_provider_without_service,
  /// `provider` offers `service`, and no block allows it at any of the provider's locations.
  service_without_block,
  /// `provider` works at `location`, and no block allows it for any of the provider's services.
  location_without_block,
};

/// A short code for JSON and message keys: "window_shorter_than_notice".
[[nodiscard]] std::string_view code_of(ImpossibleKind kind);

/// One finding; ids that have no part in it are unset.
struct Impossible {
  ImpossibleKind kind = ImpossibleKind::window_shorter_than_notice;
  ProviderId provider = {};
  BlockId block = {};
  ServiceId service = {};
  LocationId location = {};
  friend bool operator==(const Impossible&, const Impossible&) = default;
};

/// All of them, provider by provider in the practice's order. Audiences don't matter: a block for staff alone offers times too.
[[nodiscard]] std::vector<Impossible> find_impossible(const PracticeSnapshot& practice);

}  // namespace frontdesk::scheduling
