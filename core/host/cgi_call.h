// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "host/site.h"

namespace frontdesk {

/// Whether this process was started for one plain CGI request: the environment says so and descriptor 0 is no socket.
[[nodiscard]] bool is_cgi_call();

/// Answers the one request of a plain CGI call: environment and standard input to standard output.
void answer_cgi_call(Site& site);

}  // namespace frontdesk
