// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace frontdesk {

/// The network that limits count an address by: an IPv4 address itself (mapped ones too), of an IPv6 address the first 64 bits
/// ("2001:db8:1:2::/64"). "unknown" for what is no address, so that such callers share one count.
[[nodiscard]] std::string network_of(std::string_view address);

}  // namespace frontdesk
