// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>

#include "application/mail_payload.h"
#include "mail/message.h"
#include "storage/outbox_repository.h"
#include "worker/workshop.h"

namespace frontdesk {

/// The mail of a row, in its language: from the practice's name and phone, the time, the zone and the private link, and nothing else there is
/// to know (DESIGN §6). Throws std::logic_error where a template or a text is missing.
[[nodiscard]] mail::Message mail_of(Workshop& workshop, const Practice& practice, const storage::ClaimedMail& row, MailKind kind, const MailPayload& payload);

}  // namespace frontdesk
