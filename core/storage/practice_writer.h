// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "frontdesk/availability.h"
#include "frontdesk/practice.h"

namespace frontdesk::storage {

/// A service, location or provider as it is named, retired ones too.
template <class IdType>
struct StoredPart {
  IdType id;
  std::string link_name;
  bool retired = false;
};

struct PreviousProviderName {
  std::string link_name;
  ProviderId provider;
};

struct StoredParts {
  std::vector<StoredPart<ServiceId>> services;
  std::vector<StoredPart<LocationId>> locations;
  std::vector<StoredPart<ProviderId>> providers;
  std::vector<PreviousProviderName> previous_provider_names;
};

/// One time of a provider's calendar, with what requests have of it.
struct StoredAppointment {
  AppointmentId id;
  ProviderId provider;
  Instant start;
  Instant end;
  std::optional<ServiceId> service;
  std::optional<LocationId> location;
  int seats_taken = 0;    ///< apart from requests
  int seats_booked = 0;   ///< by accepted requests
  int seats_held = 0;     ///< by requests whose hold hasn't ended
  std::string reference;  ///< empty: none
  bool cancelled = false;
};

/// A row to be written; `id` unset: a new one.
struct AppointmentRow {
  AppointmentId id;
  ProviderId provider;
  Instant start;
  Instant end;
  std::optional<ServiceId> service;
  std::optional<LocationId> location;
  int seats_taken = 1;
  std::string reference;
};

struct ProviderTimeOff {
  ProviderId provider;
  TimeOff time_off;
};

/// What import, settings and the operator change of practices. Ids are the practice's own: the database refuses others. Throws the
/// errors of storage/errors.h. Writers of calendars hold their locks (CalendarRepository::lock) before they come here.
class PracticeWriter {
 public:
  virtual ~PracticeWriter() = default;

  /// Takes the practice for this transaction and bumps its revision: false when there is no such one.
  [[nodiscard]] virtual bool lock(PracticeId practice) = 0;

  /// The practice's own columns, names and settings; its id is ignored. Throws Duplicate for a name that is taken.
  [[nodiscard]] virtual PracticeId create(const Practice& practice, Instant now) = 0;
  /// By `practice.id`. A present name that changes becomes a previous one; previous names that `practice` lacks stay. Settings are
  /// replaced. Throws Duplicate for a name that is taken.
  virtual void update(const Practice& practice) = 0;
  virtual void set_suspended(PracticeId practice, bool suspended) = 0;
  virtual void set_plugin(PracticeId practice, std::string_view plugin_id, bool enabled) = 0;
  /// The practice and everything of it.
  virtual void remove(PracticeId practice) = 0;

  [[nodiscard]] virtual StoredParts parts(PracticeId practice) = 0;

  // An id that isn't set makes a new row; else that row is changed and comes back from retirement. What they point to has stored ids.
  virtual ServiceId store(PracticeId practice, const Service& service, int position) = 0;
  virtual LocationId store(PracticeId practice, const Location& location, int position) = 0;
  /// With what the provider offers, where, blocks (replaced), previous names (added) and a calendar row.
  virtual ProviderId store(PracticeId practice, const Provider& provider, int position) = 0;
  virtual void retire(PracticeId practice, ServiceId service) = 0;
  virtual void retire(PracticeId practice, LocationId location) = 0;
  virtual void retire(PracticeId practice, ProviderId provider) = 0;

  virtual void replace_time_off(PracticeId practice, ProviderId provider, const std::vector<TimeOff>& time_off) = 0;
  /// Of all providers, by provider and start.
  [[nodiscard]] virtual std::vector<ProviderTimeOff> time_off(PracticeId practice) = 0;

  /// Those that overlap `[from, until)` and those that have a reference, cancelled ones too, by start and id.
  [[nodiscard]] virtual std::vector<StoredAppointment> appointments(PracticeId practice, Instant from, Instant until, Instant now) = 0;
  /// A row that is changed is cancelled no more.
  virtual AppointmentId store(PracticeId practice, const AppointmentRow& appointment) = 0;
};

}  // namespace frontdesk::storage
