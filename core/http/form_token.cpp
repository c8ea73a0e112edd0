// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/form_token.h"

namespace frontdesk::http {

namespace {

constexpr std::size_t time_bytes = 8;
constexpr std::size_t nonce_bytes = 16;
constexpr std::size_t payload_bytes = time_bytes + nonce_bytes;
constexpr std::size_t signature_bytes = 32;

std::string bytes_of(std::int64_t value) {
  std::string bytes;
  for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>(static_cast<std::uint64_t>(value) >> static_cast<unsigned>(shift));
  return bytes;
}

std::int64_t value_of(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char c : bytes) value = (value << 8U) | static_cast<unsigned char>(c);
  return static_cast<std::int64_t>(value);
}

std::string_view text_of(const crypto::Hash& hash) { return {reinterpret_cast<const char*>(hash.data()), hash.size()}; }

}  // namespace

std::string FormTokens::signature(std::string_view payload, const FormBinding& binding) const {
  // Lengths go in front of what varies, so that no two bindings are signed alike.
  std::string signed_text(payload);
  signed_text += bytes_of(static_cast<std::int64_t>(binding.practice.value()));
  signed_text += bytes_of(static_cast<std::int64_t>(binding.form.size()));
  signed_text += binding.form;
  signed_text += binding.session;
  return std::string(text_of(crypto::keyed_hash(key_, signed_text)));
}

std::string FormTokens::issue(const FormBinding& binding, Instant now) const {
  std::string payload = bytes_of(now.time_since_epoch().count());
  payload += text_of(crypto::random_bytes()).substr(0, nonce_bytes);
  return crypto::to_base64url(payload + signature(payload, binding));
}

FormTokenState FormTokens::check(std::string_view token, const FormBinding& binding, Instant now) const {
  const auto bytes = token.size() > 200 ? std::nullopt : crypto::from_base64url(token);
  if (!bytes || bytes->size() != payload_bytes + signature_bytes) return FormTokenState::not_genuine;
  const std::string_view payload = std::string_view(*bytes).substr(0, payload_bytes);
  if (!crypto::are_equal(std::string_view(*bytes).substr(payload_bytes), signature(payload, binding))) return FormTokenState::not_genuine;
  const Instant issued{std::chrono::microseconds{value_of(payload.substr(0, time_bytes))}};
  return now - issued < form_token_freshness ? FormTokenState::fresh : FormTokenState::old;
}

}  // namespace frontdesk::http
