// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "domain/practice_file.h"
#include "storage/practice_repository.h"
#include "storage/practice_writer.h"

/// Which stored things a practice file means; the parts of import_practice.
namespace frontdesk::importing {

/// The stored practice that the file means: by its present name, else by a present name among the previous ones. An id that isn't set: a
/// new one. Names that others have or had are errors.
[[nodiscard]] PracticeId match_practice(storage::PracticeRepository& practices, const Practice& practice, std::vector<FileError>& errors);

/// Ids of what is stored, by place in the file; one that isn't set: new.
struct StoredIds {
  std::vector<ServiceId> services;
  std::vector<LocationId> locations;
  std::vector<ProviderId> providers;

  [[nodiscard]] ServiceId of(ServiceId place) const { return services.at(place.value() - 1); }
  [[nodiscard]] LocationId of(LocationId place) const { return locations.at(place.value() - 1); }
  [[nodiscard]] ProviderId of(ProviderId place) const { return providers.at(place.value() - 1); }
};

/// Services and locations by link name, providers also by previous ones; retired ones too. Names that another provider has or had are errors.
[[nodiscard]] StoredIds match_parts(const PracticeSnapshot& content, const storage::StoredParts& parts, std::vector<FileError>& errors);

/// The file's appointments as rows, in its order; `id` set where one is changed. Errors: what overlaps with what is stored, and what would
/// move a time that requests stand on.
[[nodiscard]] std::vector<storage::AppointmentRow> match_appointments(const PracticeFile& file, const StoredIds& ids,
                                                                      const std::vector<storage::StoredAppointment>& stored, std::vector<FileError>& errors);

}  // namespace frontdesk::importing
