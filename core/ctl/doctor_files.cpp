// SPDX-License-Identifier: AGPL-3.0-or-later
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <sstream>

#include "ctl/doctor.h"
#include "ctl/http_probe.h"
#include "storage/outbox_repository.h"

namespace frontdesk::ctl {
namespace {

constexpr mode_t others_may_write = S_IWGRP | S_IWOTH;

/// Nothing when there is no such file.
std::optional<struct stat> status_of(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return std::nullopt;
  return status;
}

std::string octal(mode_t mode) {
  std::ostringstream text;
  text << std::oct << (mode & 07777U);
  return "0" + text.str();
}

void check_config_file(const Config& config, Findings& findings) {
  const auto status = status_of(config.file);
  if (status && (status->st_mode & S_IWOTH) != 0) findings.broken("files", config.file + " can be changed by anybody (" + octal(status->st_mode) + "): chmod 640 " + config.file);
}

void check_log(const std::string& path, Findings& findings) {
  if (path.empty()) return;
  const std::string place = status_of(path) ? path : std::filesystem::path(path).parent_path().string();
  if (access(place.c_str(), W_OK) != 0) findings.broken("log", place + " can't be written (" + std::strerror(errno) + "): make it writable for the user who runs the host");
}

/// A folder that this user can write into and that not everybody can read.
bool check_mail_directory(const std::string& path, Findings& findings) {
  const auto status = status_of(path);
  if (!status || !S_ISDIR(status->st_mode)) {
    findings.broken("mail", path + " isn't a folder: mkdir -m 700 " + path);
  } else if (access(path.c_str(), W_OK | X_OK) != 0) {
    findings.broken("mail", path + " can't be written: make it writable for the user who runs the worker");
  } else if ((status->st_mode & S_IRWXO) != 0) {
    findings.broken("mail", path + " can be read by anybody (" + octal(status->st_mode) + "), and mail holds private links: chmod o-rwx " + path);
  } else {
    return true;
  }
  return false;
}

void check_outbox(Operator& op, Findings& findings) {
  const auto work = op.reading();
  const auto counts = work->outbox().counts(std::nullopt);
  if (counts.given_up > 0) findings.weak("mail", std::to_string(counts.given_up) + " given up: `frontdeskctl mail status` says why, `frontdeskctl mail retry` tries again");
  const bool is_stuck = counts.oldest_waiting_at && op.now() - *counts.oldest_waiting_at > std::chrono::minutes{15} && counts.waiting > counts.retrying;
  if (is_stuck) findings.broken("mail", std::to_string(counts.waiting) + " waiting for more than a quarter of an hour: is frontdesk-worker running?");
}

}  // namespace

void check_files(Operator& op, Findings& findings) {
  const Config& config = op.config();
  const std::size_t before = findings.all().size();
  check_config_file(config, findings);
  check_log(config.access_log, findings);
  check_log(config.error_log, findings);
  for (const std::string& folder : config.plugin_paths) {
    const auto status = status_of(folder);
    if (!status) findings.weak("files", folder + " of [paths] plugins isn't there");
    else if ((status->st_mode & others_may_write) != 0) findings.broken("files", folder + " can be changed by others (" + octal(status->st_mode) + "), and plugins are code: chmod go-w " + folder);
  }
  // Reading the configuration refused secret files that others can read.
  if (findings.all().size() == before) findings.fine("files", "secret files are readable by their owner alone; logs can be written");
  if (!config.limits) findings.weak("limits", "[security] limits is off: anybody may flood the forms. Only tests want that");
  const bool is_loopback = config.base_url.starts_with("http://127.") || config.base_url.starts_with("http://localhost");
  if (config.base_url.starts_with("http://") && !is_loopback) findings.weak("web server", "[site] base_url is http: what visitors write travels in the clear. Set up TLS (nginx/tls-example.conf)");
}

void check_mail(Operator& op, bool database_is_fit, Findings& findings) {
  const Config& config = op.config();
  if (!config.smtp_host.empty()) {
    const std::string problem = connection_problem(config.smtp_host, std::to_string(config.smtp_port));
    const std::string server = config.smtp_host + ":" + std::to_string(config.smtp_port);
    if (!problem.empty()) findings.broken("mail", "no connection to " + server + " (" + problem + "): see [mail] smtp_host and smtp_port");
    else findings.fine("mail", "goes to " + server);
  } else if (config.mail_directory.empty()) {
    findings.broken("mail", "there is neither [mail] smtp_host nor [mail] directory: mail can't go anywhere");
  } else if (check_mail_directory(config.mail_directory, findings)) {
    findings.fine("mail", "is written to " + config.mail_directory + ", since no SMTP server is configured");
  }
  if (database_is_fit) check_outbox(op, findings);
}

}  // namespace frontdesk::ctl
