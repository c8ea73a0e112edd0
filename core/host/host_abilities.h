// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "application/conversation_service.h"
#include "application/intake_service.h"
#include "application/scheduling_service.h"
#include "application/staff_session.h"
#include "host/site.h"
#include "plugin/abilities.h"

namespace frontdesk {

/// What a request brings to its abilities; everything outlives them.
struct RequestFacts {
  const Request& request;
  const PracticeState& practice;
  const Actor& actor;
  const OpenStaffSession* session = nullptr;
  Instant now;
  storage::AccessMode mode = storage::AccessMode::read_only;
};

/// A request's abilities: one unit of work and the services that work in it.
class HostAbilities final : public Abilities {
 public:
  HostAbilities(Site& site, const RequestFacts& facts, std::unique_ptr<storage::UnitOfWork> unit);
  ~HostAbilities() override;

  void attach(PluginVoices& voices) override { voices_ = &voices; }
  const Practice& practice() override { return facts_.practice.snapshot->practice; }
  SchedulingService& scheduling() override;
  Intake& intake() override;
  Conversations& conversations() override;
  Accounts& accounts() override;
  Views& views() override;
  const Zones& zones() const override { return site_.zones; }
  std::unique_ptr<Store> store(std::string_view plugin_id) override;
  std::string form_token(std::string_view form) override;
  void commit() override { unit_->commit(); }

 private:
  [[nodiscard]] DeskCall desk();
  Site& site_;
  const RequestFacts& facts_;
  std::unique_ptr<storage::UnitOfWork> unit_;
  PluginVoices* voices_ = nullptr;
  std::optional<SchedulingService> scheduling_;
  std::optional<IntakeService> intake_;
  std::optional<ConversationService> conversations_;
  std::optional<AccountService> accounts_;
  std::unique_ptr<Views> views_;
};

/// Pages and words for a request, with or without a practice. `voices` may be null: no panels, no menu.
[[nodiscard]] std::unique_ptr<view::PageViews> make_views(Site& site, const Request& request, const Practice* practice, const Actor* actor,
                                                          PluginVoices* voices, std::function<std::string(std::string_view)> form_token);

/// A token for `form`: bound to the session when the form is for staff. Throws std::logic_error for a form that no route takes.
[[nodiscard]] std::string issue_form_token(const Site& site, const RequestFacts& facts, std::string_view form);

/// What binds a staff form to a session; empty without one.
[[nodiscard]] std::string session_binding(const OpenStaffSession* session);

}  // namespace frontdesk
