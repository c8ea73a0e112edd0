// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/pages/example_conversation.h"

namespace frontdesk::test {
namespace {

using namespace std::chrono_literals;

const Instant asked_start{std::chrono::sys_days{std::chrono::year{2026} / 12 / 7} + 14h};

Sensitive<std::string> secret(std::string text) { return Sensitive<std::string>(std::move(text)); }

ConversationRow row(Instant now) {
  return {.id = ConversationId(5),
          .unread = true,
          .kind = RequestKind::appointment,
          .client_name = secret("Maya Lindqvist"),
          .provider_name = "Jane Smith",
          .service_name = "Individual therapy",
          .asked_start = asked_start,
          .hold_ends_at = now + 71h,
          .last_activity_at = now - 1h,
          .key = "key5"};
}

RequestView request(Instant now) {
  return {.id = RequestId(5),
          .conversation = ConversationId(5),
          .kind = RequestKind::appointment,
          .state = RequestState::requested,
          .hold = HoldState::held,
          .hold_ends_at = now + 71h,
          .start = asked_start,
          .end = asked_start + 50min,
          .provider_name = "Jane Smith",
          .service_name = "Individual therapy",
          .location_name = "Wharf Street office",
          .session_format = SessionFormat::in_person,
          .location_address = "12 Wharf Street, Portland, ME 04101",
          .location_instructions = {},
          .zone = "America/New_York",
          .visitor_zone = "America/Los_Angeles",
          .client_name = secret("Maya Lindqvist"),
          .message = secret("Hello,\nI would like to talk about work.\nMaya"),
          .sent_at = now - 1h,
          .replies = {}};
}

}  // namespace

ConversationView a_request_for_a_time(Instant now) {
  return {.row = row(now),
          .version = 7,
          .request = request(now),
          .provider = ProviderId(1),
          .client_type = ClientType::individual,
          .people = {{.role = PersonRole::client, .name = secret("Maya Lindqvist"), .email = secret("maya@example.org"), .phone = secret("+1 (207) 555-0199")}},
          .messages = {{.kind = ConversationMessage::Kind::from_visitor,
                        .author = {},
                        .text = secret("Hello,\nI would like to talk about work.\nMaya"),
                        .at = now - 1h},
                       {.kind = ConversationMessage::Kind::note, .author = "Omar Haddad", .text = secret("Asked for Jane by name on the phone, too."), .at = now - 30min}},
          .history = {{.kind = "received", .author = {}, .detail = {}, .at = now - 1h},
                      {.kind = "reassigned", .author = "Omar Haddad", .detail = "Jane Smith", .at = now - 20min}},
          .verdict_now = {}};
}

}  // namespace frontdesk::test
