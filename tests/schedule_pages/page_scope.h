// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>

#include "domain/practice_file.h"
#include "frontdesk/plugin.h"
#include "frontdesk/time_text.h"
#include "plugins/practice_page/practice_page.h"
#include "plugins/provider_page/provider_page.h"
#include "scheduling/engine.h"
#include "time/system_zones.h"
#include "time/zone.h"
#include "view/page_views.h"

/// A call on the demo practice, with nothing behind it but the engine and the shipped templates.
namespace frontdesk::test {

inline const SystemZones system_zones;

inline const view::TemplateStore& shipped_templates() {
  static const auto store = [] {
    const std::string templates = FRONTDESK_SOURCE "/templates";
    auto one = std::make_unique<view::TemplateStore>(templates, "/assets");
    view::ViewProblems problems = one->load_core();
    const auto add = [&](const view::ViewProblems& more) { problems.insert(problems.end(), more.begin(), more.end()); };
    add(one->load_plugin("practice_page", templates + "/practice_page", {{.name = "practice_page/practice", .shape = practice_page::shape()}}));
    add(one->load_plugin("provider_page", templates + "/provider_page",
                         {{.name = "provider_page/provider", .shape = provider_page::shape()}, {.name = "provider_page/closed", .shape = provider_page::closed_shape()}}));
    if (!problems.empty()) throw std::runtime_error(problems.front().file + ": " + problems.front().problem);
    return one;
  }();
  return *store;
}

inline PracticeSnapshot demo_practice() {
  std::ifstream stream(FRONTDESK_SOURCE "/packaging/demo/harbor-therapy.json");
  const std::string text(std::istreambuf_iterator<char>(stream), {});
  auto read = read_practice_file(text, system_zones, KnownSettings{});
  if (!read) throw std::runtime_error("the demo practice can't be read");
  return read->file.content;
}

/// Scheduling without a database: calendars are empty.
class EngineOnly final : public Scheduling {
 public:
  EngineOnly(const PracticeSnapshot& snapshot, Instant now) : snapshot_(snapshot), now_(now) {}
  [[nodiscard]] const PracticeSnapshot& practice() override { return snapshot_; }
  [[nodiscard]] std::vector<OfferedTime> times(const OfferQuestion& question, LocalDate from, LocalDate to, std::string_view zone) override {
    const scheduling::PreparedCalendar calendar(question.provider);
    return scheduling::offers({snapshot_, calendar, now_}, question, from, to, find_zone(zone).value());
  }
  [[nodiscard]] std::string times_as_json(const OfferQuestion& question, LocalDate from, LocalDate to, std::string_view zone) override {
    return "{\"times\":" + std::to_string(times(question, from, to, zone).size()) + '}';
  }
  [[nodiscard]] std::optional<OfferedTime> next_time(const OfferQuestion& question, Instant after) override {
    const scheduling::PreparedCalendar calendar(question.provider);
    return scheduling::next_offer({snapshot_, calendar, now_}, question, after);
  }
  [[nodiscard]] Verdict explain(const OfferQuestion&, Instant) override { throw std::logic_error("not asked by pages"); }
  [[nodiscard]] Minutes duration(ProviderId provider, ServiceId service) override { return scheduling::duration_of(*snapshot_.find(provider), *snapshot_.find(service)); }

 private:
  const PracticeSnapshot& snapshot_;
  Instant now_;
};

class PageScope final : public Scope, private Settings {
 public:
  /// Wednesday, November 25, 2026, 07:00 in Portland.
  explicit PageScope(PracticeSnapshot snapshot = demo_practice()) : snapshot_(std::move(snapshot)), engine_(snapshot_, now_) {}

  /// `query` as name and value pairs.
  PageScope& asks(std::string path, const std::vector<std::pair<std::string, std::string>>& query = {}) {
    request_ = Request{};
    request_.path = std::move(path);
    request_.path_parameters["practice"] = snapshot_.practice.link_name.text();
    for (const auto& [name, value] : query) {
      request_.query.add(name, value);
      request_.raw_query += (request_.raw_query.empty() ? "" : "&") + url_encode(name) + '=' + url_encode(value);
    }
    views_.emplace(room_, view::CallFacts{.request = &request_, .practice = &snapshot_.practice, .actor = &actor_, .locale = snapshot_.practice.locale,
                                          .menu = {}, .form_token = {}, .panels = {}, .override_failed = {}});
    return *this;
  }
  PageScope& asks_provider(const std::string& provider, const std::vector<std::pair<std::string, std::string>>& query = {}, const std::string& below = "") {
    asks("/o/harbor-therapy/schedule/" + provider + below, query);
    request_.path_parameters["provider"] = provider;
    return *this;
  }
  PracticeSnapshot& stored() { return snapshot_; }
  std::string closed_message;
  bool has_inquiry_form = true;

  [[nodiscard]] const Request& request() const override { return request_; }
  [[nodiscard]] const Practice& practice() const override { return snapshot_.practice; }
  [[nodiscard]] const Actor& actor() const override { return actor_; }
  [[nodiscard]] Instant now() const override { return now_; }
  [[nodiscard]] Settings& settings() override { return *this; }
  [[nodiscard]] Scheduling& scheduling() override { return engine_; }
  [[nodiscard]] Intake& intake() override { throw std::logic_error("not asked by pages"); }
  [[nodiscard]] Conversations& conversations() override { throw std::logic_error("not asked by pages"); }
  [[nodiscard]] Accounts& accounts() override { throw std::logic_error("not asked by pages"); }
  [[nodiscard]] Store& store() override { throw std::logic_error("not asked by pages"); }
  [[nodiscard]] Views& views() override { return *views_; }
  [[nodiscard]] const Zones& zones() const override { return system_zones; }
  [[nodiscard]] Log& log() override { throw std::logic_error("not asked by pages"); }
  [[nodiscard]] std::string form_token(std::string_view) override { throw std::logic_error("not asked by pages"); }
  [[nodiscard]] bool form_is_fresh() const override { return true; }
  [[nodiscard]] bool is_enabled(std::string_view plugin) const override { return plugin != "inquiry_form" || has_inquiry_form; }
  [[nodiscard]] std::string_view base_url() const override { return "http://127.0.0.1:8080"; }

 private:
  [[nodiscard]] std::string text(std::string_view id) override { return id == "core.closed_message" ? closed_message : throw std::logic_error("unknown setting"); }
  [[nodiscard]] std::int64_t number(std::string_view) override { throw std::logic_error("unknown setting"); }
  [[nodiscard]] bool flag(std::string_view) override { throw std::logic_error("unknown setting"); }

  PracticeSnapshot snapshot_;
  Instant now_ = *parse_instant("2026-11-25T12:00:00Z");
  EngineOnly engine_;
  view::ViewRoom room_{shipped_templates(), system_zones};
  Request request_;
  Actor actor_;
  std::optional<view::PageViews> views_;
};

inline bool has(const Response& response, std::string_view text) { return response.body.find(text) != std::string::npos; }

}  // namespace frontdesk::test
