// SPDX-License-Identifier: AGPL-3.0-or-later
#include "handlers.h"

#include <algorithm>

#include "entries.h"
#include "pages.h"
#include "subject.h"

namespace frontdesk::inquiry_form {
namespace {

std::vector<FieldError> errors_in(const Visit& visit) {
  auto errors = visit.scope.intake().check(draft_of(visit.scope, visit.subject, visit.entries));
  const bool lacks_kind = visit.subject.is_request() && visit.subject.asks_client_type && !visit.subject.client_type;
  if (lacks_kind) errors.push_back({.field = "client_type", .message_key = "inquiry_form.error.client_type"});
  return errors;
}

/// The word is asked for on the review page, everything else on the form.
Response with_errors(const Visit& visit, const std::vector<FieldError>& errors) {
  const bool only_the_word = std::all_of(errors.begin(), errors.end(), [](const FieldError& error) { return error.field == "secret_word"; });
  return only_the_word ? review_page(visit, errors) : form_page(visit, errors, FormNotice::none);
}

Response send(const Visit& visit) {
  Scope& scope = visit.scope;
  if (!scope.form_is_fresh()) return form_page(visit, {}, FormNotice::expired);
  if (const auto errors = errors_in(visit); !errors.empty()) return with_errors(visit, errors);
  const auto sent = scope.intake().submit(draft_of(scope, visit.subject, visit.entries));
  if (sent) {
    return Response::redirect("/o/" + scope.practice().link_name.text() + "/requests/" + url_encode(sent->page_token.reveal()));
  }
  const SubmitRefusal& refusal = sent.error();
  switch (refusal.kind) {
    case SubmitRefusal::Kind::invalid: return with_errors(visit, refusal.fields);
    case SubmitRefusal::Kind::not_offered: return unavailable_page(visit, refusal.verdict);
    case SubmitRefusal::Kind::form_expired: return form_page(visit, {}, FormNotice::expired);
    case SubmitRefusal::Kind::form_reused: return reused_page(visit);
    case SubmitRefusal::Kind::inquiries_off: return inquiries_off_page(visit);
  }
  return form_page(visit, {}, FormNotice::none);
}

Response next_step(const Visit& visit) {
  const auto step = visit.scope.request().form.get("step");
  if (step == "send") return send(visit);
  if (step != "review") return form_page(visit, {}, FormNotice::none);
  if (!visit.scope.form_is_fresh()) return form_page(visit, {}, FormNotice::expired);
  const auto errors = errors_in(visit);
  return errors.empty() ? review_page(visit, {}) : with_errors(visit, errors);
}

/// What stands against the asked time, unless the step is the one that stores: there the core answers under its lock.
std::optional<Response> objection(const Visit& visit) {
  if (!visit.subject.start) return unreadable_time_page(visit);
  if (visit.scope.request().form.get("step") == "send") return std::nullopt;
  const Verdict verdict = visit.scope.scheduling().explain(question_about(visit.subject), *visit.subject.start);
  if (verdict.is_offered()) return std::nullopt;
  return unavailable_page(visit, verdict);
}

}  // namespace

Response show_inquiry(Scope& scope) {
  const auto subject = inquiry_subject(scope);
  if (!subject) return subject.error();
  return form_page({.scope = scope, .subject = *subject, .entries = {}}, {}, FormNotice::none);
}

Response take_inquiry(Scope& scope) {
  const auto subject = inquiry_subject(scope);
  if (!subject) return subject.error();
  return next_step({.scope = scope, .subject = *subject, .entries = entries_of(scope.request().form)});
}

Response show_request(Scope& scope) {
  const auto subject = request_subject(scope);
  if (!subject) return subject.error();
  const Visit visit{.scope = scope, .subject = *subject, .entries = {}};
  if (auto answer = objection(visit)) return std::move(*answer);
  return form_page(visit, {}, FormNotice::none);
}

Response take_request(Scope& scope) {
  const auto subject = request_subject(scope);
  if (!subject) return subject.error();
  const Visit visit{.scope = scope, .subject = *subject, .entries = entries_of(scope.request().form)};
  if (auto answer = objection(visit)) return std::move(*answer);
  return next_step(visit);
}

}  // namespace frontdesk::inquiry_form
