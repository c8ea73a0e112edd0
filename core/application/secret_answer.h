// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/crypto.h"
#include "frontdesk/sensitive.h"

/// What opens a private page from mail: the word that the sender chose, else the name that they typed. Capitals, accents and spaces don't
/// matter. The word is hashed with a key of the installation and a salt: quickly, since a link allows few tries, and without the key a
/// stolen database tells nothing.
namespace frontdesk {

/// For request.secret_word_hash.
[[nodiscard]] std::string hash_secret_word(const crypto::Key& key, const Sensitive<std::string>& word);

/// False for an empty answer, and for a hash that isn't one.
[[nodiscard]] bool is_secret_word(const crypto::Key& key, const Sensitive<std::string>& answer, std::string_view hash);
[[nodiscard]] bool is_name(const Sensitive<std::string>& answer, const Sensitive<std::string>& name);

}  // namespace frontdesk
