// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>

/// What the server's and client's error numbers mean here. SQLSTATE is never looked at: several of these share one.
namespace frontdesk::storage::mysql {

/// 1193: only for settings that not every server has.
struct UnknownVariable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// After these the session is gone (or its node is): nothing more may be sent through it.
[[nodiscard]] bool ends_connection(int code);

/// After these the whole transaction must run again (the server may have rolled it back already).
[[nodiscard]] bool is_conflict(int code);

/// Throws the error of storage/errors.h that `code` stands for; std::runtime_error for any other. What it says never holds a
/// stored value: the server's own words are kept only for codes whose words name no value.
[[noreturn]] void throw_error(int code, const std::string& server_words, const std::string& statement);

}  // namespace frontdesk::storage::mysql
