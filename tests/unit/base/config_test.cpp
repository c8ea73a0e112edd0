// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/config.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <boost/test/unit_test.hpp>

using frontdesk::Config;
using frontdesk::ConfigError;
using frontdesk::read_config;

namespace {

const std::string hex_64 = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

/// A folder of its own with a configuration and its secret files; gone at the end.
class Folder {
 public:
  Folder() {
    char name[] = "/tmp/fd-config-XXXXXX";
    path_ = mkdtemp(name);
    write("frontdesk.secret", hex_64 + "\n");
    write("db.secret", "pass word\n");
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  void write(const std::string& name, const std::string& text, mode_t mode = 0600) {
    std::ofstream(path_ + "/" + name) << text;
    chmod((path_ + "/" + name).c_str(), mode);
  }
  auto read(const std::string& text) {
    write("frontdesk.conf", text, 0644);
    return read_config(path_ + "/frontdesk.conf");
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

const std::string whole =
    "; a comment\n# another\n[site]\nbase_url = https://portal.example/\n"
    "[database]\nsocket = run/db.sock\nuser = serving\npassword_file = db.secret\n"
    "[paths]\nplugins = ../lib/plugins:/opt/more\nsql = ../share/sql\ntemplates = ../share/templates\n"
    "[security]\nsecret_file = frontdesk.secret\n";

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const auto at = text.find(what);
  BOOST_REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), by);
}

std::vector<ConfigError> errors_of(const std::string& text) {
  Folder folder;
  auto result = folder.read(text);
  BOOST_REQUIRE(!result.has_value());
  return result.error();
}

bool names(const std::vector<ConfigError>& errors, const std::string& key, const std::string& words = {}) {
  return std::any_of(errors.begin(), errors.end(), [&](const ConfigError& e) { return e.key == key && e.problem.find(words) != std::string::npos; });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(config)

BOOST_AUTO_TEST_CASE(a_whole_file_is_read_with_paths_relative_to_its_folder) {
  Folder folder;
  const auto config = folder.read(whole);
  BOOST_REQUIRE(config.has_value());
  const std::string parent = std::filesystem::path(folder.path()).parent_path();
  BOOST_TEST(config->base_url == "https://portal.example");
  BOOST_TEST(config->database_socket == folder.path() + "/run/db.sock");
  BOOST_TEST(config->serving.user == "serving");
  BOOST_TEST(config->serving.password.reveal() == "pass word");
  BOOST_TEST(config->plugin_paths == (std::vector<std::string>{parent + "/lib/plugins", "/opt/more"}), boost::test_tools::per_element());
  BOOST_TEST(config->sql_path == parent + "/share/sql");
  BOOST_TEST(config->secret.reveal() == hex_64);
  BOOST_TEST(config->threads == 8);
  BOOST_TEST(config->limits);
  BOOST_TEST(config->migrating.user.empty());
}

BOOST_AUTO_TEST_CASE(an_empty_file_names_every_key_that_is_required) {
  const auto errors = errors_of("");
  for (const char* key : {"[site] base_url", "[database] socket", "[database] user", "[paths] plugins", "[paths] sql", "[paths] templates", "[security] secret_file"}) {
    BOOST_TEST(names(errors, key, "is missing"), key);
  }
  BOOST_TEST(errors.size() == 7U);
}

BOOST_AUTO_TEST_CASE(a_file_that_is_absent_is_an_error_of_the_file) {
  const auto config = read_config("/nonexistent/frontdesk.conf");
  BOOST_REQUIRE(!config.has_value());
  BOOST_TEST(names(config.error(), "", "No such file"));
}

BOOST_AUTO_TEST_CASE(unknown_and_repeated_keys_and_lines_of_no_shape_are_errors) {
  const auto errors = errors_of(whole + "socket = x\nsecret_file = other\nnonsense\n[host\n");
  BOOST_TEST(names(errors, "[security] socket", "no such key"));
  BOOST_TEST(names(errors, "", "line 16: [security] secret_file was given before, in line 14"));
  BOOST_TEST(names(errors, "", "line 17"));
  BOOST_TEST(names(errors, "", "line 18"));
  BOOST_TEST(errors.size() == 4U);
}

BOOST_AUTO_TEST_CASE(a_secret_file_that_others_can_read_is_an_error_with_its_remedy) {
  for (const mode_t mode : {0640, 0604, 0620, 0602}) {
    Folder folder;
    folder.write("frontdesk.secret", hex_64, mode);
    const auto config = folder.read(whole);
    BOOST_REQUIRE(!config.has_value());
    BOOST_TEST(names(config.error(), "[security] secret_file", "chmod 600"));
    BOOST_TEST(config.error().size() == 1U);
  }
}

BOOST_AUTO_TEST_CASE(a_secret_is_64_hex_digits) {
  for (const std::string& bad : {hex_64.substr(1), hex_64 + "0", hex_64.substr(1) + "g", std::string()}) {
    Folder folder;
    folder.write("frontdesk.secret", bad);
    const auto config = folder.read(whole);
    BOOST_REQUIRE(!config.has_value());
    BOOST_TEST(names(config.error(), "[security] secret_file"));
  }
}

BOOST_AUTO_TEST_CASE(a_secret_file_that_is_absent_is_an_error) {
  BOOST_TEST(names(errors_of(replaced(whole, "db.secret", "gone.secret")), "[database] password_file", "gone.secret can't be read"));
}

BOOST_AUTO_TEST_CASE(a_base_url_is_scheme_and_host_and_nothing_more) {
  for (const char* bad : {"portal.example", "ftp://portal.example", "https://", "https://portal.example/path", "https://a b", "https://user@portal.example"}) {
    BOOST_TEST(names(errors_of(replaced(whole, "https://portal.example/", bad)), "[site] base_url"), bad);
  }
  Folder folder;
  const auto config = folder.read(replaced(whole, "https://portal.example/", "http://127.0.0.1:8080"));
  BOOST_REQUIRE(config.has_value());
  BOOST_TEST(config->base_url == "http://127.0.0.1:8080");
}

BOOST_AUTO_TEST_CASE(numbers_flags_networks_and_addresses_are_checked) {
  const auto errors = errors_of(whole + "limits = perhaps\ntrusted_proxies = 10.0.0.0/8, nonsense, ::1/129\n[host]\nthreads = 0\n[mail]\nsmtp_port = 99999\nfrom = A <a@b>\n");
  BOOST_TEST(names(errors, "[security] limits"));
  BOOST_TEST(names(errors, "[security] trusted_proxies", "nonsense"));
  BOOST_TEST(names(errors, "[security] trusted_proxies", "::1/129"));
  BOOST_TEST(names(errors, "[host] threads"));
  BOOST_TEST(names(errors, "[mail] smtp_port"));
  BOOST_TEST(names(errors, "[mail] from"));
  BOOST_TEST(errors.size() == 6U);
}

BOOST_AUTO_TEST_CASE(a_socket_path_that_the_system_cannot_take_is_an_error) {
  BOOST_TEST(names(errors_of(whole + "[host]\nsocket = /" + std::string(120, 'x') + "\n"), "[host] socket", "shorter"));
}

BOOST_AUTO_TEST_CASE(the_values_are_taken_as_they_stand) {
  Folder folder;
  const auto config = folder.read(whole + "limits = no\npeers = 127.0.0.1, fd00::/8\n[mail]\nsmtp_user = a=b;c #d ${x}\n");
  BOOST_REQUIRE(config.has_value());
  BOOST_TEST(config->smtp_user == "a=b;c #d ${x}");
  BOOST_TEST(!config->limits);
  BOOST_TEST(config->peers.size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
