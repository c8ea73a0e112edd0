// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/staff_session.h"
#include "base/crypto.h"
#include "storage/errors.h"
#include "storage/link_repository.h"
#include "storage/practice_repository.h"
#include "storage/staff_repository.h"
#include "storage/transaction.h"
#include "storage/try_counter_repository.h"
#include "worker/plugin_call.h"
#include "worker/rounds.h"

namespace frontdesk {

namespace {

constexpr int batch = 1000;
constexpr std::chrono::days kept_links{30};
constexpr std::chrono::days kept_counts{7};

/// Who counts first in a period runs the job: of several workers one.
bool claims(Workshop& workshop, const LoadedPlugin& plugin, const Job& job, PracticeId practice, Instant now) {
  const Minutes every = std::max(job.every, Minutes{1});
  const Instant period{every * (std::chrono::floor<Minutes>(now.time_since_epoch()) / every)};
  const auto subject = crypto::hash(plugin.id() + '/' + job.name + '/' + std::to_string(practice.value()));
  bool is_first = false;
  storage::in_transaction(*workshop.database, [&](storage::UnitOfWork& unit) {
    is_first = false;
    if (unit.tries().count("worker.job", subject, period) > 0) return;
    unit.tries().add("worker.job", subject, period);
    is_first = unit.tries().count("worker.job", subject, period) == 1;
  });
  return is_first;
}

bool has_jobs(const Workshop& workshop) {
  for (const auto& plugin : workshop.plugins.all()) {
    if (plugin->is_serving() && !plugin->declarations.jobs.empty()) return true;
  }
  return false;
}

int run_jobs_of(Workshop& workshop, LoadedPlugin& plugin, const PracticeInHand& practice, Instant now) {
  int ran = 0;
  for (const Job& job : plugin.declarations.jobs) {
    if (!claims(workshop, plugin, job, practice.snapshot.practice.id, now)) continue;
    const auto outcome = call_plugin(workshop, plugin, practice, now, [&](Scope& scope, storage::UnitOfWork&) {
      job.run(scope);
      return true;
    });
    if (outcome.kind == CallOutcome::Kind::unavailable) throw storage::Unavailable("the database went away while a job ran");
    ++ran;
  }
  return ran;
}

}  // namespace

int run_jobs(Workshop& workshop, Instant now) {
  if (!has_jobs(workshop)) return 0;
  int ran = 0;
  const auto practices = workshop.database->begin(storage::AccessMode::read_only)->practices().list();
  for (const auto& listing : practices) {
    if (listing.suspended) continue;
    const auto practice = workshop.practice(listing.id);
    if (!practice) continue;
    for (const auto& plugin : workshop.plugins.all()) {
      if (plugin->is_serving() && practice->enablement.is_enabled(plugin->id())) ran += run_jobs_of(workshop, *plugin, *practice, now);
    }
  }
  return ran;
}

int tidy_up(Workshop& workshop, Instant now) {
  std::uint64_t removed = 0;
  storage::in_transaction(*workshop.database, [&](storage::UnitOfWork& unit) {
    removed = unit.links().remove_ended(now - kept_links, batch) + unit.tries().remove_before(now - kept_counts, batch) +
              unit.staff().remove_ended_sessions(now, now - staff_session_idle);
  });
  return static_cast<int>(removed);
}

}  // namespace frontdesk
