// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>

#include "frontdesk/time.h"
#include "worker/workshop.h"

/// What the worker does, a round each: what is due at `now`, at most a batch. Each returns how much it did, so that the caller knows whether
/// there may be more. Any number of workers may do the same rounds at once. The database's errors are thrown; everything else that goes wrong with one thing
/// is logged, kept for a later try, and doesn't stop the others.
namespace frontdesk {

/// Claims mail, renders it and hands it to the transport; sent, or due again later.
int deliver_mail(Workshop& workshop, Instant now);

/// Ends holds whose time is up.
int end_holds(Workshop& workshop, Instant now);

/// Decides which plugins receive which event, and gives each the oldest that it has not received.
int pass_on_events(Workshop& workshop, Instant now);

/// Runs plugins' jobs whose time has come, for each practice that has the plugin on; one worker runs a job for one practice and period.
int run_jobs(Workshop& workshop, Instant now);

/// Removes what nobody needs any more: links that ended long ago, counts that no limit looks at.
int tidy_up(Workshop& workshop, Instant now);

}  // namespace frontdesk
