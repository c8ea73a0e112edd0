// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sign_in.h"

#include "paths.h"

namespace frontdesk::accounts {
namespace {

// What the page says besides its form; all of it may be empty.
struct SignInState {
  std::string email;
  std::string next;
  std::string_view error_key;
  std::string_view notice_key;
  int status = 200;
};

Response show(Scope& scope, const SignInState& state) {
  auto& views = scope.views();
  ViewModel model;
  model.set("practice", scope.practice().name)
      .set("action", staff_path(scope.practice()) + "/sign-in")
      .set("form_token", scope.form_token(sign_in_form))
      .set("email", state.email)
      .set("next", state.next)
      .set("error", state.error_key.empty() ? "" : views.text(state.error_key))
      .set("notice", state.notice_key.empty() ? "" : views.text(state.notice_key));
  return views.page({.title = views.text("accounts.sign_in_title"), .content = views.render("accounts/sign_in", model), .status = state.status});
}

std::string_view words_for(SignInRefusal refusal) {
  switch (refusal) {
    case SignInRefusal::wrong: return "accounts.sign_in_wrong";
    case SignInRefusal::slow_down: return "accounts.sign_in_slow_down";
    case SignInRefusal::busy: return "accounts.sign_in_busy";
  }
  return "accounts.sign_in_wrong";
}

Response refuse(Scope& scope, SignInState state, SignInRefusal refusal) {
  state.error_key = words_for(refusal);
  state.status = refusal == SignInRefusal::wrong ? 422 : 429;
  Response response = show(scope, state);
  if (refusal == SignInRefusal::slow_down) response.headers.emplace_back("Retry-After", "900");
  if (refusal == SignInRefusal::busy) response.headers.emplace_back("Retry-After", "5");
  return response;
}

}  // namespace

PageTemplate sign_in_template() {
  return {.name = "accounts/sign_in",
          .shape = {{"practice"}, {"action"}, {"form_token"}, {"email"}, {"next"}, {"error"}, {"notice"}}};
}

Response show_sign_in(Scope& scope) {
  const auto& query = scope.request().query;
  SignInState state{.email = {}, .next = kept_next(scope.practice(), query.get("next")), .error_key = {}, .notice_key = {}};
  if (query.get("done") == "signed_out") state.notice_key = "accounts.signed_out";
  if (!state.next.empty()) state.notice_key = "accounts.sign_in_first";
  return show(scope, state);
}

Response sign_in(Scope& scope) {
  const auto& form = scope.request().form;
  SignInState state{.email = std::string(form.get("email")), .next = kept_next(scope.practice(), form.get("next")), .error_key = {}, .notice_key = {}};
  if (!scope.form_is_fresh()) {
    state.notice_key = "accounts.sign_in_again";
    return show(scope, state);
  }
  if (form.get("email").empty() || form.get("password").empty()) {
    state.error_key = "accounts.sign_in_incomplete";
    state.status = 422;
    return show(scope, state);
  }
  auto& accounts = scope.accounts();
  const auto signed_in = accounts.sign_in(form.get("email"), Sensitive<std::string>(std::string(form.get("password"))));
  if (!signed_in) return refuse(scope, std::move(state), signed_in.error());

  Response response = Response::redirect(path_after_sign_in(scope.practice(), state.next));
  response.headers.emplace_back("Set-Cookie", accounts.session_cookie(signed_in->session_token));
  return response;
}

Response sign_out(Scope& scope) {
  auto& accounts = scope.accounts();
  accounts.sign_out();
  Response response = Response::redirect(staff_path(scope.practice()) + "/sign-in?done=signed_out");
  response.headers.emplace_back("Set-Cookie", accounts.expired_session_cookie());
  return response;
}

}  // namespace frontdesk::accounts
