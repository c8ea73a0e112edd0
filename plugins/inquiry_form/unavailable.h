// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "pages.h"

namespace frontdesk::inquiry_form {

[[nodiscard]] PageTemplate unavailable_template();

/// The document around a page of these forms.
[[nodiscard]] Response shown(const Visit& visit, std::string title, Fragment content, int status);

/// What stands against a time, in plain words, each said once. Booked, held and blocked times are one: a visitor learns only
/// that the time isn't free.
[[nodiscard]] std::vector<std::string> reasons_in_words(Scope& scope, const Subject& subject, const Verdict& verdict);

/// Offered times nearest to the asked one, in order; at most `most`.
[[nodiscard]] std::vector<OfferedTime> other_times(Scope& scope, const Subject& subject, std::size_t most);

}  // namespace frontdesk::inquiry_form
