// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/visitor_pages/visit_scope.h"

#include <fstream>
#include <iterator>

#include "domain/practice_file.h"
#include "frontdesk/time_text.h"
#include "time/system_zones.h"
#include "time/zone.h"

namespace frontdesk::inquiry_form {
[[nodiscard]] std::vector<PageTemplate> page_templates();
}
namespace frontdesk::request_page {
[[nodiscard]] std::vector<PageTemplate> page_templates();
}

namespace frontdesk::test {
namespace {

const SystemZones system_zones;

view::ViewRoom& room() {
  static const view::TemplateStore templates = [] {
    const std::string folder = FRONTDESK_SOURCE "/templates";
    view::TemplateStore store(folder, "/assets");
    view::ViewProblems problems = store.load_core();
    for (const auto& more : {store.load_plugin("inquiry_form", folder + "/inquiry_form", inquiry_form::page_templates()),
                             store.load_plugin("request_page", folder + "/request_page", request_page::page_templates())}) {
      problems.insert(problems.end(), more.begin(), more.end());
    }
    if (!problems.empty()) throw std::runtime_error(problems.front().file + ": " + problems.front().problem);
    return store;
  }();
  static view::ViewRoom one(templates, system_zones);
  return one;
}

PracticeSnapshot demo_practice() {
  std::ifstream stream(FRONTDESK_SOURCE "/packaging/demo/harbor-therapy.json");
  const std::string text(std::istreambuf_iterator<char>(stream), {});
  auto read = read_practice_file(text, system_zones, KnownSettings{});
  if (!read) throw std::runtime_error("the demo practice can't be read");
  return read->file.content;
}

std::string last_segment(const std::string& path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

Result<Submitted, SubmitRefusal> MadeUpIntake::submit(const RequestDraft& draft) {
  submitted.push_back(draft);
  if (refusal) return failure(SubmitRefusal(*refusal));
  return Submitted{.request = RequestId(1), .conversation = ConversationId(1), .page_token = Sensitive<std::string>("page-token")};
}

std::vector<FieldError> MadeUpIntake::check(const RequestDraft& draft) {
  checked.push_back(draft);
  return errors;
}

LinkOpening MadeUpIntake::opening(std::string_view, LinkPurpose purpose) {
  if (purpose != LinkPurpose::request_page) throw std::logic_error("another page's purpose");
  return acts.empty() || !acts.back().starts_with("answer") ? opens : opens_after_answer;
}

std::optional<LinkSession> MadeUpIntake::answer(std::string_view token, LinkPurpose, const Sensitive<std::string>& answer) {
  acts.push_back("answer " + std::string(token) + ' ' + answer.reveal());
  if (answer.reveal() != "lighthouse") return std::nullopt;
  return LinkSession{.token = Sensitive<std::string>("session-token")};
}

std::optional<RequestView> MadeUpIntake::request_by_page_token(std::string_view token) { return token == "page-token" ? by_token : std::nullopt; }

std::optional<RequestView> MadeUpIntake::request_by_session(std::string_view session_token) {
  return session_token == "session-token" ? by_session : std::nullopt;
}

bool MadeUpIntake::withdraw(RequestId request) {
  acts.push_back("withdraw " + std::to_string(request.value()));
  return may_withdraw;
}

scheduling::PreparedCalendar EngineWithCalendar::calendar_of(ProviderId provider) const {
  return calendar && calendar->provider == provider ? scheduling::PreparedCalendar(*calendar) : scheduling::PreparedCalendar(provider);
}

std::vector<OfferedTime> EngineWithCalendar::times(const OfferQuestion& question, LocalDate from, LocalDate to, std::string_view zone) {
  const auto prepared = calendar_of(question.provider);
  return scheduling::offers({snapshot_, prepared, now_}, question, from, to, find_zone(zone).value());
}

std::optional<OfferedTime> EngineWithCalendar::next_time(const OfferQuestion& question, Instant after) {
  const auto prepared = calendar_of(question.provider);
  return scheduling::next_offer({snapshot_, prepared, now_}, question, after);
}

Verdict EngineWithCalendar::explain(const OfferQuestion& question, Instant start) {
  const auto prepared = calendar_of(question.provider);
  return scheduling::explain({snapshot_, prepared, now_}, question, start);
}

Minutes EngineWithCalendar::duration(ProviderId provider, ServiceId service) {
  return scheduling::duration_of(*snapshot_.find(provider), *snapshot_.find(service));
}

VisitScope::VisitScope() : engine(snapshot_, *parse_instant("2026-11-25T12:00:00Z")), snapshot_(demo_practice()), now_(*parse_instant("2026-11-25T12:00:00Z")) {}

VisitScope& VisitScope::gets(std::string path, const Pairs& query) {
  asked = Request{};
  asked.path_parameters["practice"] = snapshot_.practice.link_name.text();
  if (path.ends_with("/request")) asked.path_parameters["provider"] = last_segment(path.substr(0, path.size() - 8));
  if (path.find("/requests/") != std::string::npos) asked.path_parameters["token"] = last_segment(path);
  for (const auto& [name, value] : query) {
    asked.query.add(name, value);
    asked.raw_query += (asked.raw_query.empty() ? "" : "&") + url_encode(name) + '=' + url_encode(value);
  }
  asked.path = std::move(path);
  view::CallFacts facts;
  facts.request = &asked;
  facts.practice = &snapshot_.practice;
  facts.actor = &actor_;
  facts.locale = snapshot_.practice.locale;
  views_.emplace(room(), std::move(facts));
  return *this;
}

VisitScope& VisitScope::posts(std::string path, const Pairs& query, const Pairs& form) {
  gets(std::move(path), query);
  asked.method = Method::post;
  for (const auto& [name, value] : form) asked.form.add(name, value);
  return *this;
}

const Zones& VisitScope::zones() const { return system_zones; }

std::string VisitScope::text(std::string_view id) { return id == "core.closed_message" ? closed_message : throw std::logic_error("unknown setting"); }

RequestView a_held_request() {
  RequestView view;
  view.id = RequestId(7);
  view.kind = RequestKind::appointment;
  view.hold = HoldState::held;
  view.hold_ends_at = *parse_instant("2026-11-28T12:00:00Z");
  view.start = *parse_instant("2026-12-04T14:00:00Z");
  view.end = *parse_instant("2026-12-04T14:20:00Z");
  view.provider_name = "Jane Smith";
  view.service_name = "Free consultation";
  view.location_name = "Phone session";
  view.session_format = SessionFormat::phone;
  view.location_instructions = "We call you.";
  view.zone = "America/New_York";
  view.client_name = Sensitive<std::string>("Ada Example");
  view.message = Sensitive<std::string>("Mornings are best.");
  view.sent_at = *parse_instant("2026-11-25T12:00:00Z");
  return view;
}

bool has(const Response& response, std::string_view text) { return response.body.find(text) != std::string::npos; }

std::string header(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

}  // namespace frontdesk::test
