// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/crypto.h"

#include <sodium.h>

#include <cstdlib>
#include <stdexcept>

namespace frontdesk::crypto {

namespace {

static_assert(crypto_secretbox_KEYBYTES == std::tuple_size_v<Hash>);
static_assert(crypto_generichash_BYTES == std::tuple_size_v<Hash>);

void require_sodium() {
  static const bool ready = sodium_init() >= 0;
  if (!ready) std::abort();
}

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

constexpr int base64_variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

}  // namespace

Key::~Key() { sodium_memzero(bytes_.data(), bytes_.size()); }

Key derive_key(const Sensitive<std::string>& installation_secret, std::string_view purpose) {
  require_sodium();
  const std::string& hex = installation_secret.reveal();
  Hash secret{};
  std::size_t length = 0;
  const char* end = nullptr;
  if (hex.size() != 2 * secret.size() || sodium_hex2bin(secret.data(), secret.size(), hex.data(), hex.size(), nullptr, &length, &end) != 0 ||
      length != secret.size()) {
    throw std::invalid_argument("the installation's secret isn't 64 hex digits");
  }
  const Key key(keyed_hash(Key(secret), purpose));
  sodium_memzero(secret.data(), secret.size());
  return key;
}

Hash random_bytes() {
  require_sodium();
  Hash bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

Sensitive<std::string> random_token() { return Sensitive<std::string>(to_base64url(random_bytes())); }

Hash hash(std::string_view text) {
  require_sodium();
  Hash out{};
  crypto_generichash(out.data(), out.size(), bytes_of(text), text.size(), nullptr, 0);
  return out;
}

Hash keyed_hash(const Key& key, std::string_view text) {
  require_sodium();
  Hash out{};
  crypto_generichash(out.data(), out.size(), bytes_of(text), text.size(), key.bytes().data(), key.bytes().size());
  return out;
}

std::string seal(const Key& key, std::string_view plain) {
  require_sodium();
  std::string box(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + plain.size(), '\0');
  unsigned char* nonce = bytes_of(box);
  randombytes_buf(nonce, crypto_secretbox_NONCEBYTES);
  crypto_secretbox_easy(nonce + crypto_secretbox_NONCEBYTES, bytes_of(plain), plain.size(), nonce, key.bytes().data());
  return to_base64url(box);
}

std::optional<std::string> open(const Key& key, std::string_view sealed) {
  require_sodium();
  const auto box = from_base64url(sealed);
  constexpr std::size_t overhead = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  if (!box || box->size() < overhead) return std::nullopt;
  std::string plain(box->size() - overhead, '\0');
  const unsigned char* nonce = bytes_of(std::string_view(*box));
  const bool is_genuine = crypto_secretbox_open_easy(bytes_of(plain), nonce + crypto_secretbox_NONCEBYTES,
                                                     box->size() - crypto_secretbox_NONCEBYTES, nonce, key.bytes().data()) == 0;
  if (!is_genuine) return std::nullopt;
  return plain;
}

bool are_equal(std::string_view a, std::string_view b) noexcept {
  return a.size() == b.size() && (a.empty() || sodium_memcmp(a.data(), b.data(), a.size()) == 0);
}

bool are_equal(const Hash& a, const Hash& b) noexcept { return sodium_memcmp(a.data(), b.data(), a.size()) == 0; }

std::string to_base64url(std::string_view bytes) {
  require_sodium();
  std::string text(sodium_base64_encoded_len(bytes.size(), base64_variant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), base64_variant);
  text.pop_back();  // the terminating NUL that libsodium counts
  return text;
}

std::string to_base64url(const Hash& bytes) {
  return to_base64url(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

std::optional<std::string> from_base64url(std::string_view text) {
  require_sodium();
  std::string bytes(text.size(), '\0');
  std::size_t length = 0;
  const char* end = nullptr;
  const int status = sodium_base642bin(bytes_of(bytes), bytes.size(), text.data(), text.size(), nullptr, &length, &end, base64_variant);
  if (status != 0 || end != text.data() + text.size()) return std::nullopt;
  bytes.resize(length);
  return bytes;
}

std::string to_hex(const Hash& bytes) {
  require_sodium();
  std::string text(2 * bytes.size() + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
  text.pop_back();
  return text;
}

}  // namespace frontdesk::crypto
