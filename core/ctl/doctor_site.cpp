// SPDX-License-Identifier: AGPL-3.0-or-later
#include <sys/timex.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "ctl/doctor.h"
#include "ctl/http_probe.h"
#include "plugin/quarantine_file.h"
#include "scheduling/words.h"
#include "storage/staff_repository.h"
#include "time/zone.h"
#include "view/template_store.h"

namespace frontdesk::ctl {
namespace {

/// Soft limit of a running program's core dumps: "0" when there are none; empty when it can't be seen.
std::string core_limit_of(const std::filesystem::path& process) {
  std::ifstream limits(process / "limits");
  for (std::string line; std::getline(limits, line);) {
    if (!line.starts_with("Max core file size")) continue;
    const auto first = line.find_first_not_of(' ', 18);
    return line.substr(first, line.find(' ', first) - first);
  }
  return {};
}

void check_core_dumps(Findings& findings) {
  std::error_code ignored;
  for (const auto& process : std::filesystem::directory_iterator("/proc", ignored)) {
    std::ifstream in(process.path() / "comm");
    std::string name;
    if (!std::getline(in, name) || !name.starts_with("frontdesk-")) continue;
    const std::string limit = core_limit_of(process.path());
    if (!limit.empty() && limit != "0") {
      findings.broken("core dumps", name + " (process " + process.path().filename().string() + ") may write core dumps, which hold what visitors wrote: start it with LimitCORE=0 or ulimit -c 0");
    }
  }
}

std::string words_of(const view::ViewProblem& problem) { return problem.file + ": " + problem.problem; }

std::set<std::string> zones_of(const PracticeSnapshot& practice) {
  std::set<std::string> zones{practice.practice.timezone};
  for (const Location& location : practice.locations) zones.insert(location.timezone);
  for (const Provider& provider : practice.providers) {
    for (const AvailabilityBlock& block : provider.blocks) zones.insert(block.timezone);
  }
  zones.erase("");
  return zones;
}

void check_practice(Operator& op, storage::UnitOfWork& work, const storage::PracticeListing& listed, Findings& findings) {
  const auto practice = work.practices().load(listed.id);
  if (!practice) return;
  const std::string name = listed.link_name.text();
  if (practice->practice.second_factor == SecondFactor::required) {
    findings.weak(name, "second_factor is required, but this version doesn't ask for a second factor yet: staff sign in with a password alone");
  }
  for (const std::string& zone : zones_of(*practice)) {
    if (!op.zones().is_known(zone)) findings.broken(name, "its time zone " + zone + " isn't in the system's tz database: install or update tzdata");
  }
  for (const auto& finding : scheduling::find_impossible(*practice)) findings.weak(name, scheduling::text_of(*practice, finding));
  const auto staff = work.staff().list(listed.id);
  const bool someone_can_sign_in = std::any_of(staff.begin(), staff.end(), [](const auto& account) { return account.password_hash && !account.disabled_at; });
  if (!someone_can_sign_in) findings.weak(name, "nobody of its staff can sign in: frontdeskctl staff password " + name + " EMAIL");
}

}  // namespace

void check_zones(Operator& op, Findings& findings) {
  static_cast<void>(op);
  if (!find_zone("America/New_York") || !find_zone("UTC")) {
    findings.broken("time zones", "the system's tz database isn't there: apt-get install tzdata");
    return;
  }
  const std::string version = zone_data_version();
  findings.fine("time zones", version.empty() ? "readable" : "tz database " + version);
}

void check_plugins_and_templates(Operator& op, Findings& findings) {
  const Config& config = op.config();
  view::TemplateStore templates(config.templates_path, config.assets_url);
  const auto core = templates.load_core();
  for (const auto& problem : core) findings.broken("templates", words_of(problem) + " (is [paths] templates right?)");
  std::string loaded;
  for (const auto& plugin : op.plugins().all()) {
    if (!plugin->is_serving()) {
      findings.broken("plugin " + plugin->id(), plugin->report.reason);
      continue;
    }
    // Without the core's words and layouts, each plugin's templates would only repeat what is wrong with those.
    const auto problems = core.empty() ? templates.load_plugin(plugin->id(), plugin->report.folder + "/templates", plugin->declarations.pages) : view::ViewProblems{};
    for (const auto& problem : problems) findings.broken("plugin " + plugin->id(), words_of(problem));
    if (problems.empty()) loaded += (loaded.empty() ? "" : ", ") + plugin->id();
  }
  for (const std::string& id : read_quarantine(quarantine_file(config.host_socket))) {
    findings.broken("plugin " + id, "it kept crashing frontdesk-host and is left out; mend or remove it, then reload the host");
  }
  if (loaded.empty()) findings.broken("plugins", "none could be loaded: see [paths] plugins in " + config.file);
  else findings.fine("plugins", loaded);
  const auto overrides = core.empty() ? templates.load_overrides(config.overrides_path) : view::ViewProblems{};
  for (const auto& problem : overrides) findings.weak("templates", words_of(problem) + "; the default serves in its place");
  if (core.empty() && overrides.empty()) findings.fine("templates", "all can be read");
}

void check_route(Operator& op, Findings& findings) {
  const std::string& url = op.config().base_url;
  const Probe answer = probe(url, "/healthz");
  if (!answer.connected) {
    findings.broken("web server", "nothing answers at " + url + " (" + answer.problem + "): start the web server (docs/install.md, step 6), or mend [site] base_url");
  } else if (url.starts_with("https://")) {
    findings.fine("web server", url + " takes connections; to see the whole way: curl -fsS " + url + "/healthz");
  } else if (answer.status == 200) {
    findings.fine("web server", url + "/healthz answers: web server, host and database work together");
  } else if (answer.status == 404) {
    findings.weak("web server", url + "/healthz answers 404: either this machine isn't one of the web server's peers, or the address leads elsewhere");
  } else if (answer.status == 502 || answer.status == 504) {
    findings.broken("web server", url + " answers, but can't reach frontdesk-host (" + std::to_string(answer.status) + "): see that it runs, and that its socket is the one in the web server's configuration and can be opened by the web server's user");
  } else if (answer.status == 503) {
    findings.broken("web server", url + "/healthz answers 503: the host can't reach the database, or too many requests wait");
  } else {
    findings.broken("web server", url + "/healthz doesn't answer as it should (" + (answer.status == 0 ? answer.problem : std::to_string(answer.status)) + "): is this Frontdesk's web server?");
  }
}

void check_machine(Operator& op, Findings& findings) {
  static_cast<void>(op);
  timex clock{};
  const int state = adjtimex(&clock);
  if (state == TIME_ERROR || (clock.status & STA_UNSYNC) != 0) {
    findings.weak("clock", "isn't synchronised: what is held or offered depends on it. Run systemd-timesyncd or chrony");
  } else if (state >= 0) {
    findings.fine("clock", "synchronised");
  }
  check_core_dumps(findings);
}

void check_practices(Operator& op, Findings& findings) {
  const auto work = op.reading();
  const auto practices = work->practices().list();
  const std::size_t before = findings.all().size();
  for (const auto& listed : practices) check_practice(op, *work, listed, findings);
  if (findings.all().size() == before) findings.fine("practices", std::to_string(practices.size()));
}

}  // namespace frontdesk::ctl
