// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/network.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

namespace frontdesk {
namespace {

std::string as_text(int family, const void* bytes) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(family, bytes, text.data(), text.size());
  return text.data();
}

}  // namespace

std::string network_of(std::string_view address) {
  const std::string text(address.substr(0, address.find('%')));
  in_addr v4{};
  if (inet_pton(AF_INET, text.c_str(), &v4) == 1) return as_text(AF_INET, &v4);

  in6_addr v6{};
  if (inet_pton(AF_INET6, text.c_str(), &v6) != 1) return "unknown";
  if (IN6_IS_ADDR_V4MAPPED(&v6)) return as_text(AF_INET, &v6.s6_addr[12]);
  std::fill(std::begin(v6.s6_addr) + 8, std::end(v6.s6_addr), std::uint8_t{0});
  return as_text(AF_INET6, &v6) + "/64";
}

}  // namespace frontdesk
