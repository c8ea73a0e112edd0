// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

#include "frontdesk/availability.h"
#include "frontdesk/zones.h"

namespace frontdesk::ctl {

/// A verdict about one question in English, for operators.
class Explanation {
 public:
  /// All references outlive it.
  Explanation(const PracticeSnapshot& practice, const OfferQuestion& question, const Zones& zones);

  /// One sentence without a full stop. Times are by the clock of the place.
  [[nodiscard]] std::string detail(const Reason& reason) const;
  /// `{"offered":…,"reasons":[{"code":…,"detail":…}]}` (CONTRACT §4).
  [[nodiscard]] std::string as_json(const Verdict& verdict) const;

  [[nodiscard]] const std::string& zone() const { return zone_; }
  /// "2026-11-30 09:00"
  [[nodiscard]] std::string clock(Instant at) const;

 private:
  [[nodiscard]] std::string of_block(const Reason& reason) const;
  [[nodiscard]] std::string in_the_way(const Reason& reason) const;
  [[nodiscard]] std::string block_words(BlockId id) const;
  [[nodiscard]] std::string owner(const Reason& reason) const;

  const PracticeSnapshot& practice_;
  const OfferQuestion& question_;
  const Zones& zones_;
  const Provider& provider_;
  const Service& service_;
  const Location& location_;
  std::string zone_;
};

}  // namespace frontdesk::ctl
