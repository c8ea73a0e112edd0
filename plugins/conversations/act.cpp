// SPDX-License-Identifier: AGPL-3.0-or-later
#include "act.h"

namespace frontdesk::conversations {

std::string_view to_string(Act act) {
  switch (act) {
    case Act::reply: return "reply";
    case Act::note: return "note";
    case Act::accept: return "accept";
    case Act::decline: return "decline";
    case Act::reassign: return "reassign";
    case Act::archive: return "archive";
    case Act::bring_back: return "bring-back";
    case Act::read: return "read";
  }
  return "";
}

std::string form_name(Act act) { return "conversations." + std::string(to_string(act)); }

}  // namespace frontdesk::conversations
