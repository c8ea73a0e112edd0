// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/staff_session.h"

#include <array>
#include <utility>

namespace frontdesk {
namespace {

constexpr std::chrono::minutes touch_every{1};
constexpr std::size_t token_length = 43;

using Mark = std::pair<std::string_view, std::string_view>;

// The first mark that the header holds wins: Edge and Opera call themselves Chrome too, Chrome calls itself Safari.
constexpr std::array browsers{Mark{"Edg", "Edge"},        Mark{"OPR/", "Opera"},     Mark{"Firefox/", "Firefox"}, Mark{"FxiOS/", "Firefox"},
                              Mark{"CriOS/", "Chrome"},   Mark{"Chrome/", "Chrome"}, Mark{"Safari/", "Safari"}};
constexpr std::array systems{Mark{"iPhone", "iPhone"},     Mark{"iPad", "iPad"},       Mark{"Android", "Android"}, Mark{"Windows", "Windows"},
                             Mark{"Mac OS X", "macOS"},    Mark{"CrOS", "ChromeOS"},   Mark{"Linux", "Linux"}};

template <std::size_t N>
std::string_view named(std::string_view header, const std::array<Mark, N>& marks) {
  for (const auto& [mark, name] : marks) {
    if (header.find(mark) != std::string_view::npos) return name;
  }
  return {};
}

std::string cookie(const LinkName& practice, std::string_view value, bool secure) {
  std::string text(staff_session_cookie_name);
  text.append("=").append(value).append("; Path=/o/").append(practice.text()).append("/staff; HttpOnly; SameSite=Lax");
  if (secure) text += "; Secure";
  return text;
}

}  // namespace

bool has_ended(const storage::StaffSession& session, Instant now) {
  return now >= session.ends_at || now >= session.last_used_at + staff_session_idle;
}

std::optional<OpenStaffSession> resolve_staff_session(storage::StaffRepository& staff, PracticeId practice, std::string_view cookie_value, Instant now) {
  if (cookie_value.size() != token_length) return std::nullopt;
  auto found = staff.find_session(practice, crypto::hash(cookie_value));
  if (!found || has_ended(found->session, now)) return std::nullopt;
  const bool due = now >= found->session.last_used_at + touch_every;
  return OpenStaffSession{.member = std::move(found->member), .session = std::move(found->session), .is_touch_due = due};
}

void touch_staff_session(storage::StaffRepository& staff, PracticeId practice, const OpenStaffSession& open, Instant now) {
  if (open.is_touch_due) staff.touch_session(practice, open.session.token_hash, now);
}

std::string device_of(std::string_view user_agent) {
  const auto browser = named(user_agent, browsers);
  const auto system = named(user_agent, systems);
  if (browser.empty()) return std::string(system);
  if (system.empty()) return std::string(browser);
  return std::string(browser).append(", ").append(system);
}

std::string staff_session_cookie(const LinkName& practice, const Sensitive<std::string>& token, bool secure) {
  return cookie(practice, token.reveal(), secure);
}

std::string expired_staff_session_cookie(const LinkName& practice, bool secure) { return cookie(practice, "", secure) + "; Max-Age=0"; }

bool needs_secure_cookies(std::string_view base_url) {
  constexpr std::string_view plain = "http://";
  if (!base_url.starts_with(plain)) return true;
  auto host = base_url.substr(plain.size());
  host = host.substr(0, host.find('/'));
  if (host.starts_with("[::1]")) return false;
  host = host.substr(0, host.find(':'));
  return host != "localhost" && host != "127.0.0.1";
}

}  // namespace frontdesk
