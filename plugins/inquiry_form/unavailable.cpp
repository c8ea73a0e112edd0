// SPDX-License-Identifier: AGPL-3.0-or-later
#include "unavailable.h"

#include <algorithm>

#include "frontdesk/time_text.h"
#include "time_words.h"

namespace frontdesk::inquiry_form {
namespace {

constexpr std::size_t most_times = 9;
constexpr std::chrono::days days_around{14};

bool says(const Verdict& verdict, ReasonCode code) {
  return std::any_of(verdict.reasons.begin(), verdict.reasons.end(), [&](const Reason& reason) { return reason.code == code; });
}

bool is_taken(const Verdict& verdict) {
  return says(verdict, ReasonCode::conflict) || says(verdict, ReasonCode::buffer) || says(verdict, ReasonCode::time_off);
}

std::string in_words(Scope& scope, const Subject& subject, const Reason& reason) {
  Views& views = scope.views();
  const TextArguments names{{"provider", subject.provider->name}, {"service", subject.service->name}, {"place", subject.location->name}};
  switch (reason.code) {
    case ReasonCode::scheduling_off: return views.text("inquiry_form.reason.scheduling_off", {{"practice", scope.practice().name}});
    case ReasonCode::service_not_offered: return views.text("inquiry_form.reason.service_not_offered", names);
    case ReasonCode::not_at_location: return views.text("inquiry_form.reason.not_at_location", names);
    case ReasonCode::client_type_not_accepted: return views.text("inquiry_form.reason.client_type_not_accepted", names);
    case ReasonCode::time_off:
    case ReasonCode::conflict:
    case ReasonCode::buffer: return views.text("inquiry_form.reason.taken");
    case ReasonCode::min_notice:
      if (*subject.start <= scope.now()) return views.text("inquiry_form.reason.past");
      return views.text("inquiry_form.reason.min_notice", {{"span", span(scope, Minutes{reason.amount})}});
    case ReasonCode::beyond_window: return views.text("inquiry_form.reason.beyond_window", {{"count", std::to_string(reason.amount)}});
    default: return views.text("inquiry_form.reason.no_such_start", names);
  }
}

std::vector<std::string> reasons_or_none(Scope& scope, const Subject& subject, const Verdict& verdict) {
  // A time that has passed needs no other reason.
  if (subject.start && *subject.start <= scope.now()) return {scope.views().text("inquiry_form.reason.past")};
  return reasons_in_words(scope, subject, verdict);
}

ViewModel::List time_buttons(const Visit& visit, const std::vector<OfferedTime>& times) {
  Views& views = visit.scope.views();
  ViewModel::List list;
  for (const OfferedTime& time : times) {
    const Clocks clocks = clocks_of(visit.scope, visit.subject, time.start);
    ViewModel item;
    item.set("value", to_string(time.start))
        .set("href", request_path(visit.scope, visit.subject, time.start))
        .set("day", short_day(visit.scope, clocks, time.start))
        .set("time", views.time_of_day(time.start, clocks.leading));
    list.push_back(std::move(item));
  }
  return list;
}

/// On a first visit nothing was typed: other times are links to the form then. Otherwise they are buttons that lead to the review.
std::vector<std::pair<std::string, std::string>> to_carry(const Visit& visit) {
  if (visit.scope.request().method != Method::post) return {};
  return carried(visit.entries, WithWord::yes);
}

struct Explanation {
  std::string heading;
  std::vector<std::string> reasons;
  std::vector<OfferedTime> times;
  int status = 409;
};

Response explained(const Visit& visit, const Explanation& explanation) {
  Scope& scope = visit.scope;
  Views& views = scope.views();
  const Subject& subject = visit.subject;
  const bool is_post = scope.request().method == Method::post;
  ViewModel::List hidden;
  for (const auto& [name, value] : to_carry(visit)) {
    ViewModel item;
    item.set("name", name).set("value", value);
    hidden.push_back(std::move(item));
  }
  ViewModel::List reasons;
  for (const std::string& text : explanation.reasons) {
    ViewModel item;
    item.set("text", text);
    reasons.push_back(std::move(item));
  }
  const auto& times = explanation.times;
  const Clocks clocks = times.empty() ? Clocks{} : clocks_of(scope, subject, times.front().start);
  ViewModel model;
  model.set("heading", explanation.heading)
      .set("asked", subject.start ? whole_time(scope, subject, *subject.start).when : "")
      .set("reasons", std::move(reasons))
      .set("crisis", scope.practice().crisis_notice)
      .set("kept", is_post)
      .set("action", form_path_without_time(scope, subject))
      .set("inquiry_action", inquiry_path(scope, subject))
      .set("form_token", is_post && scope.form_is_fresh() ? std::string(scope.request().form.get("form_token")) : scope.form_token(form_name))
      .set("hidden", std::move(hidden))
      .set("has_times", !times.empty())
      .set("times", time_buttons(visit, times))
      .set("zone", times.empty() ? "" : views.zone_name(clocks.leading, times.front().start))
      .set("all_times_url", scope.practice().public_scheduling ? schedule_path(scope, subject) : "");
  return shown(visit, explanation.heading, views.render("inquiry_form/unavailable", model), explanation.status);
}

}  // namespace

PageTemplate unavailable_template() {
  const std::vector<ViewShape> pair{{"name"}, {"value"}};
  return {"inquiry_form/unavailable",
          {{"heading"}, {"asked"}, {"reasons", {{"text"}}}, {"crisis"}, {"kept"}, {"action"}, {"inquiry_action"}, {"form_token"}, {"hidden", pair},
           {"has_times"}, {"times", {{"value"}, {"href"}, {"day"}, {"time"}}}, {"zone"}, {"all_times_url"}}};
}

std::vector<std::string> reasons_in_words(Scope& scope, const Subject& subject, const Verdict& verdict) {
  std::vector<std::string> words;
  for (const Reason& reason : verdict.reasons) {
    auto text = in_words(scope, subject, reason);
    if (std::find(words.begin(), words.end(), text) == words.end()) words.push_back(std::move(text));
  }
  return words;
}

std::vector<OfferedTime> other_times(Scope& scope, const Subject& subject, std::size_t most) {
  const auto& zone = scope.practice().timezone;
  const OfferQuestion question = question_about(subject);
  const auto around = [&](Instant centre) {
    const LocalDate day = std::clamp(scope.zones().date_at(centre, zone), first_date + days_around, last_date - days_around);
    return scope.scheduling().times(question, day - days_around, day + days_around, zone);
  };
  const Instant centre = subject.start ? std::max(*subject.start, scope.now()) : scope.now();
  auto times = centre < Instant{last_date.time_since_epoch()} ? around(centre) : std::vector<OfferedTime>{};
  if (times.empty()) {
    const auto next = scope.scheduling().next_time(question, scope.now());
    if (next) times = around(next->start);
  }
  const auto nearer = [&](const OfferedTime& a, const OfferedTime& b) { return std::chrono::abs(a.start - centre) < std::chrono::abs(b.start - centre); };
  std::stable_sort(times.begin(), times.end(), nearer);
  if (times.size() > most) times.resize(most);
  std::sort(times.begin(), times.end(), [](const OfferedTime& a, const OfferedTime& b) { return a.start < b.start; });
  return times;
}

Response unavailable_page(const Visit& visit, const Verdict& verdict) {
  Views& views = visit.scope.views();
  const bool is_post = visit.scope.request().method == Method::post;
  const bool is_off = says(verdict, ReasonCode::scheduling_off);
  std::string_view heading = "inquiry_form.unavailable.heading";
  if (is_taken(verdict)) heading = is_post ? "inquiry_form.unavailable.heading_just_taken" : "inquiry_form.unavailable.heading_taken";
  if (is_off) heading = "inquiry_form.unavailable.heading_off";
  Explanation explanation{.heading = views.text(heading), .reasons = {}, .times = {}, .status = is_post ? 409 : 200};
  if (is_off) {
    const std::string own_words = visit.scope.settings().text("core.closed_message");
    explanation.reasons = {own_words.empty() ? views.text("inquiry_form.reason.scheduling_off", {{"practice", visit.scope.practice().name}}) : own_words};
  } else {
    explanation.reasons = reasons_or_none(visit.scope, visit.subject, verdict);
    explanation.times = other_times(visit.scope, visit.subject, most_times);
  }
  return explained(visit, explanation);
}

Response unreadable_time_page(const Visit& visit) {
  Views& views = visit.scope.views();
  return explained(visit, {.heading = views.text("inquiry_form.unavailable.heading"),
                           .reasons = {views.text("inquiry_form.reason.unreadable")},
                           .times = other_times(visit.scope, visit.subject, most_times),
                           .status = 400});
}

namespace {

Response notice(const Visit& visit, std::string_view key, int status, ViewModel::List links) {
  Views& views = visit.scope.views();
  const std::string base = "inquiry_form." + std::string(key);
  const TextArguments practice{{"practice", visit.scope.practice().name}};
  ViewModel model;
  model.set("heading", views.text(base + ".heading"))
      .set("lede", views.text(base + ".lede", practice))
      .set("text", views.text(base + ".text", practice))
      .set("crisis", visit.scope.practice().crisis_notice)
      .set("links", std::move(links));
  return shown(visit, views.text(base + ".heading"), views.render("inquiry_form/notice", model), status);
}

ViewModel link(std::string href, std::string label) {
  ViewModel model;
  model.set("href", std::move(href)).set("label", std::move(label));
  return model;
}

}  // namespace

Response reused_page(const Visit& visit) {
  Views& views = visit.scope.views();
  ViewModel::List links;
  links.push_back(link(form_path(visit.scope, visit.subject), views.text("inquiry_form.reused.new_form")));
  links.push_back(link(schedule_path(visit.scope, visit.subject), views.text("inquiry_form.reused.schedule")));
  return notice(visit, "reused", 409, std::move(links));
}

Response inquiries_off_page(const Visit& visit) {
  Views& views = visit.scope.views();
  ViewModel::List links;
  links.push_back(link(schedule_path(visit.scope, visit.subject), views.text("inquiry_form.reused.schedule")));
  return notice(visit, "inquiries_off", 403, std::move(links));
}

}  // namespace frontdesk::inquiry_form
