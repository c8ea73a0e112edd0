// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/visitor_mail.h"

#include <algorithm>

#include "application/private_link.h"
#include "frontdesk/clocks.h"
#include "storage/outbox_repository.h"
#include "time/system_zones.h"

namespace frontdesk {
namespace {

std::string leading_zone(const storage::StoredRequest& request, const Practice& practice) {
  if (!request.start) return {};
  const ClockFacts facts{
      .format = request.session_format.value_or(SessionFormat::in_person),
      .place_zone = request.location_zone.empty() ? std::string_view(practice.timezone) : std::string_view(request.location_zone),
      .practice_zone = practice.timezone,
      .visitor_zone = request.visitor_zone};
  return clocks_for(facts, *request.start, SystemZones{}).leading;
}

}  // namespace

void mail_to_sender(const MailDesk& desk, const storage::StoredRequest& request, MailKind kind) {
  const std::string& recipient = request.client.email.reveal();
  if (recipient.empty()) return;
  const Instant last = request.end ? std::max(*request.end, desk.now) : desk.now;
  const MailPayload payload{.start = request.start,
                            .zone = leading_zone(request, desk.practice),
                            .link_token = grant_link(desk.unit.links(), {.practice = desk.practice.id,
                                                                         .request = request.id,
                                                                         .purpose = LinkPurpose::request_page,
                                                                         .kind = storage::LinkKind::mailed,
                                                                         .now = desk.now,
                                                                         .ends_at = last + mailed_link_length}),
                            .purpose = LinkPurpose::request_page};
  desk.unit.outbox().insert({.practice = desk.practice.id,
                             .conversation = request.conversation,
                             .template_name = std::string(to_string(kind)),
                             .recipient = request.client.email,
                             .locale = request.locale,
                             .payload = to_json(payload, desk.rules.link_key),
                             .message_id = new_message_id(desk.rules.base_url),
                             .created_at = desk.now});
}

}  // namespace frontdesk
