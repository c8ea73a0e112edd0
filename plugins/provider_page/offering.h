// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "frontdesk/plugin.h"

/// What one provider offers to the public, and what the visitor chose of it. Pure: no clock, no words.
namespace provider_page {

struct Offering {
  const frontdesk::Practice* practice = nullptr;
  const frontdesk::Provider* provider = nullptr;
  std::vector<const frontdesk::Service*> services;    ///< theirs, online, of an accepted kind
  std::vector<const frontdesk::Location*> locations;  ///< theirs, online
};

[[nodiscard]] Offering offering_of(const frontdesk::PracticeSnapshot& snapshot, const frontdesk::Provider& provider);

/// Kinds of request that practice and service accept, in their usual order.
[[nodiscard]] std::vector<frontdesk::ClientType> accepted_types(const frontdesk::Practice& practice, const frontdesk::Service& service);

/// Absent: still to be asked. A choice with one option is made; one that isn't offered counts as not made.
struct Choice {
  const frontdesk::Service* service = nullptr;
  const frontdesk::Location* location = nullptr;
  std::optional<frontdesk::ClientType> client_type;
  std::optional<frontdesk::LocalDate> from;
  std::string zone;      ///< the visitor's, known to the system; empty: not known
  std::string language;  ///< as asked for; empty: not asked for
  /// Without a service there are no kinds to check against: the one asked for is kept for the links.
  std::optional<frontdesk::ClientType> wished_type;
};

[[nodiscard]] Choice choice_of(const frontdesk::Fields& query, const Offering& offering, const frontdesk::Zones& zones);

/// The address of the page with these choices ("" left out), without `from`.
[[nodiscard]] std::string page_url(const Offering& offering, const Choice& choice);
[[nodiscard]] std::string page_url_from(const Offering& offering, const Choice& choice, frontdesk::LocalDate from);
/// The request form for one time; service and location must be chosen.
[[nodiscard]] std::string request_url(const Offering& offering, const Choice& choice, frontdesk::Instant start);
[[nodiscard]] std::string practice_url(const Offering& offering, const Choice& choice);
[[nodiscard]] std::string inquiry_url(const Offering& offering, const Choice& choice);

}  // namespace provider_page
