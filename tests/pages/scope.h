// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "tests/pages/made_up.h"
#include "time/system_zones.h"
#include "view/page_views.h"

namespace frontdesk::test {

/// Harbor Therapy in New York with the providers Jane Smith (1) and Omar Haddad (2).
[[nodiscard]] PracticeSnapshot harbor();
[[nodiscard]] Actor sam();  ///< an admin

/// Tuesday, December 1, 2026, 10:00 in New York.
inline constexpr Instant made_up_now{std::chrono::sys_days{std::chrono::year{2026} / 12 / 1} + std::chrono::hours{15}};

/// A call of a handler, with the real templates and words.
class PageScope final : public Scope {
 public:
  explicit PageScope(Request request, Actor actor = sam());

  MadeUpConversations conversations_made_up;
  MadeUpAccounts accounts_made_up;
  bool is_fresh = true;
  Instant now_is = made_up_now;

  const Request& request() const override { return request_; }
  const Practice& practice() const override { return scheduling_.snapshot.practice; }
  const Actor& actor() const override { return actor_; }
  Instant now() const override { return now_is; }
  Scheduling& scheduling() override { return scheduling_; }
  Conversations& conversations() override { return conversations_made_up; }
  Accounts& accounts() override { return accounts_made_up; }
  Views& views() override { return *views_; }
  const Zones& zones() const override { return zones_; }
  std::string form_token(std::string_view form) override { return "token-of-" + std::string(form); }
  bool form_is_fresh() const override { return is_fresh; }
  bool is_enabled(std::string_view) const override { return true; }
  std::string_view base_url() const override { return "https://portal.example"; }

  Settings& settings() override { throw std::logic_error("not made up"); }
  Intake& intake() override { throw std::logic_error("not made up"); }
  Store& store() override { throw std::logic_error("not made up"); }
  Log& log() override { throw std::logic_error("not made up"); }

 private:
  Request request_;
  Actor actor_;
  MadeUpScheduling scheduling_;
  SystemZones zones_;
  std::unique_ptr<view::PageViews> views_;
};

[[nodiscard]] Request get(const std::string& query = {});
[[nodiscard]] Request post(const std::vector<std::pair<std::string, std::string>>& form);

[[nodiscard]] bool holds(const Response& response, std::string_view text);
/// The header's first value; empty when there is none.
[[nodiscard]] std::string header(const Response& response, std::string_view name);

}  // namespace frontdesk::test
