// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/integration/worker/bench.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "storage/mysql/migrator.h"
#include "tests/support/database.h"

namespace frontdesk::test {

namespace fs = std::filesystem;

namespace {

void make_watcher_tables() {
  static const bool made = [] {
    database().run("CREATE TABLE watcher_seen (number BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, practice_id BIGINT UNSIGNED NOT NULL, event_id BIGINT NOT NULL, "
                   "kind VARCHAR(48) NOT NULL, KEY (practice_id))");
    database().run("CREATE TABLE watcher_trouble (practice_id BIGINT UNSIGNED NOT NULL, kind VARCHAR(48) NOT NULL, PRIMARY KEY (practice_id, kind))");
    database().run("CREATE TABLE watcher_run (practice_id BIGINT UNSIGNED NOT NULL, runs INT NOT NULL DEFAULT 0, PRIMARY KEY (practice_id))");
    const auto connection = storage::mysql::connect(database().migrating());
    storage::mysql::grant_to_serving_role(*connection, database().name());
    return true;
  }();
  static_cast<void>(made);
}

std::string decoded(const std::string& quoted_printable) {
  std::string out;
  for (std::size_t i = 0; i < quoted_printable.size(); ++i) {
    const std::string code = quoted_printable.substr(i + 1, 2);
    const bool is_byte = code.size() == 2 && code.find_first_not_of("0123456789ABCDEF") == std::string::npos;
    if (quoted_printable[i] != '=' || (!is_byte && code != "\r\n")) {
      out += quoted_printable[i];
      continue;
    }
    if (is_byte) out += static_cast<char>(std::stoi(code, nullptr, 16));
    i += 2;
  }
  return out;
}

}  // namespace

Bench::Bench() {
  make_watcher_tables();
  for (const char* table : {"outbox", "event_delivery", "event", "try_counter", "watcher_seen", "watcher_trouble", "watcher_run"}) {
    database().run("DELETE FROM " + std::string(table));
  }
  std::string pattern = (fs::temp_directory_path() / "frontdesk-worker-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  folder_ = pattern;
  mail_folder_ = folder_ + "/mail";
  make_mail_folder();
}

Bench::~Bench() { fs::remove_all(folder_); }

Config Bench::config() const {
  const auto serving = database().serving();
  Config config;
  config.file = "test.conf";
  config.base_url = "https://portal.example";
  config.database_socket = serving.socket;
  config.database_name = serving.database;
  config.serving = {.user = serving.user, .password = Sensitive<std::string>(serving.password)};
  config.plugin_paths = {FRONTDESK_WATCHER};
  config.sql_path = FRONTDESK_SOURCE "/sql";
  config.templates_path = FRONTDESK_SOURCE "/templates";
  config.mail_directory = mail_folder_;
  config.secret = Sensitive<std::string>(std::string(64, 'a'));
  config.error_log = folder_ + "/worker.log";
  return config;
}

void Bench::remove_mail_folder() const { fs::remove_all(mail_folder_); }
void Bench::make_mail_folder() const { fs::create_directory(mail_folder_); }

std::vector<std::string> Bench::messages() const {
  std::vector<std::string> all;
  for (const auto& entry : fs::directory_iterator(mail_folder_)) {
    std::ifstream stream(entry.path(), std::ios::binary);
    all.push_back(decoded(std::string(std::istreambuf_iterator<char>(stream), {})));
  }
  return all;
}

void put_mail(const Bench& bench, const StoredPractice& practice, const MailSpec& mail, Instant due) {
  const MailPayload payload{.start = at("2026-12-07T14:00:00Z"), .zone = "America/New_York", .link_token = Sensitive<std::string>(link_token)};
  const auto unit = database().pool().begin(storage::AccessMode::read_write);
  unit->outbox().insert({.practice = practice.id,
                         .conversation = {},
                         .template_name = mail.template_name,
                         .recipient = Sensitive<std::string>(mail.recipient),
                         .locale = "en-US",
                         .payload = mail.payload.empty() ? to_json(payload, desk_rules(bench.config()).link_key) : Sensitive<std::string>(mail.payload),
                         .message_id = mail.message_id,
                         .created_at = due});
  unit->commit();
}

}  // namespace frontdesk::test
