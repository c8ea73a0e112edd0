// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "frontdesk/intake.h"

/// What opens visitors' private pages: only hashes of tokens are stored.
namespace frontdesk::storage {

using LinkHash = std::array<std::uint8_t, 32>;

enum class LinkKind : std::uint8_t {
  just_sent = 1,  ///< opens by itself
  mailed,         ///< asks
  session,        ///< a cookie's value
};

struct StoredLink {
  LinkHash token_hash{};
  RequestId request;
  LinkPurpose purpose = LinkPurpose::request_page;
  LinkKind kind = LinkKind::just_sent;
  Instant created_at;
  Instant ends_at;  ///< from then on it opens nothing
  std::optional<Instant> revoked_at;
  int wrong_answers = 0;
};

class LinkRepository {
 public:
  virtual ~LinkRepository() = default;

  virtual void insert(PracticeId practice, const StoredLink& link) = 0;
  /// Whatever its state; nothing when absent or foreign.
  [[nodiscard]] virtual std::optional<StoredLink> find(PracticeId practice, const LinkHash& token_hash) = 0;

  /// Counts a try at a live mailed link before its answer is looked at, so that however many come at once no more than `most` are
  /// ever looked at. False, and nothing counted, for any other link and where `most` were counted.
  [[nodiscard]] virtual bool count_try(PracticeId practice, const LinkHash& token_hash, LinkPurpose purpose, Instant now, int most) = 0;
  /// The right answer came.
  virtual void forget_tries(PracticeId practice, const LinkHash& token_hash) = 0;

  /// Everything of that request that opens by itself: just-sent tokens and sessions.
  virtual void revoke_open_ones(PracticeId practice, RequestId request, Instant now) = 0;
  /// The end of the request's last just-sent token that still opens; nothing when none does.
  [[nodiscard]] virtual std::optional<Instant> just_sent_until(PracticeId practice, RequestId request, Instant now) = 0;

  /// Of all practices: those that ended before `before`; at most `most`; returns how many.
  virtual std::uint64_t remove_ended(Instant before, int most) = 0;
};

}  // namespace frontdesk::storage
