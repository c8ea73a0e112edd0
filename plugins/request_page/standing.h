// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

#include "frontdesk/plugin.h"

/// How a request stands, in the words of its sender's page.
namespace frontdesk::request_page {

struct Standing {
  std::string heading;
  std::string next;   ///< what happens next, or what to do
  std::string state;  ///< one word
  std::string tag;    ///< its class in the style sheet
  bool offers_other_times = false;
};

[[nodiscard]] Standing standing_of(Scope& scope, const RequestView& request);

struct TimeWords {
  std::string when;
  std::string beside;  ///< the other clock, as a sentence; empty where there is none
};

/// Of a request for a time.
[[nodiscard]] TimeWords time_in_words(Scope& scope, const RequestView& request);

/// The zone in which this visitor reads when something happened.
[[nodiscard]] std::string reading_zone(const Scope& scope, const RequestView& request);

}  // namespace frontdesk::request_page
