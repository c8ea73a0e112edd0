// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "frontdesk/plugin.h"
#include "subject.h"

namespace frontdesk::inquiry_form {

/// What was typed; only the named fields are ever read. Outer blanks are dropped, lines end with LF.
struct Entries {
  Sensitive<std::string> name;
  Sensitive<std::string> email;
  Sensitive<std::string> phone;
  Sensitive<std::string> message;
  Sensitive<std::string> secret_word;
  std::string client_type;  ///< as chosen in the form; empty where it wasn't asked or not said
};

[[nodiscard]] Entries entries_of(const Fields& form);

/// Name and value of everything typed, for hidden fields that carry it along. `secret_word` is left out where the page asks for it itself.
enum class WithWord : std::uint8_t { no = 1, yes };
[[nodiscard]] std::vector<std::pair<std::string, std::string>> carried(const Entries& entries, WithWord word);

[[nodiscard]] RequestDraft draft_of(Scope& scope, const Subject& subject, const Entries& entries);

}  // namespace frontdesk::inquiry_form
