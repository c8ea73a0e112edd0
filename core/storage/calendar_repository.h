// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "frontdesk/availability.h"

namespace frontdesk::storage {

struct CalendarVersion {
  ProviderId provider;
  std::uint64_t version = 0;
};

/// A practice's revision and its providers' calendar versions at one moment.
struct StoredVersions {
  std::uint64_t revision = 0;
  std::vector<CalendarVersion> calendars;  ///< providers whose calendar nobody wrote yet are absent: version 0

  [[nodiscard]] std::uint64_t of(ProviderId provider) const {
    for (const auto& calendar : calendars) {
      if (calendar.provider == provider) return calendar.version;
    }
    return 0;
  }
};

/// A time to be held for a request; all of it in one practice (the database refuses anything else).
struct SeatHold {
  PracticeId practice;
  RequestId request;
  ProviderId provider;
  ServiceId service;
  LocationId location;
  Instant start;
  Instant end;
  Instant hold_ends_at;
};

enum class SeatState : std::uint8_t { held = 1, booked, released };

/// What one request holds or has booked.
struct Seat {
  RequestId request;
  AppointmentId appointment;
  ProviderId provider;
  Instant start;
  Instant end;
  SeatState state = SeatState::held;
  std::optional<Instant> hold_ends_at;  ///< exactly while held; from then on it takes nothing away
};

/// A hold that has ended and still stands as held.
struct EndedHold {
  PracticeId practice;
  RequestId request;
  ProviderId provider;
};

/// Providers' calendars. An appointment row is one time of a provider to which requests attach as seats; it is busy while it isn't
/// cancelled and has seats taken apart from requests, a seat booked, or a seat held whose hold hasn't ended.
///
/// Every writer calls lock() first in its transaction, then reads again what it decides by (load), then writes. Throws the errors of
/// storage/errors.h; a foreign provider, service, location or request is ConstraintViolation.
class CalendarRepository {
 public:
  virtual ~CalendarRepository() = default;

  /// Revision and versions in one round trip; nothing when there is no such practice.
  [[nodiscard]] virtual std::optional<StoredVersions> versions(PracticeId practice) = 0;

  /// What ends after `from`, and time off likewise; older history isn't touched. Each row's booked seats are one interval of source
  /// `appointment`, each of its held seats one of source `hold` with one seat (ended holds too: the reader compares hold_ends_at
  /// with its now). The seat of `leaving_aside` is left out.
  [[nodiscard]] virtual CalendarSnapshot load(PracticeId practice, ProviderId provider, Instant from,
                                              std::optional<RequestId> leaving_aside = std::nullopt) = 0;

  /// Takes the calendar for this transaction and bumps its version: other writers of it wait (or conflict, on another node) until
  /// the end of the transaction.
  virtual void lock(PracticeId practice, ProviderId provider) = 0;

  // Under lock(), after the engine said that the time is free:

  /// Attaches a held seat to the row of the same provider, service, location, start and end, or to a new one. A request that had
  /// released a seat holds again. std::logic_error when the request has a seat held or booked.
  virtual AppointmentId hold_seat(const SeatHold& hold) = 0;
  /// Booked whatever it was (held, ended, released). False when the request never had a seat or the row was cancelled.
  [[nodiscard]] virtual bool book_seat(PracticeId practice, RequestId request) = 0;
  /// The seat takes nothing away any more. False when none was held or booked.
  [[nodiscard]] virtual bool release_seat(PracticeId practice, RequestId request) = 0;

  /// Nothing when the request never had one.
  [[nodiscard]] virtual std::optional<Seat> seat(PracticeId practice, RequestId request) = 0;

  /// Seats held whose hold ended at or before `now`, of all practices, oldest end first.
  [[nodiscard]] virtual std::vector<EndedHold> ended_holds(Instant now, int limit) = 0;
};

}  // namespace frontdesk::storage
