// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "frontdesk/availability.h"
#include "frontdesk/practice.h"
#include "tests/support/database.h"

/// Practices for tests, stored by SQL alone so that no code under test makes what it is tested with.
namespace frontdesk::test {

struct ServiceSpec {
  std::string link_name = "consultation";
  int duration_minutes = 50;
  bool online = true;
  int seats = 1;
};

struct LocationSpec {
  std::string link_name = "phone";
  SessionFormat session_format = SessionFormat::phone;
  bool online = true;
  std::string timezone = {};
};

/// Weekly on Monday to Friday unless `date` is given ("2026-12-01").
struct BlockSpec {
  std::string start = "09:00";
  std::string end = "17:00";
  std::string date = {};
};

/// Offers all of the practice's services at all its locations.
struct ProviderSpec {
  std::string link_name = "jane-smith";
  bool is_public = true;
  std::vector<BlockSpec> blocks = {{}};
};

/// What was stored, by link name; an unknown one throws std::out_of_range.
struct StoredPractice {
  PracticeId id;
  std::string link_name;
  std::map<std::string, ServiceId> services;
  std::map<std::string, LocationId> locations;
  std::map<std::string, ProviderId> providers;

  [[nodiscard]] ServiceId service(const std::string& name = "consultation") const { return services.at(name); }
  [[nodiscard]] LocationId location(const std::string& name = "phone") const { return locations.at(name); }
  [[nodiscard]] ProviderId provider(const std::string& name = "jane-smith") const { return providers.at(name); }
};

class PracticeBuilder {
 public:
  PracticeBuilder& named(std::string link_name);
  PracticeBuilder& in_zone(std::string timezone);
  PracticeBuilder& with_notice(int minutes);
  PracticeBuilder& with_window(int days);
  PracticeBuilder& with_buffers(int before_minutes, int after_minutes);
  PracticeBuilder& with_scheduling_off();
  PracticeBuilder& with_service(ServiceSpec service);
  PracticeBuilder& with_location(LocationSpec location);
  PracticeBuilder& with_provider(ProviderSpec provider);
  /// Stores it. Without a service, location or provider of its own it gets the default one of each spec.
  [[nodiscard]] StoredPractice stored_in(TestDatabase& database);

 private:
  std::string link_name_;
  std::string timezone_ = "America/New_York";
  int notice_ = 0;
  int window_ = 60;
  int buffer_before_ = 0;
  int buffer_after_ = 0;
  bool scheduling_ = true;
  std::vector<ServiceSpec> services_;
  std::vector<LocationSpec> locations_;
  std::vector<ProviderSpec> providers_;
};

/// In New York, no notice, 60 days ahead, no buffers, a name that no other practice has.
[[nodiscard]] PracticeBuilder a_practice();

/// A conversation with one appointment request in it, without a seat.
[[nodiscard]] RequestId a_request(TestDatabase& database, const StoredPractice& practice, Instant start, Instant end);

/// Stored as an import would.
AppointmentId an_appointment(TestDatabase& database, const StoredPractice& practice, Instant start, Instant end, int seats_taken = 1);
void a_time_off(TestDatabase& database, const StoredPractice& practice, Instant start, Instant end);

/// An instant from its text ("2026-12-01T14:00:00Z"); throws for a malformed one.
[[nodiscard]] Instant at(std::string_view text);

}  // namespace frontdesk::test
