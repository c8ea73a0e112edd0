// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/desk_call.h"

#include <nlohmann/json.hpp>

#include "application/mail_payload.h"

namespace frontdesk {

DeskRules desk_rules(const Config& config) {
  return {.content_key = crypto::derive_key(config.secret, "request_content"),
          .answer_key = crypto::derive_key(config.secret, "link_answer"),
          .link_key = mail_link_key(config.secret),
          .base_url = config.base_url};
}

std::chrono::hours hold_length(const Practice& practice) {
  constexpr std::int64_t usual = 72;
  constexpr std::int64_t most = 336;
  const auto stored = practice.settings.find("core.hold_hours");
  if (stored == practice.settings.end()) return std::chrono::hours(usual);
  const auto value = nlohmann::json::parse(stored->second, nullptr, false);
  const bool is_sound = value.is_number_integer() && value.get<std::int64_t>() >= 1 && value.get<std::int64_t>() <= most;
  return std::chrono::hours(is_sound ? value.get<std::int64_t>() : usual);
}

}  // namespace frontdesk
