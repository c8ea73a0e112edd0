// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "entries.h"
#include "frontdesk/plugin.h"
#include "subject.h"

/// The pages of both forms, from what the handlers found out. All may be shown in a practice's frame.
namespace frontdesk::inquiry_form {

inline constexpr std::string_view form_name = "inquiry_form";

[[nodiscard]] std::vector<PageTemplate> page_templates();

/// One call's form: what it is about and what was typed so far.
struct Visit {
  Scope& scope;
  const Subject& subject;
  Entries entries;
};

/// What the form has to say first, beside field errors.
enum class FormNotice : std::uint8_t { none = 1, expired };

/// The form, filled in; 422 with an error summary where there are errors.
[[nodiscard]] Response form_page(const Visit& visit, const std::vector<FieldError>& errors, FormNotice notice);

/// "Check your answers"; errors can only be the chosen word's.
[[nodiscard]] Response review_page(const Visit& visit, const std::vector<FieldError>& errors);

/// The time can't be had: why, other times and the inquiry, with everything typed carried along.
[[nodiscard]] Response unavailable_page(const Visit& visit, const Verdict& verdict);

/// The address has a time that is no instant.
[[nodiscard]] Response unreadable_time_page(const Visit& visit);

/// The same form was sent before, with other content.
[[nodiscard]] Response reused_page(const Visit& visit);

[[nodiscard]] Response inquiries_off_page(const Visit& visit);

}  // namespace frontdesk::inquiry_form
