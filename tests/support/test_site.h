// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "host/serve_one.h"
#include "host/site.h"
#include "tests/support/database.h"

namespace frontdesk::test {

/// The host's inside in the test's own process: real plugins, templates and database, without a web server.
class TestSite {
 public:
  struct Setup {
    std::vector<std::string> plugin_paths;
    std::string source;  ///< top of the sources
  };
  TestSite(TestDatabase& database, const Setup& setup) : folder_(new_folder()), board_(Board::make_private()), site_(config(database, setup), *board_) {}
  ~TestSite() { std::filesystem::remove_all(folder_); }
  TestSite(const TestSite&) = delete;
  TestSite& operator=(const TestSite&) = delete;

  struct Sent {
    std::string method = "GET";
    std::string target;
    std::string body = {};
    std::vector<std::pair<std::string, std::string>> headers = {};  ///< as CGI names them: HTTP_ORIGIN
  };
  [[nodiscard]] http::Answer answer(const Sent& sent) {
    const std::string length = std::to_string(sent.body.size());
    http::Parameters parameters{{"REQUEST_METHOD", sent.method}, {"REQUEST_URI", sent.target}, {"REMOTE_ADDR", "192.0.2.1"}};
    if (!sent.body.empty()) {
      parameters.emplace_back("CONTENT_LENGTH", length);
      parameters.emplace_back("CONTENT_TYPE", "application/x-www-form-urlencoded");
    }
    for (const auto& [name, value] : sent.headers) parameters.emplace_back(name, value);
    std::istringstream body(sent.body);
    return serve_one(site_, parameters, [&](char* into, std::size_t most) {
      body.read(into, static_cast<std::streamsize>(most));
      return static_cast<std::size_t>(body.gcount());
    });
  }
  [[nodiscard]] http::Answer get(const std::string& target) { return answer({.target = target}); }

  [[nodiscard]] Site& site() { return site_; }
  [[nodiscard]] std::string log(const std::string& name) const {
    std::ifstream file(folder_ + '/' + name);
    return {std::istreambuf_iterator<char>(file), {}};
  }

 private:
  static std::string new_folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "frontdesk-site-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    return pattern;
  }
  [[nodiscard]] Config config(TestDatabase& database, const Setup& setup) const {
    const auto options = database.serving();
    Config config;
    config.base_url = "https://portal.test";
    config.database_socket = options.socket;
    config.database_name = options.database;
    config.serving = {options.user, Sensitive<std::string>(options.password)};
    config.plugin_paths = setup.plugin_paths;
    config.sql_path = setup.source + "/sql";
    config.templates_path = setup.source + "/templates";
    config.threads = 2;
    config.access_log = folder_ + "/access.log";
    config.error_log = folder_ + "/error.log";
    config.secret = Sensitive<std::string>(std::string(64, 'e'));
    return config;
  }

  std::string folder_;
  Board* board_;
  Site site_;
};

/// A header's value in an answer's head; empty without it.
inline std::string header(const http::Answer& answer, const std::string& name) {
  const std::size_t at = answer.head.find("\r\n" + name + ": ");
  if (at == std::string::npos) return {};
  const std::size_t start = at + 4 + name.size();
  return answer.head.substr(start, answer.head.find("\r\n", start) - start);
}

}  // namespace frontdesk::test
