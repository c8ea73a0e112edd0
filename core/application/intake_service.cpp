// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/intake_service.h"

#include "application/private_link.h"
#include "application/request_view.h"
#include "application/submit_request.h"
#include "application/typed_request.h"
#include "application/withdraw_request.h"
#include "storage/conversation_repository.h"

namespace frontdesk {
namespace {

std::optional<RequestView> request_page(const DeskCall& call, std::optional<RequestId> id) {
  const auto stored = id ? call.unit.requests().find(call.practice, *id) : std::nullopt;
  if (!stored) return std::nullopt;
  RequestView view = view_of(*stored, call.scheduling.practice().practice, call.now);
  view.replies = call.unit.conversations().replies(call.practice, stored->conversation);
  return view;
}

}  // namespace

Result<Submitted, SubmitRefusal> IntakeService::submit(const RequestDraft& draft) {
  return submit_request(call_, guard_, draft);
}

std::vector<FieldError> IntakeService::check(const RequestDraft& draft) {
  const PracticeSnapshot& practice = call_.scheduling.practice();
  return errors_in(cleaned(draft, practice), practice);
}

LinkOpening IntakeService::opening(std::string_view token, LinkPurpose purpose) {
  return opening_of(link_behind(call_, token), purpose, call_.now);
}

std::optional<LinkSession> IntakeService::answer(std::string_view token, LinkPurpose purpose, const Sensitive<std::string>& answer) {
  return answer_link(call_, token, purpose, answer);
}

bool IntakeService::asks_for_word(std::string_view token, LinkPurpose purpose) {
  const auto link = link_behind(call_, token);
  if (opening_of(link, purpose, call_.now) == LinkOpening::unknown) return false;
  const auto request = call_.unit.requests().find(call_.practice, link->request);
  return request && request->secret_word_hash.has_value();
}

std::optional<RequestView> IntakeService::request_by_page_token(std::string_view token) {
  return request_page(call_, request_opened_by(call_, token, storage::LinkKind::just_sent));
}

std::optional<RequestView> IntakeService::request_by_session(std::string_view session_token) {
  return request_page(call_, request_opened_by(call_, session_token, storage::LinkKind::session));
}

bool IntakeService::withdraw(RequestId request) {
  return withdraw_request(call_, request);
}

void IntakeService::close(std::string_view token_or_session) {
  const auto link = link_behind(call_, token_or_session);
  if (!link || link->kind == storage::LinkKind::mailed) return;
  call_.unit.links().revoke_open_ones(call_.practice, link->request, call_.now);
}

}  // namespace frontdesk
