// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "ctl/operator.h"

/// The checks of `frontdeskctl doctor`. Each reports what it found and, where something is wrong, what to do about it; none changes anything.
namespace frontdesk::ctl {

class Findings {
 public:
  enum class Level : std::uint8_t { fine = 1, weak, broken };
  struct Finding {
    Level level = Level::fine;
    std::string what;   ///< "database"
    std::string words;  ///< what was found, and the remedy
  };

  void fine(std::string what, std::string words) { all_.push_back({Level::fine, std::move(what), std::move(words)}); }
  /// Works, but keeps less than it promises or needs a look.
  void weak(std::string what, std::string words) { all_.push_back({Level::weak, std::move(what), std::move(words)}); }
  void broken(std::string what, std::string words) { all_.push_back({Level::broken, std::move(what), std::move(words)}); }
  [[nodiscard]] const std::vector<Finding>& all() const { return all_; }

 private:
  std::vector<Finding> all_;
};

/// Modes and owners of what holds secrets or mail; logs; limits and addresses of the configuration.
void check_files(Operator& op, Findings& findings);
/// Where mail goes, and whether any is stuck; `database_is_fit`: the outbox can be asked.
void check_mail(Operator& op, bool database_is_fit, Findings& findings);
/// Server, its settings, schema, accounts. True when the rest may use the database.
[[nodiscard]] bool check_database(Operator& op, Findings& findings);
void check_zones(Operator& op, Findings& findings);
void check_plugins_and_templates(Operator& op, Findings& findings);
/// Asks the web server at the base URL for /healthz.
void check_route(Operator& op, Findings& findings);
/// The machine's clock, and core dumps of running programs.
void check_machine(Operator& op, Findings& findings);
/// What practices have set that isn't kept or can't work.
void check_practices(Operator& op, Findings& findings);
/// The health checks of plugins, in each practice that has them on.
void check_plugin_health(Operator& op, Findings& findings);

}  // namespace frontdesk::ctl
