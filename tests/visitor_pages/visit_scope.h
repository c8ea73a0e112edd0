// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "frontdesk/plugin.h"
#include "scheduling/engine.h"
#include "view/page_views.h"

namespace frontdesk::test {

using Pairs = std::vector<std::pair<std::string, std::string>>;

/// Intake that answers what a test put into it and remembers what it was asked.
class MadeUpIntake final : public Intake {
 public:
  std::vector<FieldError> errors;
  std::optional<SubmitRefusal> refusal;
  LinkOpening opens = LinkOpening::open;
  LinkOpening opens_after_answer = LinkOpening::asks;
  bool has_word = false;
  bool may_withdraw = true;
  std::optional<RequestView> by_token;
  std::optional<RequestView> by_session;

  std::vector<RequestDraft> checked;
  std::vector<RequestDraft> submitted;
  std::vector<std::string> acts;

  Result<Submitted, SubmitRefusal> submit(const RequestDraft& draft) override;
  std::vector<FieldError> check(const RequestDraft& draft) override;
  LinkOpening opening(std::string_view token, LinkPurpose purpose) override;
  std::optional<LinkSession> answer(std::string_view token, LinkPurpose purpose, const Sensitive<std::string>& answer) override;
  bool asks_for_word(std::string_view, LinkPurpose) override { return has_word; }
  std::optional<RequestView> request_by_page_token(std::string_view token) override;
  std::optional<RequestView> request_by_session(std::string_view session_token) override;
  bool withdraw(RequestId request) override;
  void close(std::string_view token_or_session) override { acts.push_back("close " + std::string(token_or_session)); }
};

/// The engine over one practice and at most one calendar; whatever else is asked has an empty one.
class EngineWithCalendar final : public Scheduling {
 public:
  EngineWithCalendar(const PracticeSnapshot& snapshot, Instant now) : snapshot_(snapshot), now_(now) {}
  std::optional<CalendarSnapshot> calendar;

  const PracticeSnapshot& practice() override { return snapshot_; }
  std::vector<OfferedTime> times(const OfferQuestion& question, LocalDate from, LocalDate to, std::string_view zone) override;
  std::string times_as_json(const OfferQuestion&, LocalDate, LocalDate, std::string_view) override { throw std::logic_error("not asked by forms"); }
  std::optional<OfferedTime> next_time(const OfferQuestion& question, Instant after) override;
  Verdict explain(const OfferQuestion& question, Instant start) override;
  Minutes duration(ProviderId provider, ServiceId service) override;

 private:
  [[nodiscard]] scheduling::PreparedCalendar calendar_of(ProviderId provider) const;
  const PracticeSnapshot& snapshot_;
  Instant now_;
};

/// A visitor's call on the demo practice. Wednesday, November 25, 2026, 07:00 in Portland.
class VisitScope final : public Scope, private Settings {
 public:
  VisitScope();

  VisitScope& gets(std::string path, const Pairs& query = {});
  /// The address as for `gets`, with a body.
  VisitScope& posts(std::string path, const Pairs& query, const Pairs& form);

  PracticeSnapshot& stored() { return snapshot_; }
  MadeUpIntake made_up;
  EngineWithCalendar engine;
  bool is_fresh = true;
  std::string base = "https://portal.example";
  std::string closed_message;
  Request asked;

  const Request& request() const override { return asked; }
  const Practice& practice() const override { return snapshot_.practice; }
  const Actor& actor() const override { return actor_; }
  Instant now() const override { return now_; }
  Settings& settings() override { return *this; }
  Scheduling& scheduling() override { return engine; }
  Intake& intake() override { return made_up; }
  Views& views() override { return *views_; }
  const Zones& zones() const override;
  std::string form_token(std::string_view form) override { return "new-token-of-" + std::string(form); }
  bool form_is_fresh() const override { return is_fresh; }
  bool is_enabled(std::string_view) const override { return true; }
  std::string_view base_url() const override { return base; }

  Conversations& conversations() override { throw std::logic_error("not for visitors"); }
  Accounts& accounts() override { throw std::logic_error("not for visitors"); }
  Store& store() override { throw std::logic_error("not here"); }
  Log& log() override { throw std::logic_error("not here"); }

 private:
  std::string text(std::string_view id) override;
  std::int64_t number(std::string_view) override { throw std::logic_error("unknown setting"); }
  bool flag(std::string_view) override { throw std::logic_error("unknown setting"); }

  PracticeSnapshot snapshot_;
  Instant now_;
  Actor actor_;
  std::optional<view::PageViews> views_;
};

/// A held request for Jane's telephone consultation on Friday, December 4, as its private page shows it.
[[nodiscard]] RequestView a_held_request();

[[nodiscard]] bool has(const Response& response, std::string_view text);
[[nodiscard]] std::string header(const Response& response, std::string_view name);

}  // namespace frontdesk::test
