// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "application/desk_call.h"
#include "application/mail_payload.h"
#include "storage/request_repository.h"

namespace frontdesk {

/// Stores a mail to who sent the request, with a private link of its own that asks when it is opened and lives until 30 days after the
/// appointment or this mail, whichever is later. Due at `desk.now`. Nothing happens where no e-mail address was given.
void mail_to_sender(const MailDesk& desk, const storage::StoredRequest& request, MailKind kind);

}  // namespace frontdesk
