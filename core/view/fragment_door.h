// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <utility>

#include "frontdesk/view.h"

namespace frontdesk {

/// The one place that makes fragments and looks into them; for the view only, and for tests of the view.
class FragmentDoor {
 public:
  [[nodiscard]] static Fragment make(std::string html) { return Fragment(std::move(html)); }
  [[nodiscard]] static const std::string& html(const Fragment& fragment) { return fragment.html_; }
};

}  // namespace frontdesk
