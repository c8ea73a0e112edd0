// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace frontdesk {

/// Where the host's supervisor says which plugins it has quarantined, for other programs: beside its socket. Empty without one.
[[nodiscard]] std::string quarantine_file(const std::string& host_socket);

/// Ids, one a line; the file goes when there are none. Nothing happens where it can't be written: it only informs.
void write_quarantine(const std::string& file, const std::vector<std::string>& plugins);

/// Empty where there is no such file.
[[nodiscard]] std::vector<std::string> read_quarantine(const std::string& file);

}  // namespace frontdesk
