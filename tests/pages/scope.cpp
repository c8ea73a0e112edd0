// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/pages/scope.h"

#include <stdexcept>

#include "plugins/accounts/account.h"
#include "plugins/accounts/sign_in.h"
#include "plugins/conversations/conversation_model.h"
#include "plugins/conversations/inbox.h"

namespace frontdesk::test {
namespace {

const SystemZones system_zones;

void require_none(const view::ViewProblems& problems) {
  if (!problems.empty()) throw std::runtime_error(problems.front().file + ": " + problems.front().problem);
}

view::ViewRoom& room() {
  static const view::TemplateStore templates = [] {
    view::TemplateStore store(FRONTDESK_TEMPLATES, "/assets");
    require_none(store.load_core());
    require_none(store.load_plugin("accounts", FRONTDESK_TEMPLATES "/accounts", {accounts::sign_in_template(), accounts::account_template()}));
    require_none(store.load_plugin("conversations", FRONTDESK_TEMPLATES "/conversations",
                                   {conversations::inbox_template(), conversations::conversation_template()}));
    return store;
  }();
  static view::ViewRoom one(templates, system_zones);
  return one;
}

LinkName link(std::string_view text) { return LinkName::parse(text).value(); }

Provider provider(std::uint64_t id, std::string_view link_name, std::string name) {
  return {.id = ProviderId(id),
          .link_name = link(link_name),
          .previous_link_names = {},
          .name = std::move(name),
          .credentials = {},
          .pronouns = {},
          .bio = {},
          .services = {},
          .locations = {},
          .rules = {},
          .blocks = {}};
}

}  // namespace

PracticeSnapshot harbor() {
  return {.practice = {.id = PracticeId(1),
                       .link_name = link("harbor-therapy"),
                       .previous_link_names = {},
                       .name = "Harbor Therapy",
                       .timezone = "America/New_York",
                       .introduction = {},
                       .phone = "+1 207 555 0142",
                       .email = {},
                       .website = {},
                       .crisis_notice = {},
                       .rules = {},
                       .settings = {}},
          .services = {},
          .locations = {},
          .providers = {provider(1, "jane-smith", "Jane Smith"), provider(2, "omar-haddad", "Omar Haddad")}};
}

Actor sam() {
  return {.staff = StaffMember{.id = StaffId(3), .name = "Sam Ortiz", .email = "desk@harbor-therapy.example", .role = StaffRole::admin, .provider = {}}};
}

PageScope::PageScope(Request request, Actor actor) : request_(std::move(request)), actor_(std::move(actor)), scheduling_(harbor()) {
  view::CallFacts facts;
  facts.request = &request_;
  facts.practice = &scheduling_.snapshot.practice;
  facts.actor = &actor_;
  facts.locale = "en-US";
  facts.menu = [] { return std::vector<view::MenuEntry>{{"/o/harbor-therapy/staff/conversations", "conversations.title", true}}; };
  facts.form_token = [](std::string_view form) { return "token-of-" + std::string(form); };
  facts.panels = [](std::string_view, std::string_view) { return std::vector<Fragment>{}; };
  views_ = std::make_unique<view::PageViews>(room(), std::move(facts));
}

Request get(const std::string& query) {
  Request request;
  std::size_t at = 0;
  while (at < query.size()) {
    const auto end = std::min(query.find('&', at), query.size());
    const auto pair = query.substr(at, end - at);
    const auto equals = pair.find('=');
    request.query.add(pair.substr(0, equals), equals == std::string::npos ? "" : pair.substr(equals + 1));
    at = end + 1;
  }
  return request;
}

Request post(const std::vector<std::pair<std::string, std::string>>& form) {
  Request request;
  request.method = Method::post;
  for (const auto& [name, value] : form) request.form.add(name, value);
  return request;
}

bool holds(const Response& response, std::string_view text) { return response.body.find(text) != std::string::npos; }

std::string header(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

}  // namespace frontdesk::test
