// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <vector>

#include "base/crypto.h"
#include "frontdesk/intake.h"
#include "storage/request_repository.h"

/// What a visitor typed, before anything is decided by it.
namespace frontdesk {

inline constexpr std::size_t most_name_characters = 200;
inline constexpr std::size_t most_message_characters = 10000;
inline constexpr std::size_t most_secret_word_characters = 100;
inline constexpr std::size_t most_people = 20;

/// Text cleaned; zone and language only where the system knows them; a client type where only one is accepted.
[[nodiscard]] RequestDraft cleaned(const RequestDraft& draft, const PracticeSnapshot& practice);

/// What is wrong with a cleaned draft, in the order of the form; the fields and keys of IntakeService.
[[nodiscard]] std::vector<FieldError> errors_in(const RequestDraft& draft, const PracticeSnapshot& practice);

/// The people of a draft without errors, with their canonical addresses.
[[nodiscard]] std::vector<storage::NewPerson> people_of(const RequestDraft& draft, const Practice& practice);

/// Equal for equal content of a cleaned draft: everything that the sender decided, not their language or zone.
[[nodiscard]] crypto::Hash content_hash(const RequestDraft& draft, const crypto::Key& key);

}  // namespace frontdesk
