// SPDX-License-Identifier: AGPL-3.0-or-later
#include "host/host_abilities.h"

#include <stdexcept>

namespace frontdesk {

HostAbilities::HostAbilities(Site& site, const RequestFacts& facts, std::unique_ptr<storage::UnitOfWork> unit)
    : site_(site), facts_(facts), unit_(std::move(unit)) {}

HostAbilities::~HostAbilities() = default;

SchedulingService& HostAbilities::scheduling() {
  if (!scheduling_) scheduling_.emplace(*unit_, facts_.mode, practice().id, facts_.now, site_.snapshots);
  return *scheduling_;
}
DeskCall HostAbilities::desk() {
  return {.unit = *unit_, .scheduling = scheduling(), .rules = site_.desk_rules, .actor = facts_.actor, .practice = practice().id, .now = facts_.now};
}

Intake& HostAbilities::intake() {
  if (!intake_) intake_.emplace(desk(), [this](const RequestDraft& draft) { return voices_->refusal(draft); });
  return *intake_;
}

Conversations& HostAbilities::conversations() {
  if (!conversations_) conversations_.emplace(desk());
  return *conversations_;
}

Accounts& HostAbilities::accounts() {
  if (!accounts_) {
    accounts_.emplace(*unit_, site_.account_rules, site_.password_pool,
                      AccountCall{.practice = practice(), .request = facts_.request, .now = facts_.now, .session = facts_.session});
  }
  return *accounts_;
}

Views& HostAbilities::views() {
  if (!views_) {
    views_ = make_views(site_, facts_.request, &practice(), &facts_.actor, voices_,
                        [this](std::string_view form) { return issue_form_token(site_, facts_, form); });
  }
  return *views_;
}

std::unique_ptr<Store> HostAbilities::store(std::string_view plugin_id) { return unit_->plugin_store(plugin_id, practice().id.value()); }

std::string HostAbilities::form_token(std::string_view form) { return issue_form_token(site_, facts_, form); }

std::string session_binding(const OpenStaffSession* session) { return session == nullptr ? std::string() : crypto::to_hex(session->session.csrf_key); }

std::string issue_form_token(const Site& site, const RequestFacts& facts, std::string_view form) {
  const auto is_staff_form = site.routes->is_staff_form(form);
  if (!is_staff_form) throw std::logic_error("no route takes the form " + std::string(form));
  const std::string session = *is_staff_form ? session_binding(facts.session) : std::string();
  return site.form_tokens.issue({.form = form, .practice = facts.practice.snapshot->practice.id, .session = session}, facts.now);
}

std::unique_ptr<view::PageViews> make_views(Site& site, const Request& request, const Practice* practice, const Actor* actor, PluginVoices* voices,
                                            std::function<std::string(std::string_view)> form_token) {
  view::CallFacts facts;
  facts.request = &request;
  facts.practice = practice;
  facts.actor = actor;
  facts.locale = view::choose_locale(request.query.get("lang"), request.accept_language, practice == nullptr ? "" : practice->locale,
                                     site.templates.catalogues().languages());
  if (voices != nullptr) {
    facts.panels = [voices](std::string_view slot, std::string_view subject) { return voices->panels(slot, subject); };
    facts.menu = [voices, practice, &request] {
      std::vector<view::MenuEntry> menu;
      for (const Navigation& entry : voices->navigation()) {
        const std::string href = "/o/" + practice->link_name.text() + "/staff/" + entry.path;
        const bool is_current = request.path == href || request.path.starts_with(href + '/');
        menu.push_back({.href = href, .message_key = entry.message_key, .is_current = is_current});
      }
      return menu;
    };
  }
  facts.form_token = [&site, issue = std::move(form_token)](std::string_view form) {
    return issue && site.routes->is_staff_form(form) ? issue(form) : std::string();
  };
  facts.override_failed = [&site, &request](std::string_view name) {
    site.error_log.warn(LogLine("override_failed").code("template", name).code("request_id", request.id));
  };
  return std::make_unique<view::PageViews>(site.views, std::move(facts));
}

}  // namespace frontdesk
