// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "frontdesk/sensitive.h"

/// Randomness, hashes and sealed text, over libsodium. Every function is safe from any thread and needs no preparation.
namespace frontdesk::crypto {

/// What is stored in place of a token: BINARY(32).
using Hash = std::array<std::uint8_t, 32>;

/// A key for one purpose; its bytes are wiped when it goes.
class Key {
 public:
  Key() = default;
  explicit Key(const Hash& bytes) : bytes_(bytes) {}
  Key(const Key&) = default;
  Key& operator=(const Key&) = default;
  ~Key();
  [[nodiscard]] const Hash& bytes() const noexcept { return bytes_; }

 private:
  Hash bytes_{};
};

/// The key for `purpose` ("form_token", "outbox_link", …) of an installation whose secret is 64 hex digits. Different purposes give
/// independent keys. Throws std::invalid_argument for a secret of another shape.
[[nodiscard]] Key derive_key(const Sensitive<std::string>& installation_secret, std::string_view purpose);

/// 256 random bits, as 43 characters of base64url without padding: for links, sessions and nonces.
[[nodiscard]] Sensitive<std::string> random_token();
/// 256 random bits.
[[nodiscard]] Hash random_bytes();

/// BLAKE2b-256. For tokens of 256 random bits; what people type takes the keyed one.
[[nodiscard]] Hash hash(std::string_view text);
/// BLAKE2b-256 with a key: nobody without the key can tell what was hashed, or make one.
[[nodiscard]] Hash keyed_hash(const Key& key, std::string_view text);

/// Encrypts and authenticates (XSalsa20-Poly1305, random nonce); the result is base64url.
[[nodiscard]] std::string seal(const Key& key, std::string_view plain);
/// What was sealed with this key; nothing when it wasn't, or was changed.
[[nodiscard]] std::optional<std::string> open(const Key& key, std::string_view sealed);

/// Compares without telling by its duration where they differ.
[[nodiscard]] bool are_equal(std::string_view a, std::string_view b) noexcept;
[[nodiscard]] bool are_equal(const Hash& a, const Hash& b) noexcept;

/// base64url without padding (RFC 4648 §5).
[[nodiscard]] std::string to_base64url(std::string_view bytes);
[[nodiscard]] std::string to_base64url(const Hash& bytes);
/// Nothing when malformed, padded or not in its one canonical form.
[[nodiscard]] std::optional<std::string> from_base64url(std::string_view text);
/// 64 lower-case hex digits.
[[nodiscard]] std::string to_hex(const Hash& bytes);

}  // namespace frontdesk::crypto
