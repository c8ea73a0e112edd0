// SPDX-License-Identifier: AGPL-3.0-or-later
// sql/CONVENTIONS.md, as far as text shows it.
#include <boost/test/unit_test.hpp>
#include <set>

#include "tests/architecture/source_tree.h"

namespace {

struct Table {
  std::string name;
  std::string body;
};

std::vector<Table> tables() {
  std::vector<Table> all;
  for (const auto& file : architecture::files_below("sql", {".sql"})) {
    Table table;
    bool inside = false;
    for (const auto& line : file.lines) {
      const std::string start = "CREATE TABLE IF NOT EXISTS ";
      if (line.starts_with(start)) {
        inside = true;
        table = {line.substr(start.size(), line.find(' ', start.size()) - start.size()), ""};
      }
      if (inside) table.body += line + '\n';
      if (inside && line.ends_with(";")) {
        inside = false;
        all.push_back(table);
      }
    }
  }
  return all;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

BOOST_AUTO_TEST_CASE(every_table_belongs_to_a_practice_by_key) {
  // These are the installation's own: names that lead to a practice, counts without a person, what was migrated.
  const std::set<std::string> exempt{"practice", "practice_link_name", "try_counter", "schema_migration"};
  const auto all = tables();
  BOOST_TEST(all.size() > 20U);
  for (const auto& table : all) {
    if (exempt.contains(table.name)) continue;
    BOOST_TEST(has(table.body, "practice_id BIGINT UNSIGNED NOT NULL"), table.name << " has no practice_id");
    BOOST_TEST(has(table.body, "PRIMARY KEY (practice_id"), table.name << "'s primary key doesn't begin with practice_id");
  }
}

BOOST_AUTO_TEST_CASE(foreign_keys_carry_the_practice) {
  for (const auto& table : tables()) {
    std::size_t at = 0;
    while ((at = table.body.find("FOREIGN KEY (", at)) != std::string::npos) {
      const std::string key = table.body.substr(at, 26);
      BOOST_TEST((key == "FOREIGN KEY (practice_id, " || key == "FOREIGN KEY (practice_id) "), table.name << " has a foreign key without practice_id");
      ++at;
    }
  }
}

BOOST_AUTO_TEST_CASE(tables_say_what_they_are_and_keep_no_clock) {
  for (const auto& table : tables()) {
    BOOST_TEST(has(table.body, "COMMENT = '"), table.name << " has no comment");
    for (const auto* bad : {"NOW()", "TIMESTAMP", "DATETIME", "CURRENT_", "TRIGGER", "PROCEDURE"}) {
      BOOST_TEST(!has(table.body, bad), table.name << " holds " << bad);
    }
  }
}
