// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "frontdesk/sensitive.h"

/// Passwords of staff: argon2id, 64 MiB, 3 passes; 12 to 256 characters, taken whole. Each hash or check takes tenths of a
/// second and 64 MiB: bound how many run at once (application/password_pool.h). Safe from any thread.
namespace frontdesk {

inline constexpr std::size_t least_password_characters = 12;
inline constexpr std::size_t most_password_characters = 256;

enum class PasswordProblem : std::uint8_t { too_short = 1, too_long, too_common };

/// What is wrong with a new password; nothing when it is fine. Too common: made of hardly anything but repeated characters, rows of
/// letters, digits or keys, years, well-known words, and the words in `about` (practice name, own name, e-mail address).
[[nodiscard]] std::optional<PasswordProblem> password_problem(const Sensitive<std::string>& password, const std::vector<std::string>& about);

/// A self-describing argon2id hash with its own salt. Throws std::bad_alloc when the memory can't be had.
[[nodiscard]] std::string hash_password(const Sensitive<std::string>& password);

/// False for a wrong password and for a hash that isn't one.
[[nodiscard]] bool is_password(const Sensitive<std::string>& password, const std::string& hash);

/// The same work for an account that doesn't exist or has no password; always false.
bool is_password_of_nobody(const Sensitive<std::string>& password);

/// True for a hash that was made with less work than hash_password puts in now.
[[nodiscard]] bool is_outdated_hash(const std::string& hash);

}  // namespace frontdesk
