// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "frontdesk/result.h"
#include "frontdesk/sensitive.h"

/// The one configuration file that all three programs read (INI). `docs/install.md` lists every key.
namespace frontdesk {

struct DatabaseAccount {
  std::string user;
  Sensitive<std::string> password;
};

struct Config {
  std::string file;  ///< where it was read from

  // [site] base_url
  std::string base_url;               ///< "https://portal.example", no slash at the end

  // [database] socket, host, port, name, user, password_file, migrate_user, migrate_password_file
  std::string database_socket;        ///< wins over host and port
  std::string database_host;
  int database_port = 3306;
  std::string database_name = "frontdesk";
  DatabaseAccount serving;            ///< user, password_file
  DatabaseAccount migrating;          ///< migrate_user, migrate_password_file; empty: not on this machine
  std::string migrating_unreadable;   ///< why this user can't use the migrating account; empty: can, or there is none

  // [paths] plugins, sql, templates, overrides, assets_url
  std::vector<std::string> plugin_paths;  ///< "plugins", separated by ':'; each holds bundles <id>/plugin.so
  std::string sql_path;                   ///< holds core/NNNN_*.sql
  std::string templates_path;             ///< layout, errors, mail, messages, assets
  std::string overrides_path;             ///< <overrides>/<practice>/<plugin>/<template>.mustache; may be empty
  std::string assets_url = "/assets";

  // [host] socket, threads, access_log, error_log
  std::string host_socket;            ///< used where file descriptor 0 is no socket
  int threads = 8;
  std::string access_log;             ///< empty: standard error
  std::string error_log;              ///< empty: standard error

  // [mail] directory, smtp_host, smtp_port, smtp_user, smtp_password_file, from
  std::string mail_directory;         ///< each message a .eml file, where no SMTP server is configured
  std::string smtp_host;
  int smtp_port = 587;
  std::string smtp_user;
  Sensitive<std::string> smtp_password;  ///< smtp_password_file
  std::string mail_from;              ///< envelope and From address; empty: no-reply@<host of base_url>

  // [security] secret_file, limits (yes, no), trusted_proxies, peers (addresses or networks, commas between)
  Sensitive<std::string> secret;      ///< secret_file: 64 hex digits; keys for tokens are derived from it
  bool limits = true;                 ///< limits by address, minimum fill time, proof of work; off for tests only
  std::vector<std::string> trusted_proxies;
  std::vector<std::string> peers;     ///< who may read /metrics and /healthz past nginx: informational for doctor
};

struct ConfigError {
  std::string key;      ///< "[database] password_file", or empty when the file itself is at fault
  std::string problem;  ///< what is wrong and what to do about it
};

/// Reads the file; unknown keys, missing required ones (base_url, database user, secret_file, sql, templates, plugins), unreadable or
/// world-readable secret files are errors, all of them reported. Relative paths are relative to the file's folder. The migrating
/// account's password alone may be unreadable (the serving user needn't be able to migrate): see `migrating_unreadable`.
[[nodiscard]] Result<Config, std::vector<ConfigError>> read_config(const std::string& file);

/// $FRONTDESK_CONFIG, else /etc/frontdesk/frontdesk.conf.
[[nodiscard]] std::string default_config_file();

}  // namespace frontdesk
