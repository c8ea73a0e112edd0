// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/config.h"

#include <arpa/inet.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>

#include "base/ini_file.h"

namespace frontdesk {
namespace {

constexpr std::size_t longest_file = 64 * 1024;

struct FileText {
  std::string text;
  int error = 0;  ///< errno, 0 when read
};

FileText read_whole(const std::string& path) {
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  if (!in) return {.text = {}, .error = errno != 0 ? errno : EIO};
  std::string text(longest_file + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad()) return {.text = {}, .error = EIO};
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > longest_file) return {.text = {}, .error = EFBIG};
  return {.text = std::move(text), .error = 0};
}

bool is_hex(std::string_view text) { return text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos; }

/// An address, or a network with the number of its leading bits.
bool is_network(const std::string& text) {
  const auto slash = text.find('/');
  const std::string address = text.substr(0, slash);
  in6_addr ignored{};
  const bool four = inet_pton(AF_INET, address.c_str(), &ignored) == 1;
  const bool six = inet_pton(AF_INET6, address.c_str(), &ignored) == 1;
  if (!four && !six) return false;
  if (slash == std::string::npos) return true;
  const std::string_view bits = std::string_view(text).substr(slash + 1);
  int value = -1;
  const auto [end, error] = std::from_chars(bits.data(), bits.data() + bits.size(), value);
  return error == std::errc{} && end == bits.data() + bits.size() && value >= 0 && value <= (four ? 32 : 128);
}

bool is_host_with_port(std::string_view text) {
  if (text.empty()) return false;
  const auto colon = text.find(':');
  const std::string_view host = text.substr(0, colon);
  if (host.empty() || host.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-") != std::string_view::npos) return false;
  if (colon == std::string_view::npos) return true;
  const std::string_view port = text.substr(colon + 1);
  return !port.empty() && port.size() <= 5 && port.find_first_not_of("0123456789") == std::string_view::npos;
}

class Reader {
 public:
  explicit Reader(const std::string& file) : folder_(std::filesystem::absolute(file).parent_path()) { config_.file = std::filesystem::absolute(file); }

  Result<Config, std::vector<ConfigError>> read() {
    const FileText content = read_whole(config_.file);
    if (content.error != 0) {
      return failure(std::vector<ConfigError>{
          {.key = "", .problem = std::string("can't be read (") + std::strerror(content.error) + "): name the right file with --config or $FRONTDESK_CONFIG"}});
    }
    IniContent ini = parse_ini(content.text);
    for (const IniMistake& mistake : ini.mistakes) problem("", "line " + std::to_string(mistake.line) + ": " + mistake.problem);
    for (IniEntry& entry : ini.entries) entries_.emplace(entry.key, std::move(entry));
    take_site();
    take_database();
    take_paths();
    take_host();
    take_mail();
    take_security();
    for (const auto& [key, entry] : entries_) problem(key, "line " + std::to_string(entry.line) + ": no such key; docs/install.md lists them all");
    if (!errors_.empty()) return failure(std::move(errors_));
    return std::move(config_);
  }

 private:
  void problem(std::string key, std::string words) { errors_.push_back({.key = std::move(key), .problem = std::move(words)}); }

  /// Takes the entry out, so that what is left at the end are unknown keys.
  std::string text(const std::string& key, std::string fallback = {}) {
    const auto found = entries_.find(key);
    if (found == entries_.end()) return fallback;
    std::string value = std::move(found->second.value);
    entries_.erase(found);
    return value;
  }

  std::string required(const std::string& key, const char* what) {
    std::string value = text(key);
    if (value.empty()) problem(key, std::string("is missing: ") + what);
    return value;
  }

  int number(const std::string& key, int fallback, int least, int most) {
    const std::string value = text(key);
    if (value.empty()) return fallback;
    int result = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), result);
    if (error != std::errc{} || end != value.data() + value.size() || result < least || result > most) {
      problem(key, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
      return fallback;
    }
    return result;
  }

  bool flag(const std::string& key, bool fallback) {
    const std::string value = text(key);
    if (value.empty()) return fallback;
    if (value == "yes" || value == "on" || value == "true") return true;
    if (value == "no" || value == "off" || value == "false") return false;
    problem(key, "must be yes or no");
    return fallback;
  }

  std::string absolute(const std::string& path) const { return path.empty() ? path : (folder_ / path).lexically_normal().string(); }
  std::string path(const std::string& key) { return absolute(text(key)); }
  std::string required_path(const std::string& key, const char* what) { return absolute(required(key, what)); }

  std::string socket(const std::string& key) {
    std::string value = path(key);
    if (value.size() >= sizeof(sockaddr_un::sun_path)) {
      problem(key, "is " + std::to_string(value.size()) + " characters long; the system allows " + std::to_string(sizeof(sockaddr_un::sun_path) - 1) +
                       " for a socket: choose a shorter folder");
    }
    return value;
  }

  std::vector<std::string> list(const std::string& key, char separator) {
    std::vector<std::string> parts;
    std::istringstream in(text(key));
    for (std::string part; std::getline(in, part, separator);) {
      const auto first = part.find_first_not_of(" \t");
      if (first == std::string::npos) continue;
      parts.push_back(part.substr(first, part.find_last_not_of(" \t") - first + 1));
    }
    return parts;
  }

  std::vector<std::string> networks(const std::string& key) {
    std::vector<std::string> all = list(key, ',');
    for (const std::string& one : all) {
      if (!is_network(one)) problem(key, "\"" + one + "\" is no address or network: write 10.0.0.7, 10.0.0.0/8 or fd00::/8, with commas between");
    }
    return all;
  }

  /// What a secret file holds, without the line's end. Problems are reported unless `unreadable` is there to take them.
  Sensitive<std::string> secret(const std::string& key, std::string* unreadable = nullptr) {
    const std::string file = path(key);
    if (file.empty()) return {};
    struct stat status {};
    if (stat(file.c_str(), &status) == 0 && (status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
      problem(key, file + " can be read by others: chmod 600 " + file);
      return {};
    }
    FileText content = read_whole(file);
    if (content.error != 0) {
      const std::string words = file + " can't be read (" + std::strerror(content.error) + ")";
      if (unreadable != nullptr && content.error == EACCES) {
        *unreadable = words;
      } else {
        problem(key, words + ": make it readable for the user who runs this program");
      }
      return {};
    }
    while (!content.text.empty() && (content.text.back() == '\n' || content.text.back() == '\r')) content.text.pop_back();
    if (content.text.empty()) problem(key, file + " is empty");
    if (content.text.find_first_of(std::string_view("\n\r\0", 3)) != std::string::npos) problem(key, file + " must hold one line");
    return Sensitive<std::string>(std::move(content.text));
  }

  void take_site() {
    const std::string key = "[site] base_url";
    std::string url = required(key, "the address at which visitors reach this installation, such as https://portal.example");
    if (url.empty()) return;
    if (url.back() == '/') url.pop_back();
    const std::string_view rest = url.starts_with("https://") ? std::string_view(url).substr(8) : url.starts_with("http://") ? std::string_view(url).substr(7) : std::string_view();
    if (!is_host_with_port(rest)) problem(key, "must be http:// or https://, a host name and perhaps a port, and nothing behind it: https://portal.example");
    config_.base_url = std::move(url);
  }

  void take_database() {
    config_.database_socket = socket("[database] socket");
    config_.database_host = text("[database] host");
    if (config_.database_socket.empty() && config_.database_host.empty()) problem("[database] socket", "is missing: name the database's socket, or its host");
    config_.database_port = number("[database] port", config_.database_port, 1, 65535);
    config_.database_name = text("[database] name", config_.database_name);
    config_.serving.user = required("[database] user", "the database account that serves pages");
    config_.serving.password = secret("[database] password_file");
    config_.migrating.user = text("[database] migrate_user");
    config_.migrating.password = secret("[database] migrate_password_file", &config_.migrating_unreadable);
  }

  void take_paths() {
    const std::string key = "[paths] plugins";
    for (const std::string& one : list(key, ':')) config_.plugin_paths.push_back(absolute(one));
    if (config_.plugin_paths.empty()) problem(key, "is missing: the folder that holds plugins, one folder <id>/plugin.so each");
    config_.sql_path = required_path("[paths] sql", "the folder that holds core/0001_practice.sql and its successors");
    config_.templates_path = required_path("[paths] templates", "the folder that holds layout, errors, mail, messages and assets");
    config_.overrides_path = path("[paths] overrides");
    config_.assets_url = text("[paths] assets_url", config_.assets_url);
    if (config_.assets_url.size() > 1 && config_.assets_url.back() == '/') config_.assets_url.pop_back();
    const bool plain = config_.assets_url.starts_with('/') && !config_.assets_url.starts_with("//") &&
                       config_.assets_url.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-") == std::string::npos;
    if (!plain) problem("[paths] assets_url", "must be a path of this host, such as /assets");
  }

  void take_host() {
    config_.host_socket = socket("[host] socket");
    config_.threads = number("[host] threads", config_.threads, 1, 256);
    config_.access_log = path("[host] access_log");
    config_.error_log = path("[host] error_log");
  }

  void take_mail() {
    config_.mail_directory = path("[mail] directory");
    config_.smtp_host = text("[mail] smtp_host");
    config_.smtp_port = number("[mail] smtp_port", config_.smtp_port, 1, 65535);
    config_.smtp_user = text("[mail] smtp_user");
    config_.smtp_password = secret("[mail] smtp_password_file");
    config_.mail_from = text("[mail] from");
    const auto at = config_.mail_from.find('@');
    const bool is_address = config_.mail_from.empty() || (at != std::string::npos && at > 0 && at + 1 < config_.mail_from.size() && at == config_.mail_from.rfind('@') &&
                                                          config_.mail_from.find_first_of(" \t<>,;\"") == std::string::npos);
    if (!is_address) problem("[mail] from", "must be one plain address, such as no-reply@portal.example");
  }

  void take_security() {
    const std::string key = "[security] secret_file";
    if (!entries_.contains(key)) {
      problem(key, "is missing: a file with 64 hex digits; make one with: (umask 077; openssl rand -hex 32 > frontdesk.secret)");
    } else {
      const std::size_t errors_before = errors_.size();
      config_.secret = secret(key);
      const bool is_sound = config_.secret.reveal().size() == 64 && is_hex(config_.secret.reveal());
      if (errors_.size() == errors_before && !is_sound) problem(key, "must hold 64 hex digits; make it with: (umask 077; openssl rand -hex 32 > frontdesk.secret)");
    }
    config_.limits = flag("[security] limits", true);
    config_.trusted_proxies = networks("[security] trusted_proxies");
    config_.peers = networks("[security] peers");
  }

  std::filesystem::path folder_;
  Config config_;
  std::map<std::string, IniEntry> entries_;
  std::vector<ConfigError> errors_;
};

}  // namespace

Result<Config, std::vector<ConfigError>> read_config(const std::string& file) { return Reader(file).read(); }

std::string default_config_file() {
  const char* named = std::getenv("FRONTDESK_CONFIG");
  return named != nullptr && *named != '\0' ? named : "/etc/frontdesk/frontdesk.conf";
}

}  // namespace frontdesk
