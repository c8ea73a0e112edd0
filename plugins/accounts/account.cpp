// SPDX-License-Identifier: AGPL-3.0-or-later
#include "account.h"

#include <algorithm>

#include "paths.h"

namespace frontdesk::accounts {
namespace {

// So long after a change its notice may be shown; the address stays in the browser's history for longer.
constexpr std::chrono::minutes notice_age{10};

struct AccountState {
  std::string_view current_error_key;
  std::string_view next_error_key;
  std::string_view again_error_key;
  int status = 200;
};

std::string account_path(const Scope& scope) { return staff_path(scope.practice()) + "/account"; }

std::string words(Views& views, std::string_view key) { return key.empty() ? std::string() : views.text(key); }

std::string day_and_time(Scope& scope, Instant at) {
  const auto& zone = scope.practice().timezone;
  return scope.views().text("accounts.day_and_time", {{"day", scope.views().short_date(scope.zones().date_at(at, zone))},
                                                      {"time", scope.views().time_of_day(at, zone)}});
}

// A code in the address says what was done; it is believed only where the sessions show it.
std::string notice(Scope& scope, const std::vector<SessionSummary>& sessions) {
  const auto done = scope.request().query.get("done");
  const auto is_this = [](const SessionSummary& session) { return session.is_this_one; };
  const auto own = std::find_if(sessions.begin(), sessions.end(), is_this);
  if (done == "password" && own != sessions.end() && sessions.size() == 1 && scope.now() - own->created_at < notice_age) {
    return scope.views().text("accounts.password_changed");
  }
  if (done == "elsewhere" && sessions.size() == 1) return scope.views().text("accounts.signed_out_elsewhere");
  return {};
}

ViewModel::List session_list(Scope& scope, const std::vector<SessionSummary>& sessions) {
  ViewModel::List list;
  for (const auto& session : sessions) {
    ViewModel one;
    one.set("device", session.device.empty() ? scope.views().text("accounts.unknown_device") : session.device)
        .set("signed_in_at", day_and_time(scope, session.created_at))
        .set("last_used_at", day_and_time(scope, session.last_used_at))
        .set("is_this_one", session.is_this_one)
        .set("key", session.key)
        .set("action", account_path(scope) + "/sessions/end")
        .set("form_token", scope.form_token(sessions_form));
    list.push_back(std::move(one));
  }
  return list;
}

Response show(Scope& scope, const AccountState& state) {
  auto& views = scope.views();
  const StaffMember& member = *scope.actor().staff;
  const auto sessions = scope.accounts().sessions();
  ViewModel model;
  model.set("name", member.name)
      .set("email", member.email)
      .set("role", views.text("accounts.role." + std::string(to_string(member.role))))
      .set("notice", notice(scope, sessions))
      .set("has_errors", state.status != 200)
      .set("password_action", account_path(scope) + "/password")
      .set("password_token", scope.form_token(password_form))
      .set("current_error", words(views, state.current_error_key))
      .set("next_error", words(views, state.next_error_key))
      .set("again_error", words(views, state.again_error_key))
      .set("sessions", session_list(scope, sessions))
      .set("has_others", sessions.size() > 1)
      .set("elsewhere_action", account_path(scope) + "/sessions/elsewhere")
      .set("elsewhere_token", scope.form_token(sessions_form));
  return views.page({.title = views.text("accounts.account_title"), .content = views.render("accounts/account", model), .status = state.status});
}

AccountState state_after(PasswordRefusal refusal) {
  AccountState state;
  state.status = refusal == PasswordRefusal::busy ? 429 : 422;
  switch (refusal) {
    case PasswordRefusal::wrong_current: state.current_error_key = "accounts.password_wrong"; break;
    case PasswordRefusal::too_short: state.next_error_key = "accounts.password_too_short"; break;
    case PasswordRefusal::too_long: state.next_error_key = "accounts.password_too_long"; break;
    case PasswordRefusal::too_common: state.next_error_key = "accounts.password_too_common"; break;
    case PasswordRefusal::busy: state.current_error_key = "accounts.password_busy"; break;
  }
  return state;
}

}  // namespace

PageTemplate account_template() {
  return {.name = "accounts/account",
          .shape = {{"name"},
                    {"email"},
                    {"role"},
                    {"notice"},
                    {"has_errors"},
                    {"password_action"},
                    {"password_token"},
                    {"current_error"},
                    {"next_error"},
                    {"again_error"},
                    {"sessions", {{"device"}, {"signed_in_at"}, {"last_used_at"}, {"is_this_one"}, {"key"}, {"action"}, {"form_token"}}},
                    {"has_others"},
                    {"elsewhere_action"},
                    {"elsewhere_token"}}};
}

Response show_account(Scope& scope) { return show(scope, {}); }

Response change_password(Scope& scope) {
  const auto& form = scope.request().form;
  if (form.get("next") != form.get("again")) return show(scope, {.current_error_key = {}, .next_error_key = {}, .again_error_key = "accounts.password_not_the_same", .status = 422});
  auto& accounts = scope.accounts();
  const auto changed = accounts.change_password(Sensitive<std::string>(std::string(form.get("current"))), Sensitive<std::string>(std::string(form.get("next"))));
  if (!changed) return show(scope, state_after(changed.error()));

  Response response = Response::redirect(account_path(scope) + "?done=password");
  response.headers.emplace_back("Set-Cookie", accounts.session_cookie(changed->session_token));
  return response;
}

Response end_session(Scope& scope) {
  scope.accounts().end_session(scope.request().form.get("key"));
  return Response::redirect(account_path(scope));
}

Response sign_out_elsewhere(Scope& scope) {
  scope.accounts().sign_out_elsewhere();
  return Response::redirect(account_path(scope) + "?done=elsewhere");
}

}  // namespace frontdesk::accounts
