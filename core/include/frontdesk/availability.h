// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "frontdesk/practice.h"
#include "frontdesk/time.h"

/// Which times are offered, and why others are not (CONTRACT §3, §4). One engine answers pages, submission, JSON,
/// command line and explanation.
namespace frontdesk {

/// Who asks.
enum class Audience : std::uint8_t { everyone = 1, existing_client, staff };

/// Where a busy interval comes from.
enum class BusySource : std::uint8_t { appointment = 1, hold, plugin };

/// A booked or held time of a provider. Seats count only for a service with several.
struct BusyInterval {
  Instant start;
  Instant end;
  BusySource source = BusySource::appointment;
  std::optional<ServiceId> service;
  std::optional<LocationId> location;
  int seats_taken = 1;
  /// A hold's end: from this instant on it takes nothing away. Absent: it doesn't end by itself.
  std::optional<Instant> hold_ends_at;
  /// Of a plugin's interval: the plugin's id.
  std::string plugin;
};

struct TimeOff {
  Instant start;
  Instant end;
  std::string reason;  ///< for staff only
};

/// A provider's calendar as the engine needs it; any order. Immutable once built.
struct CalendarSnapshot {
  ProviderId provider;
  std::uint64_t version = 0;
  std::vector<BusyInterval> busy;
  std::vector<TimeOff> time_off;
};

/// What is asked: all four must exist in the snapshot they are asked of.
struct OfferQuestion {
  ProviderId provider;
  ServiceId service;
  LocationId location;
  Audience audience = Audience::everyone;
  /// Absent: some type is accepted by practice and service.
  std::optional<ClientType> client_type;
  /// A personal booking link may name a provider who isn't public.
  bool provider_need_not_be_public = false;
};

struct OfferedTime {
  Instant start;
  Instant end;
  friend bool operator==(const OfferedTime&, const OfferedTime&) = default;
};

/// Reasons in the order in which an explanation gives them (CONTRACT §4).
enum class ReasonCode : std::uint8_t {
  scheduling_off = 1,
  provider_not_public,
  service_not_offered,
  service_not_online,
  client_type_not_accepted,
  not_at_location,
  location_not_online,
  no_block,
  block_other_location,
  block_other_format,
  block_other_service,
  block_other_audience,
  does_not_fit,
  off_grid,
  time_off,
  conflict,
  buffer,
  min_notice,
  beyond_window,
};

[[nodiscard]] inline std::string_view to_string(ReasonCode code) {
  switch (code) {
    case ReasonCode::scheduling_off: return "scheduling_off";
    case ReasonCode::provider_not_public: return "provider_not_public";
    case ReasonCode::service_not_offered: return "service_not_offered";
    case ReasonCode::service_not_online: return "service_not_online";
    case ReasonCode::client_type_not_accepted: return "client_type_not_accepted";
    case ReasonCode::not_at_location: return "not_at_location";
    case ReasonCode::location_not_online: return "location_not_online";
    case ReasonCode::no_block: return "no_block";
    case ReasonCode::block_other_location: return "block_other_location";
    case ReasonCode::block_other_format: return "block_other_format";
    case ReasonCode::block_other_service: return "block_other_service";
    case ReasonCode::block_other_audience: return "block_other_audience";
    case ReasonCode::does_not_fit: return "does_not_fit";
    case ReasonCode::off_grid: return "off_grid";
    case ReasonCode::time_off: return "time_off";
    case ReasonCode::conflict: return "conflict";
    case ReasonCode::buffer: return "buffer";
    case ReasonCode::min_notice: return "min_notice";
    case ReasonCode::beyond_window: return "beyond_window";
  }
  return "";
}

/// Whose setting a reason rests on.
enum class RuleOwner : std::uint8_t { practice = 1, provider };

/// One thing that stands against a start, with the facts from which words are made; nothing here is text for people.
struct Reason {
  ReasonCode code = ReasonCode::scheduling_off;
  /// min_notice, buffer (both summed), does_not_fit (the duration): minutes; beyond_window: days. 0 elsewhere.
  int amount = 0;
  RuleOwner owner = RuleOwner::practice;
  /// off_grid: the nearest starts that the grid has; no_block: start of the nearest interval. At most two.
  std::vector<Instant> nearest;
  /// no_block (the nearest block), block_other_*: each block that mismatches.
  std::vector<BlockId> blocks;
  /// time_off, conflict, buffer: what is in the way.
  std::optional<Instant> blocked_from;
  std::optional<Instant> blocked_until;
  std::optional<BusySource> source;
  std::string plugin;
};

struct Verdict {
  /// Empty exactly when the start is offered; each code once, in the order of ReasonCode.
  std::vector<Reason> reasons;
  [[nodiscard]] bool is_offered() const noexcept { return reasons.empty(); }
};

/// The engine over what is stored now, for the practice of the call. Reads through the call's transaction, so under a
/// lock it answers for what the lock protects. One thread at a time.
class Scheduling {
 public:
  virtual ~Scheduling() = default;

  /// The practice as stored; valid for the call.
  [[nodiscard]] virtual const PracticeSnapshot& practice() = 0;

  /// Offered times whose date in `zone` (IANA name) is in `[from, to]`, sorted. `zone` must be known: throws std::invalid_argument.
  [[nodiscard]] virtual std::vector<OfferedTime> times(const OfferQuestion& question, LocalDate from, LocalDate to, std::string_view zone) = 0;

  /// The same as the JSON document of CONTRACT §4 (`times.json`, `frontdeskctl times --json`).
  [[nodiscard]] virtual std::string times_as_json(const OfferQuestion& question, LocalDate from, LocalDate to, std::string_view zone) = 0;

  /// The first offered time at or after `after`; nothing when the window holds none.
  [[nodiscard]] virtual std::optional<OfferedTime> next_time(const OfferQuestion& question, Instant after) = 0;

  /// Every reason that stands against `start`.
  [[nodiscard]] virtual Verdict explain(const OfferQuestion& question, Instant start) = 0;

  /// How long that provider's appointment for that service lasts; the service's own duration where they don't offer it.
  [[nodiscard]] virtual Minutes duration(ProviderId provider, ServiceId service) = 0;
};

}  // namespace frontdesk
