// SPDX-License-Identifier: AGPL-3.0-or-later
#include "host/router.h"

#include "application/staff_session.h"
#include "host/error_pages.h"
#include "host/host_abilities.h"
#include "http/origin.h"
#include "plugin/call.h"
#include "plugin/practice_settings.h"
#include "storage/errors.h"
#include "storage/staff_repository.h"

namespace frontdesk {

namespace {

/// One request on its way; each step either answers or leaves what the next one needs.
class Exchange {
 public:
  Exchange(Site& site, http::Incoming& incoming, const FormReader& read_form, Instant now)
      : site_(site), incoming_(incoming), request_(incoming.request), read_form_(read_form), now_(now) {
    served_.context.method = request_.method;
    served_.context.if_none_match = request_.if_none_match;
    served_.route = "none";
  }

  Served run() {
    try {
      served_.response = answer();
    } catch (const storage::Unavailable& problem) {
      site_.metrics.count_unavailable();
      site_.error_log.error(line("database_unavailable").operator_text("words", problem.what()));
      served_.response = error(503);
    } catch (const std::exception& problem) {
      site_.error_log.error(line("request_failed").failure(problem));
      served_.response = error(500);
    }
    return std::move(served_);
  }

 private:
  Response answer() {
    const auto& segments = incoming_.segments;
    if (segments.size() == 1 && (segments[0] == "healthz" || segments[0] == "metrics")) return own_page(segments[0]);
    if (const auto target = site_.routes->legacy(segments)) {
      served_.route = target->pattern;
      return moved(target->path);
    }
    if (segments.size() < 2 || segments[0] != "o") return not_found();
    match_ = site_.routes->match(segments);
    if (auto refusal = read_what_was_sent()) return std::move(*refusal);
    return in_practice();
  }

  Response own_page(std::string_view name) {
    served_.route = '/' + std::string(name);
    if (!incoming_.is_known_method || request_.method == Method::post) return not_allowed("GET, HEAD");
    Response response;
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    if (name == "metrics") {
      response.body = site_.metrics.as_text(site_.plugins, site_.board);
    } else {
      site_.database->ping();
      response.content_type = "text/plain; charset=utf-8";
      response.body = "ok\n";
    }
    return response;
  }

  /// The body is read before a transaction begins, and only where a route takes one.
  std::optional<Response> read_what_was_sent() {
    const auto* entry = match_ && incoming_.is_known_method ? match_->of(request_.method) : nullptr;
    if (entry == nullptr || request_.method != Method::post) return std::nullopt;
    if (http::is_foreign(incoming_.origin, incoming_.sec_fetch_site, site_.own_origin)) {
      served_.route = entry->pattern.text();
      site_.error_log.warn(line("foreign_origin"));
      return error(403);
    }
    const auto read = read_form_(request_);
    if (read) return std::nullopt;
    served_.route = entry->pattern.text();
    site_.error_log.warn(line("malformed").code("code", read.error().code));
    return error(read.error().status);
  }

  Response in_practice() {
    const bool is_post = incoming_.is_known_method && request_.method == Method::post;
    mode_ = is_post ? storage::AccessMode::read_write : storage::AccessMode::read_only;
    if (!LinkName::parse(incoming_.segments[1])) return not_found();
    unit_ = site_.database->begin(mode_);
    const auto named = unit_->practices().resolve(incoming_.segments[1]);
    if (!named || named->suspended) return not_found();
    if (named->present_name.text() != incoming_.segments[1]) {
      served_.route = "previous_link_name";
      const std::size_t rest = request_.raw_path.find('/', request_.raw_path.find('/', 1) + 1);
      return moved("/o/" + named->present_name.text() + (rest == std::string::npos ? "" : request_.raw_path.substr(rest)));
    }
    practice_ = site_.practices.at(*unit_, mode_, *named);
    if (!practice_) return not_found();
    return at_route();
  }

  Response at_route() {
    if (!match_) return without_slash();
    const auto& first = *match_->entries.front();
    served_.route = first.pattern.text();
    if (first.plugin->report.state == PluginState::quarantined) return error(503);
    if (!practice_->enablement.is_enabled(first.plugin->id())) return not_found();
    const auto* entry = incoming_.is_known_method ? match_->of(request_.method) : nullptr;
    if (entry == nullptr) return not_allowed(match_->allowed());
    if (entry->route->cross_site_read) served_.context.reading = http::AnswerContext::Reading::any_site;
    served_.plugin = entry->plugin->id();
    request_.path_parameters = match_->parameters;

    if (entry->route->access != Access::everyone) {
      if (!open_session()) return to_sign_in();
      if (!is_allowed(actor_, entry->route->access)) return not_found();
    } else if (request_.method == Method::post) {
      // Signing in once more ends the session before. It gives nobody any right here.
      session_ = session_of_cookie();
    }
    if (!http::first_doubled(request_.query, entry->route->repeated).empty() || !http::first_doubled(request_.form, entry->route->repeated).empty()) {
      site_.error_log.warn(line("malformed").code("code", "field_twice"));
      return error(400);
    }
    if (request_.method == Method::post && !take_form_token(*entry->route)) return error(403);
    return handled(*entry);
  }

  /// A path that is right but for a slash at its end.
  Response without_slash() {
    auto segments = incoming_.segments;
    if (segments.size() < 3 || !segments.back().empty()) return not_found();
    segments.pop_back();
    if (!site_.routes->match(segments)) return not_found();
    served_.route = "slash_at_the_end";
    return moved(request_.raw_path.substr(0, request_.raw_path.size() - 1));
  }

  std::optional<OpenStaffSession> session_of_cookie() const {
    const std::string_view cookie = request_.cookies.get(staff_session_cookie_name);
    if (cookie.empty()) return std::nullopt;
    return resolve_staff_session(unit_->staff(), practice_->snapshot->practice.id, cookie, now_);
  }

  bool open_session() {
    session_ = session_of_cookie();
    if (!session_) return false;
    actor_.staff = session_->member;
    return true;
  }

  Response to_sign_in() {
    std::string path = "/o/" + practice_->snapshot->practice.link_name.text() + "/staff/sign-in";
    if (request_.method != Method::post) {
      path += "?next=" + url_encode(request_.raw_path + (request_.raw_query.empty() ? "" : '?' + request_.raw_query));
    }
    return Response::redirect(std::move(path));
  }

  bool take_form_token(const Route& route) {
    const std::string binding = route.access == Access::everyone ? std::string() : session_binding(session_ ? &*session_ : nullptr);
    const auto state = site_.form_tokens.check(request_.form.get(http::form_token_field),
                                               {.form = route.form, .practice = practice_->snapshot->practice.id, .session = binding}, now_);
    if (state == http::FormTokenState::not_genuine) {
      site_.error_log.warn(line("form_token_refused"));
      return false;
    }
    // A staff form lasts as long as the session that it is bound to.
    is_fresh_ = route.access != Access::everyone || state == http::FormTokenState::fresh;
    return true;
  }

  Response handled(const RouteTable::Entry& entry) {
    const CallFacts facts{.request = &request_, .actor = actor_, .now = now_, .base_url = site_.config.base_url, .form_is_fresh = is_fresh_};
    const RequestFacts request_facts{request_, *practice_, actor_, session_ ? &*session_ : nullptr, now_, mode_};
    const bool is_post = request_.method == Method::post;
    const bool is_public = entry.route->access == Access::everyone;
    using Again = GuardedCall::AfterLostCommit;
    const GuardedCall call{
        .plugins = site_.plugins,
        .plugin = *entry.plugin,
        .enablement = practice_->enablement,
        .facts = facts,
        .open = [&]() -> std::unique_ptr<Abilities> {
          // The first try goes on in the transaction that found the practice.
          auto unit = unit_ ? std::move(unit_) : site_.database->begin(mode_);
          return std::make_unique<HostAbilities>(site_, request_facts, std::move(unit));
        },
        .log = site_.error_log,
        .board = &site_.board,
        .writes = is_post ? GuardedCall::Writes::yes : GuardedCall::Writes::no,
        .after_lost_commit = is_post && is_public ? Again::run_again : Again::tell};
    std::optional<Response> given;
    const CallOutcome outcome = run_handler(call, entry.route->handler, given);
    Response response = answer_to(outcome, std::move(given));
    touch_session();
    frame_sites();
    return response;
  }

  Response answer_to(const CallOutcome& outcome, std::optional<Response> given) {
    switch (outcome.kind) {
      case CallOutcome::Kind::done:
        if (given) return std::move(*given);
        return error(500);
      case CallOutcome::Kind::failed:
        return given && given->status != 500 ? std::move(*given) : error(500);
      case CallOutcome::Kind::unknown:
        return unknown_outcome_page(site_, request_, place());
      case CallOutcome::Kind::unavailable:
        site_.metrics.count_unavailable();
        return error(503);
      case CallOutcome::Kind::busy:
        return error(503);
    }
    return error(500);
  }

  /// The session's last use is the one thing that a GET changes; it has a transaction of its own, after the answer is known.
  void touch_session() {
    if (!session_ || !session_->is_touch_due) return;
    try {
      const auto unit = site_.database->begin(storage::AccessMode::read_write);
      touch_staff_session(unit->staff(), practice_->snapshot->practice.id, *session_, now_);
      unit->commit();
    } catch (const std::exception& problem) {
      site_.error_log.warn(line("session_not_touched").failure(problem));
    }
  }

  void frame_sites() {
    PracticeSettings settings(site_.plugins, practice_->snapshot->practice, "");
    std::string site;
    for (const char c : settings.text("core.frame_sites") + ' ') {
      const bool is_between = c == ' ' || c == '\n' || c == ',' || c == '\t';
      if (!is_between) site += c;
      if (is_between && !site.empty()) served_.context.frame_sites.push_back(std::exchange(site, {}));
    }
  }

  /// To a path of this host, query kept: for good, and without changing the method of what isn't read.
  Response moved(const std::string& path) {
    const bool is_read = incoming_.is_known_method && request_.method != Method::post;
    return Response::redirect(path + (request_.raw_query.empty() ? "" : '?' + request_.raw_query), is_read ? 301 : 308);
  }

  Response not_allowed(std::string allowed) {
    Response response = error(405);
    response.headers.emplace_back("Allow", std::move(allowed));
    return response;
  }

  ErrorPlace place() const { return {practice_ ? &practice_->snapshot->practice : nullptr, &actor_}; }
  Response error(int status) { return error_page(site_, request_, place(), status); }
  Response not_found() { return not_found_page(site_, request_, place()); }
  LogLine line(std::string_view event) const {
    LogLine line(event);
    line.code("request_id", request_.id).code("route", served_.route);
    return line;
  }

  Site& site_;
  http::Incoming& incoming_;
  Request& request_;
  const FormReader& read_form_;
  Instant now_;
  Served served_;
  std::optional<RouteTable::Match> match_;
  storage::AccessMode mode_ = storage::AccessMode::read_only;
  std::unique_ptr<storage::UnitOfWork> unit_;
  std::shared_ptr<const PracticeState> practice_;
  std::optional<OpenStaffSession> session_;
  Actor actor_;
  bool is_fresh_ = true;
};

}  // namespace

Served Router::serve(http::Incoming& incoming, const FormReader& read_form, Instant now) const {
  return Exchange(site_, incoming, read_form, now).run();
}

Served Router::refused(const http::Refusal& refusal, std::string_view request_id) const {
  site_.metrics.count_refused();
  Served served;
  Request request;
  request.id = request_id;
  served.route = "malformed";
  site_.error_log.warn(LogLine("malformed").code("request_id", request_id).code("code", refusal.code));
  served.response = error_page(site_, request, {}, refusal.status);
  return served;
}

}  // namespace frontdesk
