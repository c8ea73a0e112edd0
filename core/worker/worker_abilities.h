// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "application/conversation_service.h"
#include "application/intake_service.h"
#include "application/scheduling_service.h"
#include "plugin/abilities.h"
#include "worker/workshop.h"

namespace frontdesk {

/// What a plugin's observer or job may use: everything but accounts and forms, which belong to somebody's request. The practice outlives it.
class WorkerAbilities final : public Abilities {
 public:
  WorkerAbilities(Workshop& workshop, const Practice& practice, Instant now, std::unique_ptr<storage::UnitOfWork> unit);
  ~WorkerAbilities() override;

  void attach(PluginVoices& voices) override { voices_ = &voices; }
  const Practice& practice() override { return practice_; }
  Scheduling& scheduling() override { return scheduling_; }
  Intake& intake() override { return intake_; }
  Conversations& conversations() override { return conversations_; }
  /// Throws std::logic_error: nobody is signed in here.
  Accounts& accounts() override;
  Views& views() override;
  const Zones& zones() const override { return workshop_.zones; }
  std::unique_ptr<Store> store(std::string_view plugin_id) override;
  std::string form_token(std::string_view form) override;
  void commit() override { unit_->commit(); }

  [[nodiscard]] storage::UnitOfWork& unit() { return *unit_; }

 private:
  Workshop& workshop_;
  const Practice& practice_;
  const Request no_request_;
  const Actor nobody_;
  std::unique_ptr<storage::UnitOfWork> unit_;
  PluginVoices* voices_ = nullptr;
  SchedulingService scheduling_;
  DeskCall desk_;
  IntakeService intake_;
  ConversationService conversations_;
  std::optional<view::PageViews> views_;
};

}  // namespace frontdesk
