// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "application/desk_call.h"

namespace frontdesk {

/// Intake::withdraw: an undecided request gives up its time; staff see it come up. The caller made sure that the visitor may.
[[nodiscard]] bool withdraw_request(const DeskCall& call, RequestId request);

}  // namespace frontdesk
