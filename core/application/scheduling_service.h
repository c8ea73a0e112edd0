// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "application/snapshot_cache.h"
#include "frontdesk/availability.h"
#include "storage/calendar_repository.h"
#include "storage/database.h"

namespace frontdesk {

/// The engine over what is stored, for one practice and one unit of work. In a reading one the versions are asked once and all answers
/// are of one moment; in a writing one they are asked at every call, so that an answer under a calendar's lock is of what the lock protects,
/// this transaction's own changes included. One thread.
///
/// Beyond what Scheduling says: std::invalid_argument for a provider, service or location that isn't in the practice (or is retired).
class SchedulingService final : public Scheduling {
 public:
  /// `work` and `cache` outlive it. `mode` is the one that `work` began with; `practice` exists: std::logic_error at the first use otherwise.
  SchedulingService(storage::UnitOfWork& work, storage::AccessMode mode, PracticeId practice, Instant now, SnapshotCache& cache)
      : work_(work), mode_(mode), practice_id_(practice), now_(now), cache_(cache) {}

  [[nodiscard]] const PracticeSnapshot& practice() override;
  [[nodiscard]] std::vector<OfferedTime> times(const OfferQuestion& question, LocalDate from, LocalDate to, std::string_view zone) override;
  [[nodiscard]] std::string times_as_json(const OfferQuestion& question, LocalDate from, LocalDate to, std::string_view zone) override;
  [[nodiscard]] std::optional<OfferedTime> next_time(const OfferQuestion& question, Instant after) override;
  [[nodiscard]] Verdict explain(const OfferQuestion& question, Instant start) override;
  [[nodiscard]] Minutes duration(ProviderId provider, ServiceId service) override;

  /// As if `request` had no seat: whether its own time could be had now.
  [[nodiscard]] Verdict explain_without(RequestId request, const OfferQuestion& question, Instant start);

  /// Offered times near `start`, for who came too late: the last before it and the first at or after it, as far as there are any.
  [[nodiscard]] std::vector<OfferedTime> nearest_times(const OfferQuestion& question, Instant start);

  /// The practice's revision and its calendars' versions as this unit of work sees them.
  [[nodiscard]] const storage::StoredVersions& versions();

 private:
  using Calendar = std::shared_ptr<const scheduling::PreparedCalendar>;

  std::shared_ptr<const PracticeSnapshot> current_practice();
  Calendar current_calendar(ProviderId provider, Instant earliest);

  storage::UnitOfWork& work_;
  const storage::AccessMode mode_;
  const PracticeId practice_id_;
  const Instant now_;
  SnapshotCache& cache_;
  std::optional<storage::StoredVersions> versions_;
  /// The last one is current; those before it were given out in this call.
  std::vector<std::shared_ptr<const PracticeSnapshot>> practices_;
};

}  // namespace frontdesk
