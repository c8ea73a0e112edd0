// SPDX-License-Identifier: AGPL-3.0-or-later
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "application/scheduling_service.h"
#include "ctl/commands.h"
#include "frontdesk/times_range.h"
#include "scheduling/words.h"
#include "storage/calendar_repository.h"

namespace frontdesk::ctl {
namespace {

/// As typed; empty where it wasn't.
struct Words {
  std::string practice, provider, service, location;
  std::string now, audience = "public", client_type;
  std::optional<std::string> from, to, zone;
  std::string at;
  bool as_json = false;
};

Instant instant_of(const std::string& option, const std::string& text) {
  const auto at = parse_instant(text);
  if (!at) throw bad_input(option + ": \"" + one_line(text) + "\" is no instant: write it as 2026-11-30T14:00:00Z or 2026-11-30T09:00:00-05:00");
  if (*at < Instant{} || *at > Instant{last_date.time_since_epoch()} + std::chrono::hours{36}) throw bad_input(option + ": must be from 1970-01-01 to 2037-12-31");
  return *at;
}

template <class T>
const T& named(const std::vector<T>& all, const std::string& name, const char* what, const std::string& practice) {
  std::vector<std::string> known;
  for (const T& one : all) {
    if (one.link_name.text() == name) return one;
    known.push_back(one.link_name.text());
  }
  throw bad_input(practice + " has no " + what + " \"" + one_line(name) + "\"" + suggestion(name, known));
}

Audience audience_of(const std::string& word) {
  if (word == "public") return Audience::everyone;
  if (word == "existing") return Audience::existing_client;
  if (word == "staff") return Audience::staff;
  throw bad_input("--audience: must be public, existing or staff, not \"" + one_line(word) + "\"");
}

/// Who isn't there under that name may have had it before.
const Provider& provider_of(const PracticeSnapshot& practice, const std::string& name) {
  for (const Provider& provider : practice.providers) {
    for (const LinkName& previous : provider.previous_link_names) {
      if (previous.text() == name) return provider;
    }
  }
  return named(practice.providers, name, "provider", practice.practice.link_name.text());
}

OfferQuestion question_of(const Words& words, const PracticeSnapshot& practice) {
  const std::string name = practice.practice.link_name.text();
  OfferQuestion question{.provider = provider_of(practice, words.provider).id,
                         .service = named(practice.services, words.service, "service", name).id,
                         .location = named(practice.locations, words.location, "location", name).id,
                         .audience = audience_of(words.audience),
                         .client_type = std::nullopt};
  if (!words.client_type.empty()) {
    question.client_type = parse_client_type(words.client_type);
    if (!question.client_type) throw bad_input("--client-type: must be individual, couple, family or group, not \"" + one_line(words.client_type) + "\"");
  }
  return question;
}

std::string words_of(TimesRangeError error) {
  switch (error) {
    case TimesRangeError::unknown_zone: return "--tz: no such time zone; write an IANA name such as America/New_York";
    case TimesRangeError::bad_from: return "--from: must be a date that exists, written 2026-11-30";
    case TimesRangeError::bad_to: return "--to: must be a date that exists, written 2026-11-30";
    case TimesRangeError::after_last_date: return "--to: the last date is 2037-12-31";
    case TimesRangeError::from_after_to: return "--to: is before --from";
    case TimesRangeError::too_long: return "--to: at most " + std::to_string(longest_times_range) + " days at once";
  }
  return "";
}

void print_by_date(Operator& op, const std::vector<OfferedTime>& times, const TimesRange& range) {
  std::vector<std::vector<std::string>> rows;
  for (const OfferedTime& time : times) {
    const std::string date = to_string(op.zones().date_at(time.start, range.zone));
    if (rows.empty() || rows.back().front() != date) rows.push_back({date, ""});
    rows.back().back() += (rows.back().back().empty() ? "" : " ") + to_string(op.zones().wall_time_at(time.start, range.zone));
  }
  op.out() << times.size() << (times.size() == 1 ? " time" : " times") << " from " << to_string(range.from) << " to " << to_string(range.to) << ", " << range.zone << '\n';
  print_table(op.out(), rows);
}

/// The engine for the practice that was named, at the instant that was given.
class Question {
 public:
  Question(Operator& op, const Words& words)
      : now_(words.now.empty() ? op.now() : instant_of("--now", words.now)),
        work_(op.reading()),
        scheduling_(*work_, storage::AccessMode::read_only, op.practice(*work_, words.practice).id, now_, cache_),
        question_(question_of(words, scheduling_.practice())) {}
  [[nodiscard]] Instant now() const { return now_; }
  [[nodiscard]] SchedulingService& scheduling() { return scheduling_; }
  [[nodiscard]] const OfferQuestion& question() const { return question_; }
  /// Of the provider in question, all of its history.
  [[nodiscard]] scheduling::PreparedCalendar whole_calendar() {
    return scheduling::PreparedCalendar(work_->calendars().load(scheduling_.practice().practice.id, question_.provider, Instant::min()));
  }

 private:
  Instant now_;
  SnapshotCache cache_;
  std::unique_ptr<storage::UnitOfWork> work_;
  SchedulingService scheduling_;
  OfferQuestion question_;
};

std::optional<std::string_view> view_of(const std::optional<std::string>& text) { return text ? std::optional<std::string_view>(*text) : std::nullopt; }

void times(Operator& op, const Words& words) {
  Question asked(op, words);
  const auto range = parse_times_range({.from = view_of(words.from), .to = view_of(words.to), .zone = view_of(words.zone)},
                                       asked.scheduling().practice().practice.timezone, asked.now(), op.zones());
  if (!range) throw bad_input(words_of(range.error()));
  if (words.as_json) {
    op.out() << asked.scheduling().times_as_json(asked.question(), range->from, range->to, range->zone) << '\n';
  } else {
    print_by_date(op, asked.scheduling().times(asked.question(), range->from, range->to, range->zone), *range);
  }
}

std::string as_json(const Verdict& verdict, const std::vector<std::string>& details) {
  nlohmann::ordered_json json;
  json["offered"] = verdict.is_offered();
  json["reasons"] = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < verdict.reasons.size(); ++i) {
    json["reasons"].push_back({{"code", std::string(to_string(verdict.reasons[i].code))}, {"detail", details.at(i)}});
  }
  return json.dump();
}

void explain(Operator& op, const Words& words) {
  const Instant at = instant_of("--at", words.at);
  if (words.zone && !op.zones().is_known(*words.zone)) throw bad_input(words_of(TimesRangeError::unknown_zone));
  Question asked(op, words);
  const scheduling::PreparedCalendar calendar = asked.whole_calendar();
  const scheduling::Facts facts{.practice = asked.scheduling().practice(), .calendar = calendar, .now = asked.now()};
  const Verdict verdict = scheduling::explain(facts, asked.question(), at);
  const auto details = scheduling::details_of(facts, asked.question(), at, verdict);
  if (words.as_json) {
    op.out() << as_json(verdict, details) << '\n';
    return;
  }
  const std::string zone = words.zone.value_or(facts.practice.practice.timezone);
  op.out() << op.zones().local_text(at, zone) << " (" << zone << ") is " << (verdict.is_offered() ? "offered" : "not offered:") << '\n';
  for (std::size_t i = 0; i < verdict.reasons.size(); ++i) op.out() << "  " << to_string(verdict.reasons[i].code) << ": " << one_line(details.at(i)) << '\n';
}

void add_question(CLI::App& command, const std::shared_ptr<Words>& words) {
  command.add_option("--practice", words->practice, "link name of the practice")->required()->type_name("PRACTICE");
  command.add_option("--provider", words->provider, "link name of the provider")->required()->type_name("PROVIDER");
  command.add_option("--service", words->service, "link name of the service")->required()->type_name("SERVICE");
  command.add_option("--location", words->location, "link name of the location")->required()->type_name("LOCATION");
  command.add_option("--audience", words->audience, "public, existing or staff; left out: public")->type_name("AUDIENCE");
  command.add_option("--client-type", words->client_type, "individual, couple, family or group; left out: any")->type_name("TYPE");
  command.add_option("--tz", words->zone, "time zone of dates; left out: the practice's")->type_name("ZONE");
  command.add_option("--now", words->now, "as if it were that instant; left out: the clock")->type_name("INSTANT");
  command.add_flag("--json", words->as_json, "as JSON");
}

}  // namespace

void add_times_commands(CLI::App& app, Operator& op) {
  auto words = std::make_shared<Words>();
  CLI::App* command = app.add_subcommand("times", "the times that are offered");
  add_question(*command, words);
  command->add_option("--from", words->from, "first date; left out: today")->type_name("DATE");
  command->add_option("--to", words->to, "last date; left out: six days after the first")->type_name("DATE");
  command->footer(
      "\nWith --json, what times.json answers.\n\n"
      "  frontdeskctl times --practice harbor-therapy --provider jane-smith --service consultation --location phone\n"
      "  frontdeskctl times --practice harbor-therapy --provider jane-smith --service consultation --location phone \\\n"
      "    --from 2026-11-27 --to 2026-12-31 --tz Europe/Berlin --audience staff --json");
  command->callback([&op, words] { times(op, *words); });

  command = app.add_subcommand("explain", "why a time is offered, or everything that stands against it");
  add_question(*command, words);
  command->add_option("--at", words->at, "the start in question")->required()->type_name("INSTANT");
  command->footer(
      "\n  frontdeskctl explain --practice harbor-therapy --provider jane-smith --service consultation --location phone \\\n"
      "    --at 2026-11-27T14:00:00Z");
  command->callback([&op, words] { explain(op, *words); });
}

}  // namespace frontdesk::ctl
