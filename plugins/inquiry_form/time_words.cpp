// SPDX-License-Identifier: AGPL-3.0-or-later
#include "time_words.h"

namespace frontdesk::inquiry_form {

Clocks clocks_of(Scope& scope, const Subject& subject, Instant start) {
  const Practice& practice = scope.practice();
  return clocks_for({.format = subject.location->session_format,
                     .place_zone = place_zone(*subject.location, practice),
                     .practice_zone = practice.timezone,
                     .visitor_zone = subject.visitor_zone},
                    start, scope.zones());
}

TimeWords whole_time(Scope& scope, const Subject& subject, Instant start) {
  Views& views = scope.views();
  const Clocks clocks = clocks_of(scope, subject, start);
  TimeWords words;
  words.when = views.text("inquiry_form.time.when", {{"time", views.date_and_time(start, clocks.leading)}, {"zone", views.zone_name(clocks.leading, start)}});
  if (clocks.beside.empty()) return words;
  const bool same_date = scope.zones().date_at(start, clocks.leading) == scope.zones().date_at(start, clocks.beside);
  words.beside = views.text(clocks.visitor_leads ? "inquiry_form.time.at_practice" : "inquiry_form.time.by_your_clock",
                            {{"time", same_date ? views.time_of_day(start, clocks.beside) : views.date_and_time(start, clocks.beside)},
                             {"zone", views.zone_name(clocks.beside, start)}});
  return words;
}

std::string short_day(Scope& scope, const Clocks& clocks, Instant start) {
  return scope.views().short_date(scope.zones().date_at(start, clocks.leading));
}

std::string span(Scope& scope, Minutes minutes) {
  const auto count = minutes.count();
  const auto in = [&](std::string_view key, std::int64_t unit) { return scope.views().text(key, {{"count", std::to_string(count / unit)}}); };
  if (count % 1440 == 0 && count > 1440) return in("inquiry_form.span.days", 1440);
  if (count % 60 == 0) return in("inquiry_form.span.hours", 60);
  return in("inquiry_form.span.minutes", 1);
}

}  // namespace frontdesk::inquiry_form
