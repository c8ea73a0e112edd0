// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// E-mail addresses and phone numbers as people type them, and the one form in which they are compared. Linear in what was typed; safe from
/// any thread.
namespace frontdesk {

inline constexpr std::size_t most_email_bytes = 254;
inline constexpr std::size_t most_phone_bytes = 64;

/// Lower-cased. Nothing for what can't be mailed to: not one `@`, more than 254 bytes, a local part of more than 64 or other than dots
/// between runs of RFC 5321 atoms (nothing quoted, ASCII only), a domain without a dot or with labels that no host has.
[[nodiscard]] std::optional<std::string> canonical_email(std::string_view typed);

/// "+12075550142" (E.164). `country` (ISO 3166, "US") is where a number without a country code is dialled; empty: only international ones.
/// An extension is read past. Nothing for what can't be dialled, and for more than 64 bytes.
[[nodiscard]] std::optional<std::string> canonical_phone(std::string_view typed, std::string_view country);

/// The country of a BCP 47 tag ("en-US": "US"); empty where it names none.
[[nodiscard]] std::string country_of(std::string_view locale);

}  // namespace frontdesk
