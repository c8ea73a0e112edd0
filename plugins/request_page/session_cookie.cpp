// SPDX-License-Identifier: AGPL-3.0-or-later
#include "session_cookie.h"

namespace frontdesk::request_page {
namespace {

bool is_loopback_without_tls(std::string_view base_url) {
  constexpr std::string_view scheme = "http://";
  if (!base_url.starts_with(scheme)) return false;
  base_url.remove_prefix(scheme.size());
  const bool is_v6 = base_url.starts_with("[::1]");
  const auto host = is_v6 ? std::string_view("[::1]") : base_url.substr(0, base_url.find_first_of(":/"));
  return is_v6 || host == "localhost" || host == "127.0.0.1";
}

std::string attributes(const Scope& scope) {
  std::string text = "; Path=/o/" + scope.practice().link_name.text() + "/requests; HttpOnly; SameSite=Lax";
  if (!is_loopback_without_tls(scope.base_url())) text += "; Secure";
  return text;
}

}  // namespace

std::string_view session_token(const Request& request) { return request.cookies.get(session_cookie_name); }

std::string session_cookie(const Scope& scope, const Sensitive<std::string>& token) {
  return std::string(session_cookie_name) + '=' + token.reveal() + attributes(scope);
}

std::string expired_session_cookie(const Scope& scope) { return std::string(session_cookie_name) + "=; Max-Age=0" + attributes(scope); }

}  // namespace frontdesk::request_page
