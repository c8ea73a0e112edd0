// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>

#include "domain/practice_file.h"
#include "storage/database.h"

namespace frontdesk {

/// A practice with its settings, appointments and staff as a practice file says them: what is retired, held or cancelled isn't in it, nor
/// is anything of people who sent requests; an accepted request is an appointment like any other, its seats counted with the rest. Disabled
/// members of staff are left out. Importing it elsewhere gives the same pages. Nothing when there is no such practice.
[[nodiscard]] std::optional<PracticeFile> export_practice(storage::UnitOfWork& work, PracticeId practice, Instant now);

}  // namespace frontdesk
