// SPDX-License-Identifier: AGPL-3.0-or-later
#include "standing.h"

#include "frontdesk/clocks.h"

namespace frontdesk::request_page {
namespace {

/// The last part of the catalogue keys that tell how a request stands.
std::string_view words_for(const RequestView& request) {
  const bool is_inquiry = request.kind == RequestKind::inquiry;
  const bool is_held = request.hold == HoldState::held && request.hold_ends_at.has_value();
  switch (request.state) {
    case RequestState::requested:
      if (is_inquiry) return request.replies.empty() ? "inquiry_sent" : "inquiry_answered";
      if (is_held) return "held";
      return request.hold == HoldState::ended ? "hold_ended" : "not_held";
    case RequestState::accepted: return is_inquiry ? "inquiry_answered" : "accepted";
    case RequestState::declined: return is_inquiry ? "inquiry_declined" : "declined";
    case RequestState::withdrawn: return is_inquiry ? "inquiry_withdrawn" : "withdrawn";
  }
  return "not_held";
}

/// A held time whose end has passed is held no longer, whether or not the worker has said so yet.
RequestView as_of(const RequestView& request, Instant now) {
  RequestView view = request;
  if (view.hold == HoldState::held && view.hold_ends_at && *view.hold_ends_at <= now) view.hold = HoldState::ended;
  return view;
}

}  // namespace

Standing standing_of(Scope& scope, const RequestView& request) {
  Views& views = scope.views();
  const RequestView view = as_of(request, scope.now());
  const std::string words(words_for(view));
  TextArguments arguments{{"practice", scope.practice().name},
                          {"answer", views.text(view.can_be_mailed ? "request_page.answer.by_mail" : "request_page.answer.by_phone")}};
  if (view.hold_ends_at) {
    const auto zone = reading_zone(scope, view);
    arguments.emplace_back("until", views.date_and_time(*view.hold_ends_at, zone));
    arguments.emplace_back("zone", views.zone_name(zone, *view.hold_ends_at));
  }
  if (view.start) arguments.emplace_back("when", time_in_words(scope, view).when);
  Standing standing;
  standing.heading = views.text("request_page." + words + ".heading", arguments);
  standing.next = views.text("request_page." + words + ".next", arguments);
  standing.state = views.text("request_page.state." + std::string(to_string(view.state)));
  standing.tag = "tag-" + std::string(view.state == RequestState::requested ? "waiting" : to_string(view.state));
  const bool lost_time = view.state == RequestState::declined || view.state == RequestState::withdrawn || view.hold == HoldState::ended;
  standing.offers_other_times = view.kind == RequestKind::appointment && lost_time && view.state != RequestState::accepted;
  return standing;
}

std::string reading_zone(const Scope& scope, const RequestView& request) {
  const bool knows_visitor = !request.visitor_zone.empty() && scope.zones().is_known(request.visitor_zone);
  return knows_visitor ? request.visitor_zone : scope.practice().timezone;
}

TimeWords time_in_words(Scope& scope, const RequestView& request) {
  Views& views = scope.views();
  const Instant start = *request.start;
  const Clocks clocks = clocks_for({.format = request.session_format.value_or(SessionFormat::in_person),
                                    .place_zone = request.zone.empty() ? scope.practice().timezone : request.zone,
                                    .practice_zone = scope.practice().timezone,
                                    .visitor_zone = request.visitor_zone},
                                   start, scope.zones());
  TimeWords words;
  words.when = views.text("request_page.time.when", {{"time", views.date_and_time(start, clocks.leading)}, {"zone", views.zone_name(clocks.leading, start)}});
  if (clocks.beside.empty()) return words;
  const bool same_date = scope.zones().date_at(start, clocks.leading) == scope.zones().date_at(start, clocks.beside);
  words.beside = views.text(clocks.visitor_leads ? "request_page.time.at_practice" : "request_page.time.by_your_clock",
                            {{"time", same_date ? views.time_of_day(start, clocks.beside) : views.date_and_time(start, clocks.beside)},
                             {"zone", views.zone_name(clocks.beside, start)}});
  return words;
}

}  // namespace frontdesk::request_page
