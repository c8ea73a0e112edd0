// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/asked_time.h"

#include <algorithm>

namespace frontdesk {
namespace {

bool has(const Verdict& verdict, ReasonCode code) {
  return std::any_of(verdict.reasons.begin(), verdict.reasons.end(), [&](const Reason& reason) { return reason.code == code; });
}

/// What of the request the practice no longer has.
std::optional<ReasonCode> gone(const PracticeSnapshot& practice, const storage::StoredRequest& request) {
  if (practice.find(*request.provider) == nullptr) return ReasonCode::provider_not_public;
  if (practice.find(*request.service) == nullptr) return ReasonCode::service_not_offered;
  if (practice.find(*request.location) == nullptr) return ReasonCode::not_at_location;
  return std::nullopt;
}

// Without a service in force there are no seats to share: any overlap counts.
bool overlaps_nothing(const DeskCall& call, const storage::StoredRequest& request) {
  const auto calendar = call.unit.calendars().load(call.practice, *request.provider, *request.start, request.id);
  return std::none_of(calendar.busy.begin(), calendar.busy.end(), [&](const BusyInterval& busy) {
    const bool has_ended = busy.hold_ends_at && *busy.hold_ends_at <= call.now;
    return !has_ended && busy.start < *request.end && *request.start < busy.end;
  });
}

}  // namespace

Verdict verdict_on(const DeskCall& call, const storage::StoredRequest& request) {
  if (request.kind != RequestKind::appointment) return {};
  if (const auto code = gone(call.scheduling.practice(), request)) {
    Reason reason;
    reason.code = *code;
    return {.reasons = {std::move(reason)}};
  }
  const OfferQuestion question{.provider = *request.provider,
                               .service = *request.service,
                               .location = *request.location,
                               .audience = Audience::staff,
                               .client_type = request.client_type};
  return call.scheduling.explain_without(request.id, question, *request.start);
}

bool is_time_free(const DeskCall& call, const storage::StoredRequest& request) {
  if (gone(call.scheduling.practice(), request)) return overlaps_nothing(call, request);
  return !has(verdict_on(call, request), ReasonCode::conflict);
}

}  // namespace frontdesk
