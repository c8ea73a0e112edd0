// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/crypto.h"
#include "frontdesk/id.h"
#include "frontdesk/time.h"

/// The hidden field that every form carries: made by this installation for one form of one practice (and, for staff, one session).
namespace frontdesk::http {

inline constexpr std::string_view form_token_field = "form_token";
/// A public form may be filled in for so long; an older token is genuine but not fresh.
inline constexpr std::chrono::hours form_token_freshness{12};

/// What a token is bound to.
struct FormBinding {
  std::string_view form;
  PracticeId practice;
  std::string_view session;  ///< of staff forms: the session's own key; empty on public ones
};

enum class FormTokenState : std::uint8_t { fresh = 1, old, not_genuine };

class FormTokens {
 public:
  explicit FormTokens(crypto::Key key) : key_(std::move(key)) {}
  /// No two are equal.
  [[nodiscard]] std::string issue(const FormBinding& binding, Instant now) const;
  [[nodiscard]] FormTokenState check(std::string_view token, const FormBinding& binding, Instant now) const;

 private:
  [[nodiscard]] std::string signature(std::string_view payload, const FormBinding& binding) const;
  crypto::Key key_;
};

}  // namespace frontdesk::http
