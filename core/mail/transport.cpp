// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/transport.h"

#include <algorithm>
#include <stdexcept>

namespace frontdesk::mail {
namespace {

/// The host of "https://portal.example:8443"; "localhost" where it is an address.
std::string host_name(std::string_view base_url) {
  const auto scheme = base_url.find("://");
  if (scheme != std::string_view::npos) base_url.remove_prefix(scheme + 3);
  const std::string host(base_url.substr(0, base_url.find_first_of(":/")));
  const bool is_address = host.empty() || host.front() == '[' || host.find_first_not_of("0123456789.") == std::string::npos;
  return is_address ? "localhost" : host;
}

}  // namespace

std::string sender_address(const Config& config) { return config.mail_from.empty() ? "no-reply@" + host_name(config.base_url) : config.mail_from; }

std::unique_ptr<Transport> make_transport(const Config& config) {
  if (!config.smtp_host.empty()) {
    return make_smtp_transport({.host = config.smtp_host,
                                .port = config.smtp_port,
                                .user = config.smtp_user,
                                .password = config.smtp_password,
                                .own_name = host_name(config.base_url)});
  }
  if (!config.mail_directory.empty()) return make_directory_transport(config.mail_directory);
  throw std::runtime_error("mail goes nowhere: set [mail] smtp_host, or [mail] directory, in " + config.file);
}

}  // namespace frontdesk::mail
