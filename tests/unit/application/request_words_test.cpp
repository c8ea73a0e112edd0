// SPDX-License-Identifier: AGPL-3.0-or-later
// What the services say is said in words: the catalogues have every key.
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

namespace {

nlohmann::json catalogue(const std::string& plugin) {
  std::ifstream file(std::string(FRONTDESK_SOURCE) + "/templates/" + plugin + "/messages/en.json");
  return nlohmann::json::parse(file);
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_field_error_has_words) {
  const auto words = catalogue("inquiry_form");
  for (const std::string key :
       {"name_missing", "name_too_long", "email_malformed", "email_too_long", "phone_malformed", "contact_missing", "message_missing",
        "message_too_long", "secret_word_too_long", "client_type", "characters", "too_many_people"}) {
    BOOST_TEST(words.contains("inquiry_form.error." + key), key);
  }
}

BOOST_AUTO_TEST_CASE(every_act_in_the_history_has_words) {
  const auto words = catalogue("conversations");
  for (const std::string kind :
       {"received", "replied", "noted", "accepted", "declined", "withdrawn", "hold_ended", "reassigned", "archived", "brought_back"}) {
    BOOST_TEST(words.contains("conversations.history." + kind), kind);
  }
}
