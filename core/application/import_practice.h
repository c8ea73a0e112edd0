// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "domain/practice_file.h"
#include "storage/database.h"

namespace frontdesk {

struct ImportOutcome {
  enum class Kind : std::uint8_t { created = 1, updated, renamed };
  PracticeId practice;
  Kind kind = Kind::created;
  int retired = 0;  ///< services, locations and providers that the file lacks
};

/// Creates or updates the file's practice (CONTRACT §6), inside `work`, a writing transaction; the caller commits. What doesn't go with
/// what is stored (names of others, times that are taken) is returned, all of it, with its place in the file; then nothing was written
/// but locks, and the caller doesn't commit.
///
/// Takes the practice's calendars first, by id, then the practice. Throws the errors of storage/errors.h, Conflict also where the
/// practice changed its name or went away meanwhile.
[[nodiscard]] Result<ImportOutcome, std::vector<FileError>> import_practice(storage::UnitOfWork& work, const PracticeFile& file, Instant now);

/// Stores what a practice says of itself: names, texts, rules and settings; by `practice.id`, and nothing else of it. The errors are
/// those of its names; pointers as in a practice file. Takes the practice first.
[[nodiscard]] Result<Done, std::vector<FileError>> update_practice(storage::UnitOfWork& work, const Practice& practice);

}  // namespace frontdesk
