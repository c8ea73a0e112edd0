// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "tests/support/database.h"

/// frontdeskctl as operators run it: a process of its own, against the suite's database.
namespace frontdesk::test {

struct Ran {
  int status = -1;
  std::string out;
  std::string err;
};

/// A folder with a configuration, its secrets and a mail folder; gone at the end.
class Installation {
 public:
  explicit Installation(TestDatabase& database);
  ~Installation();
  Installation(const Installation&) = delete;
  Installation& operator=(const Installation&) = delete;

  [[nodiscard]] std::string path(const std::string& name) const { return folder_ + "/" + name; }
  void write(const std::string& name, const std::string& text, unsigned mode = 0600) const;
  /// The base URL's port is one that nothing listens on.
  [[nodiscard]] std::string config() const { return path("frontdesk.conf"); }

  Ran run(const std::vector<std::string>& arguments, const std::string& input = {}) const;

 private:
  std::string folder_;
};

/// Of the suite's database.
const Installation& installation();

/// A sound practice file with that link name; the base of tests/cases/practice_files.
[[nodiscard]] std::string practice_file(const std::string& link_name);

[[nodiscard]] bool holds(const std::string& text, const std::string& part);

}  // namespace frontdesk::test
