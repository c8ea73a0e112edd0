// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/secret_answer.h"

#include "domain/folded_text.h"

namespace frontdesk {
namespace {

// What folds to nothing ("...") is compared as typed.
std::string compared(const Sensitive<std::string>& typed) {
  std::string text = folded(typed.reveal());
  return text.empty() ? typed.reveal() : text;
}

std::string hash_with(const crypto::Key& key, std::string_view salt, const Sensitive<std::string>& word) {
  return std::string(salt) + '.' + crypto::to_base64url(crypto::keyed_hash(key, std::string(salt) + '.' + compared(word)));
}

}  // namespace

std::string hash_secret_word(const crypto::Key& key, const Sensitive<std::string>& word) {
  return hash_with(key, crypto::to_base64url(crypto::random_bytes()), word);
}

bool is_secret_word(const crypto::Key& key, const Sensitive<std::string>& answer, std::string_view hash) {
  const auto dot = hash.find('.');
  if (answer.reveal().empty() || dot == std::string_view::npos) return false;
  return crypto::are_equal(hash_with(key, hash.substr(0, dot), answer), hash);
}

bool is_name(const Sensitive<std::string>& answer, const Sensitive<std::string>& name) {
  return !answer.reveal().empty() && crypto::are_equal(compared(answer), compared(name));
}

}  // namespace frontdesk
