// SPDX-License-Identifier: AGPL-3.0-or-later
#include "handlers.h"

#include "pages.h"
#include "session_cookie.h"

namespace frontdesk::request_page {
namespace {

std::string session_address(const Scope& scope) { return "/o/" + scope.practice().link_name.text() + "/requests"; }

Door door_of(const Scope& scope) {
  const auto& parameters = scope.request().path_parameters;
  const auto token = parameters.find("token");
  if (token == parameters.end()) return {.address = session_address(scope), .token = {}};
  return {.address = session_address(scope) + '/' + url_encode(token->second), .token = token->second};
}

std::optional<RequestView> request_behind(Scope& scope, const Door& door) {
  return door.is_by_token() ? scope.intake().request_by_page_token(door.token) : scope.intake().request_by_session(session_token(scope.request()));
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// "Shared device": whatever this browser holds opens nothing from now on.
Response close(Scope& scope, const Door& door) {
  if (door.is_by_token()) scope.intake().close(door.token);
  const auto session = session_token(scope.request());
  if (!session.empty()) scope.intake().close(session);
  Response answer = Response::redirect(session_address(scope));
  answer.headers.emplace_back("Set-Cookie", expired_session_cookie(scope));
  return answer;
}

Response show(Scope& scope, const Door& door, PageNotice notice, const Response& otherwise) {
  const auto request = request_behind(scope, door);
  return request ? private_page(scope, door, *request, notice) : otherwise;
}

/// Acts on a request whose page is open; `otherwise` where it isn't (any more).
Response act(Scope& scope, const Door& door, const Response& otherwise) {
  const auto request = request_behind(scope, door);
  if (!request) return otherwise;
  const auto step = scope.form_is_fresh() ? scope.request().form.get("step") : std::string_view{};
  if (step == "close") return close(scope, door);
  if (step == "withdraw") return withdraw_page(scope, door);
  if (step != "withdraw_now") return private_page(scope, door, *request, PageNotice::none);
  if (scope.intake().withdraw(request->id)) return Response::redirect(door.address);
  return show(scope, door, PageNotice::withdraw_too_late, otherwise);
}

Response ask(Scope& scope, const Door& door, AnswerNotice notice) {
  return question_page(scope, door, {.asks_for_word = scope.intake().asks_for_word(door.token, LinkPurpose::request_page), .notice = notice});
}

Response try_answer(Scope& scope, const Door& door) {
  if (!scope.form_is_fresh()) return ask(scope, door, AnswerNotice::none);
  const Sensitive<std::string> answer{std::string(trimmed(scope.request().form.get("answer")))};
  if (answer.reveal().empty()) return ask(scope, door, AnswerNotice::empty);
  Intake& intake = scope.intake();
  const auto session = intake.answer(door.token, LinkPurpose::request_page, answer);
  if (session) {
    Response opened = Response::redirect(session_address(scope));
    opened.headers.emplace_back("Set-Cookie", session_cookie(scope, session->token));
    return opened;
  }
  return intake.opening(door.token, LinkPurpose::request_page) == LinkOpening::locked ? locked_page(scope) : ask(scope, door, AnswerNotice::wrong);
}

}  // namespace

Response show_by_token(Scope& scope) {
  const Door door = door_of(scope);
  switch (scope.intake().opening(door.token, LinkPurpose::request_page)) {
    case LinkOpening::open: return show(scope, door, PageNotice::none, scope.views().not_found());
    case LinkOpening::asks: return ask(scope, door, AnswerNotice::none);
    case LinkOpening::locked: return locked_page(scope);
    case LinkOpening::unknown: break;
  }
  return scope.views().not_found();
}

Response act_by_token(Scope& scope) {
  const Door door = door_of(scope);
  switch (scope.intake().opening(door.token, LinkPurpose::request_page)) {
    case LinkOpening::open: return act(scope, door, scope.views().not_found());
    case LinkOpening::asks: return try_answer(scope, door);
    case LinkOpening::locked: return locked_page(scope);
    case LinkOpening::unknown: break;
  }
  return scope.views().not_found();
}

Response show_by_session(Scope& scope) { return show(scope, door_of(scope), PageNotice::none, closed_page(scope)); }

Response act_by_session(Scope& scope) { return act(scope, door_of(scope), closed_page(scope)); }

}  // namespace frontdesk::request_page
