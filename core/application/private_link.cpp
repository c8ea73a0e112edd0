// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/private_link.h"

#include "application/secret_answer.h"
#include "application/visitor_mail.h"
#include "storage/try_counter_repository.h"

namespace frontdesk {
namespace {

using storage::LinkKind;
using storage::StoredLink;

bool is_live(const StoredLink& link, Instant now) {
  return !link.revoked_at && now < link.ends_at;
}

bool is_right(const DeskCall& call, const storage::StoredRequest& request, const Sensitive<std::string>& answer) {
  if (request.secret_word_hash) return is_secret_word(call.rules.answer_key, answer, *request.secret_word_hash);
  return is_name(answer, request.client.name);
}

/// Who reads somebody else's mail gets ten more tries with each fresh link, so only the first ones of a day go out at once.
void send_fresh_link(const DeskCall& call, const storage::StoredRequest& request) {
  constexpr std::string_view counted = "link.fresh";
  constexpr std::chrono::hours day{24};
  const auto subject = crypto::keyed_hash(call.rules.answer_key, "request " + std::to_string(request.id.value()));
  const bool goes_at_once = call.unit.tries().count(counted, subject, call.now - day) < fresh_links_a_day;
  call.unit.tries().add(counted, subject, call.now);
  mail_to_sender({.unit = call.unit,
                  .rules = call.rules,
                  .practice = call.scheduling.practice().practice,
                  .now = goes_at_once ? call.now : call.now + day},
                 request, MailKind::fresh_link);
}

}  // namespace

Sensitive<std::string> grant_link(storage::LinkRepository& links, const LinkGrant& grant) {
  Sensitive<std::string> token = crypto::random_token();
  links.insert(grant.practice, {.token_hash = crypto::hash(token.reveal()),
                                .request = grant.request,
                                .purpose = grant.purpose,
                                .kind = grant.kind,
                                .created_at = grant.now,
                                .ends_at = grant.ends_at,
                                .revoked_at = {}});
  return token;
}

LinkOpening opening_of(const std::optional<StoredLink>& link, LinkPurpose purpose, Instant now) {
  if (!link || link->purpose != purpose || !is_live(*link, now)) return LinkOpening::unknown;
  switch (link->kind) {
    case LinkKind::just_sent: return LinkOpening::open;
    case LinkKind::mailed: return link->wrong_answers < most_wrong_answers ? LinkOpening::asks : LinkOpening::locked;
    case LinkKind::session: break;
  }
  return LinkOpening::unknown;
}

std::optional<StoredLink> link_behind(const DeskCall& call, std::string_view token) {
  return call.unit.links().find(call.practice, crypto::hash(token));
}

std::optional<RequestId> request_opened_by(const DeskCall& call, std::string_view token, LinkKind kind) {
  const auto link = link_behind(call, token);
  const bool opens = link && link->kind == kind && link->purpose == LinkPurpose::request_page && is_live(*link, call.now);
  if (!opens) return std::nullopt;
  return link->request;
}

std::optional<LinkSession> answer_link(const DeskCall& call, std::string_view token, LinkPurpose purpose,
                                       const Sensitive<std::string>& answer) {
  auto& links = call.unit.links();
  if (answer.reveal().empty()) return std::nullopt;
  // Counted first: the row stays locked until the end, so answers that come at once are counted one by one.
  if (!links.count_try(call.practice, crypto::hash(token), purpose, call.now, most_wrong_answers)) return std::nullopt;
  const auto link = link_behind(call, token);
  const auto request = link ? call.unit.requests().find(call.practice, link->request) : std::nullopt;
  if (!request) return std::nullopt;
  if (is_right(call, *request, answer)) {
    links.forget_tries(call.practice, link->token_hash);
    return LinkSession{.token = grant_link(links, {.practice = call.practice,
                                                   .request = request->id,
                                                   .purpose = purpose,
                                                   .kind = LinkKind::session,
                                                   .now = call.now,
                                                   .ends_at = call.now + link_session_length})};
  }
  if (link->wrong_answers >= most_wrong_answers) send_fresh_link(call, *request);
  return std::nullopt;
}

}  // namespace frontdesk
