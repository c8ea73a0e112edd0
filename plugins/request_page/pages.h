// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "frontdesk/plugin.h"

/// What a visitor's private address shows. Titles are neutral, nothing is kept or indexed; only the page just after sending may stand
/// in a practice's frame.
namespace frontdesk::request_page {

inline constexpr std::string_view form_name = "request_page";

[[nodiscard]] std::vector<PageTemplate> page_templates();

/// How the page was reached; its forms go to `address`.
struct Door {
  std::string address;
  std::string token;  ///< of the address; empty: a session opens it

  [[nodiscard]] bool is_by_token() const noexcept { return !token.empty(); }
};

/// What the page has to say first, beside the request itself.
enum class PageNotice : std::uint8_t { none = 1, withdraw_too_late };

[[nodiscard]] Response private_page(Scope& scope, const Door& door, const RequestView& request, PageNotice notice);
/// "Do you want to withdraw?"
[[nodiscard]] Response withdraw_page(Scope& scope, const Door& door);

enum class AnswerNotice : std::uint8_t { none = 1, wrong, empty };
struct Question {
  bool asks_for_word = false;
  AnswerNotice notice = AnswerNotice::none;
};
/// Nothing personal: a field and a button.
[[nodiscard]] Response question_page(Scope& scope, const Door& door, Question question);

[[nodiscard]] Response locked_page(Scope& scope);
/// `/o/{practice}/requests` without a session: never was, ended, or closed for good.
[[nodiscard]] Response closed_page(Scope& scope);

}  // namespace frontdesk::request_page
