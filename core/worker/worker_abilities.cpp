// SPDX-License-Identifier: AGPL-3.0-or-later
#include "worker/worker_abilities.h"

#include <stdexcept>

namespace frontdesk {

WorkerAbilities::WorkerAbilities(Workshop& workshop, const Practice& practice, Instant now, std::unique_ptr<storage::UnitOfWork> unit)
    : workshop_(workshop),
      practice_(practice),
      unit_(std::move(unit)),
      scheduling_(*unit_, storage::AccessMode::read_write, practice.id, now, workshop.snapshots),
      desk_{.unit = *unit_, .scheduling = scheduling_, .rules = workshop.desk_rules, .actor = nobody_, .practice = practice.id, .now = now},
      intake_(desk_,
              [this](const RequestDraft& draft) { return voices_ == nullptr ? std::optional<std::string>() : voices_->refusal(draft); }),
      conversations_(desk_) {}

WorkerAbilities::~WorkerAbilities() = default;

Accounts& WorkerAbilities::accounts() { throw std::logic_error("the worker has no accounts: nobody is signed in here"); }

Views& WorkerAbilities::views() {
  if (!views_) {
    view::CallFacts facts;
    facts.request = &no_request_;
    facts.practice = &practice_;
    facts.actor = &nobody_;
    facts.locale = view::choose_locale("", "", practice_.locale, workshop_.templates.catalogues().languages());
    facts.panels = [this](std::string_view slot, std::string_view subject) {
      return voices_ == nullptr ? std::vector<Fragment>() : voices_->panels(slot, subject);
    };
    views_.emplace(workshop_.views, std::move(facts));
  }
  return *views_;
}

std::unique_ptr<Store> WorkerAbilities::store(std::string_view plugin_id) { return unit_->plugin_store(plugin_id, practice_.id.value()); }

std::string WorkerAbilities::form_token(std::string_view form) { throw std::logic_error("the worker has no forms: " + std::string(form)); }

}  // namespace frontdesk
