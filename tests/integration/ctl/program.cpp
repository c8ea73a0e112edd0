// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/integration/ctl/program.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

namespace frontdesk::test {
namespace {

std::string text_of(const std::string& file) {
  std::ifstream in(file);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

void redirect(const std::string& file, int flags, int descriptor) {
  const int opened = open(file.c_str(), flags, 0600);
  if (opened < 0 || dup2(opened, descriptor) < 0) _exit(126);
}

}  // namespace

Installation::Installation(TestDatabase& database) {
  char name[] = "/tmp/fd-ctl-XXXXXX";
  folder_ = mkdtemp(name);
  std::filesystem::create_directory(path("mail"));
  chmod(path("mail").c_str(), 0700);
  write("serve.secret", database.serving().password);
  write("migrate.secret", database.migrating().password);
  write("frontdesk.secret", std::string(64, 'a'));
  write("frontdesk.conf", "[site]\nbase_url = http://127.0.0.1:1\n[database]\nsocket = " + database.serving().socket + "\nname = " + database.name() +
                              "\nuser = " + database.serving().user + "\npassword_file = serve.secret\nmigrate_user = " + database.migrating().user +
                              "\nmigrate_password_file = migrate.secret\n[paths]\nplugins = " FRONTDESK_PLUGINS "\nsql = " FRONTDESK_SOURCE "/sql\ntemplates = " FRONTDESK_SOURCE
                              "/templates\n[mail]\ndirectory = mail\n[security]\nsecret_file = frontdesk.secret\n");
}

Installation::~Installation() { std::filesystem::remove_all(folder_); }

void Installation::write(const std::string& name, const std::string& text, unsigned mode) const {
  std::ofstream(path(name)) << text;
  chmod(path(name).c_str(), mode);
}

Ran Installation::run(const std::vector<std::string>& arguments, const std::string& input) const {
  write("in", input);
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("fork");
  if (child == 0) {
    redirect(path("in"), O_RDONLY, STDIN_FILENO);
    redirect(path("out"), O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
    redirect(path("err"), O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO);
    setenv("FRONTDESK_CONFIG", config().c_str(), 1);
    std::vector<char*> words{const_cast<char*>("frontdeskctl")};
    for (const std::string& word : arguments) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    execv(FRONTDESKCTL, words.data());
    _exit(127);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return {.status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status), .out = text_of(path("out")), .err = text_of(path("err"))};
}

const Installation& installation() {
  static const Installation one(database());
  return one;
}

std::string practice_file(const std::string& link_name) {
  auto json = nlohmann::json::parse(text_of(FRONTDESK_SOURCE "/tests/cases/practice_files/base.json"));
  json["practice"]["link_name"] = link_name;
  json["practice"]["previous_link_names"] = nlohmann::json::array();
  json["staff"][0]["email"] = "owner@" + link_name + ".example";
  return json.dump();
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace frontdesk::test
