// SPDX-License-Identifier: AGPL-3.0-or-later
#include <sys/stat.h>

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "mail/transport.h"

using namespace frontdesk;
namespace fs = std::filesystem;

namespace {

class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "frontdesk-mail-XXXXXX").string();
    BOOST_REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(path_)) names.push_back(entry.path().filename().string());
    return names;
  }

 private:
  std::string path_;
};

mail::Envelope envelope(std::string message_id) {
  return {.from = "no-reply@portal.example", .to = Sensitive<std::string>("ana@example.org"), .message_id = std::move(message_id)};
}

std::string content(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(directory)

BOOST_AUTO_TEST_CASE(a_message_becomes_one_file_that_only_its_owner_reads) {
  const Folder folder;
  const auto transport = mail::make_directory_transport(folder.path());
  const auto delivery = transport->deliver(envelope("one@portal.example"), "Subject: x\r\n\r\nhello\r\n");
  BOOST_TEST((delivery.outcome == mail::Delivery::Outcome::delivered));
  BOOST_REQUIRE(folder.files() == std::vector<std::string>{"one@portal.example.eml"});
  const std::string path = folder.path() + "/one@portal.example.eml";
  BOOST_TEST(content(path) == "Subject: x\r\n\r\nhello\r\n");
  struct stat found {};
  BOOST_REQUIRE(::stat(path.c_str(), &found) == 0);
  BOOST_TEST((found.st_mode & 0777U) == 0600U);
}

BOOST_AUTO_TEST_CASE(a_message_that_is_there_already_counts_as_delivered_and_stays_as_it_is) {
  const Folder folder;
  const auto transport = mail::make_directory_transport(folder.path());
  BOOST_TEST((transport->deliver(envelope("one@portal.example"), "first").outcome == mail::Delivery::Outcome::delivered));
  BOOST_TEST((transport->deliver(envelope("one@portal.example"), "second").outcome == mail::Delivery::Outcome::delivered));
  BOOST_TEST(content(folder.path() + "/one@portal.example.eml") == "first");
}

BOOST_AUTO_TEST_CASE(no_message_id_leaves_the_folder) {
  const Folder folder;
  const auto transport = mail::make_directory_transport(folder.path() + "/in");
  fs::create_directory(folder.path() + "/in");
  BOOST_TEST((transport->deliver(envelope("../../out@x"), "text").outcome == mail::Delivery::Outcome::delivered));
  BOOST_TEST(folder.files() == std::vector<std::string>{"in"});
}

BOOST_AUTO_TEST_CASE(a_folder_that_cannot_be_written_is_away) {
  const Folder folder;
  const auto transport = mail::make_directory_transport(folder.path() + "/absent");
  const auto delivery = transport->deliver(envelope("one@x"), "text");
  BOOST_TEST((delivery.outcome == mail::Delivery::Outcome::away));
  BOOST_TEST(delivery.code == "directory_unwritable");
}

BOOST_AUTO_TEST_CASE(mail_without_server_and_folder_is_refused_with_the_keys_to_set) {
  Config config;
  config.file = "/etc/frontdesk/frontdesk.conf";
  BOOST_CHECK_EXCEPTION(static_cast<void>(mail::make_transport(config)), std::runtime_error,
                        [](const std::runtime_error& error) { return std::string(error.what()).find("smtp_host") != std::string::npos; });
}

BOOST_AUTO_TEST_CASE(the_sender_is_the_configured_one_or_no_reply_at_the_portal) {
  Config config;
  config.base_url = "https://portal.example:8443";
  BOOST_TEST(mail::sender_address(config) == "no-reply@portal.example");
  config.base_url = "http://127.0.0.1:8080";
  BOOST_TEST(mail::sender_address(config) == "no-reply@localhost");
  config.mail_from = "desk@harbor.example";
  BOOST_TEST(mail::sender_address(config) == "desk@harbor.example");
}

BOOST_AUTO_TEST_SUITE_END()
