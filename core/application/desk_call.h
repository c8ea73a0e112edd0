// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "application/scheduling_service.h"
#include "base/config.h"
#include "base/crypto.h"
#include "frontdesk/intake.h"
#include "frontdesk/staff.h"
#include "storage/database.h"

namespace frontdesk {

/// What requests and private links need of the installation: made once per process, shared by all calls.
struct DeskRules {
  crypto::Key content_key;  ///< tells a form sent again from one that was changed
  crypto::Key answer_key;   ///< hashes the word that opens a private page later
  crypto::Key link_key;     ///< seals links' tokens in the outbox; the worker opens them
  std::string base_url;     ///< as configured; message ids end in its host
};
[[nodiscard]] DeskRules desk_rules(const Config& config);

/// The catalogue key of the first plugin's refusal; nothing when none refuses.
using RequestGuard = std::function<std::optional<std::string>(const RequestDraft&)>;

/// What one call brings to intake and conversations. All of it outlives the services; the caller commits. `scheduling` works on
/// `unit`, for the call's practice and `now`.
struct DeskCall {
  storage::UnitOfWork& unit;
  SchedulingService& scheduling;
  const DeskRules& rules;
  const Actor& actor;
  PracticeId practice;
  Instant now;
};

/// What follows from a call for mail; the worker has no more than this.
struct MailDesk {
  storage::UnitOfWork& unit;
  const DeskRules& rules;
  const Practice& practice;
  Instant now;
};

/// How long a request holds its time while staff decide: the setting `core.hold_hours`.
[[nodiscard]] std::chrono::hours hold_length(const Practice& practice);

}  // namespace frontdesk
