// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/origin.h"

#include <algorithm>

namespace frontdesk::http {

std::string origin_of(std::string_view base_url) {
  const std::size_t host = base_url.find("://");
  const std::size_t end = host == std::string_view::npos ? base_url.size() : std::min(base_url.find('/', host + 3), base_url.size());
  std::string origin(base_url.substr(0, end));
  std::transform(origin.begin(), origin.end(), origin.begin(), [](char c) { return (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c; });
  if (origin.starts_with("https://") && origin.ends_with(":443")) origin.resize(origin.size() - 4);
  if (origin.starts_with("http://") && origin.ends_with(":80")) origin.resize(origin.size() - 3);
  return origin;
}

bool is_foreign(std::string_view origin, std::string_view sec_fetch_site, std::string_view own_origin) {
  if (!origin.empty() && origin != own_origin) return true;
  return !sec_fetch_site.empty() && sec_fetch_site != "same-origin" && sec_fetch_site != "none";
}

}  // namespace frontdesk::http
