// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "application/desk_call.h"
#include "storage/link_repository.h"

/// Private links (SECURITY T4): 256 random bits, stored hashed, one purpose each, ending, revocable. Looking at one uses nothing up.
namespace frontdesk {

/// The address shown after sending opens by itself for so long.
inline constexpr std::chrono::minutes just_sent_length{30};
/// What was opened by an answer stays open for so long.
inline constexpr std::chrono::minutes link_session_length{30};
/// A mailed link lives for so long after the appointment, or after the mail.
inline constexpr std::chrono::days mailed_link_length{30};
/// After so many wrong answers a mailed link is locked, and a fresh one goes to the same address.
inline constexpr int most_wrong_answers = 10;
/// Of one request; each further one is mailed a day later.
inline constexpr int fresh_links_a_day = 2;

struct LinkGrant {
  PracticeId practice;
  RequestId request;
  LinkPurpose purpose = LinkPurpose::request_page;
  storage::LinkKind kind = storage::LinkKind::just_sent;
  Instant now;
  Instant ends_at;
};
/// Stores a new link and returns its token.
[[nodiscard]] Sensitive<std::string> grant_link(storage::LinkRepository& links, const LinkGrant& grant);

/// What a token allows by itself; mailed links that were locked are `locked`, sessions are `unknown` (no address holds one).
[[nodiscard]] LinkOpening opening_of(const std::optional<storage::StoredLink>& link, LinkPurpose purpose, Instant now);

/// The link behind a token of the call's practice, whatever its state.
[[nodiscard]] std::optional<storage::StoredLink> link_behind(const DeskCall& call, std::string_view token);

/// The request that a live link of that kind and of the request page opens; nothing otherwise.
[[nodiscard]] std::optional<RequestId> request_opened_by(const DeskCall& call, std::string_view token, storage::LinkKind kind);

/// Intake::answer.
[[nodiscard]] std::optional<LinkSession> answer_link(const DeskCall& call, std::string_view token, LinkPurpose purpose,
                                                     const Sensitive<std::string>& answer);

}  // namespace frontdesk
