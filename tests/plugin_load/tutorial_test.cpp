// SPDX-License-Identifier: AGPL-3.0-or-later
// docs/write-a-plugin.md by the letter: the files from the page alone, built outside the tree with nothing but installed headers.
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "host/host_abilities.h"
#include "plugin/call.h"
#include "storage/mysql/migration_files.h"
#include "storage/mysql/migrator.h"
#include "storage/practice_writer.h"
#include "tests/support/practices.h"
#include "tests/support/test_site.h"

using namespace frontdesk;
namespace fs = std::filesystem;

namespace {

const std::string source = FRONTDESK_SOURCE;
const std::string build = FRONTDESK_BUILD;

std::string text_of(const fs::path& file) {
  std::ifstream stream(file);
  BOOST_REQUIRE_MESSAGE(stream.good(), "can't read " << file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// The fenced blocks that name a file.
std::map<std::string, std::string> files_in(const std::string& page) {
  std::map<std::string, std::string> files;
  std::istringstream lines(page);
  std::string name;
  for (std::string line; std::getline(lines, line);) {
    const std::size_t file = line.find(" file=");
    if (line.starts_with("```") && file != std::string::npos) {
      name = line.substr(file + 6);
    } else if (line == "```") {
      name.clear();
    } else if (!name.empty()) {
      files[name] += line + '\n';
    }
  }
  return files;
}

void run(const std::string& command) {
  BOOST_TEST_INFO(command);
  BOOST_REQUIRE_EQUAL(std::system((command + " >>" + build + "/plugin_tutorial.log 2>&1").c_str()), 0);
}

/// Headers and plugin, installed as the page says.
struct Tutorial {
  Tutorial() {
    std::string pattern = (fs::temp_directory_path() / "frontdesk-tutorial-XXXXXX").string();
    BOOST_REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    top = pattern;
    for (const auto& [name, text] : files_in(text_of(source + "/docs/write-a-plugin.md"))) {
      const fs::path file = fs::path(top) / "example" / name;
      fs::create_directories(file.parent_path());
      std::ofstream(file) << text;
    }
    const std::string cmake = CMAKE_PROGRAM;
    run(cmake + " --install " + build + " --prefix " + top + "/frontdesk --component headers");
    run(cmake + " -S " + top + "/example -B " + top + "/build -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_COMPILER=" CXX_COMPILER " -DCMAKE_PREFIX_PATH=" + top + "/frontdesk");
    run(cmake + " --build " + top + "/build");
    run(cmake + " --install " + top + "/build --prefix " + plugins());
    // One plugin of Frontdesk's own, whose page has a place for panels.
    fs::create_directories(top + "/shipped");
    fs::copy(build + "/plugins/practice_page", top + "/shipped/practice_page", fs::copy_options::recursive | fs::copy_options::copy_symlinks);
  }
  ~Tutorial() { fs::remove_all(top); }
  [[nodiscard]] std::string plugins() const { return top + "/plugins"; }
  [[nodiscard]] test::TestSite::Setup setup() const { return {.plugin_paths = {top + "/shipped", plugins()}, .source = source}; }
  std::string top;
};

void migrate_plugins(const Tutorial& tutorial) {
  const auto connection = storage::mysql::connect(test::database().migrating());
  const auto files = storage::mysql::read_migrations(storage::mysql::migration_folders(source + "/sql", {tutorial.plugins()}));
  storage::mysql::migrate(*connection, files, Instant{}, [](const std::string&) {});
  storage::mysql::grant_to_serving_role(*connection, test::database().name());
}

void turn_on(PracticeId practice) {
  const auto unit = test::database().pool().begin(storage::AccessMode::read_write);
  BOOST_REQUIRE(unit->practice_writer().lock(practice));
  unit->practice_writer().set_plugin(practice, "example", true);
  unit->commit();
}

/// As the worker does.
CallOutcome deliver(Site& site, PracticeId practice, const Event& event) {
  const auto unit = site.database->begin(storage::AccessMode::read_only);
  const auto named = unit->practices().resolve("tutorial");
  const auto state = site.practices.at(*unit, storage::AccessMode::read_only, *named);
  LoadedPlugin* example = nullptr;
  for (const auto& plugin : site.plugins.all()) {
    if (plugin->id() == "example") example = plugin.get();
  }
  BOOST_REQUIRE(example != nullptr);
  BOOST_REQUIRE_EQUAL(example->declarations.observers.size(), 1U);
  const Request request;
  const Actor actor;
  const CallFacts facts{.request = &request, .actor = {}, .now = Instant{std::chrono::hours{1}}, .base_url = site.config.base_url};
  const RequestFacts parts{request, *state, actor, nullptr, facts.now, storage::AccessMode::read_write};
  BOOST_TEST((event.practice == practice));
  return run_guarded({.plugins = site.plugins,
                      .plugin = *example,
                      .enablement = state->enablement,
                      .facts = facts,
                      .open = [&] { return std::make_unique<HostAbilities>(site, parts, site.database->begin(storage::AccessMode::read_write)); },
                      .log = site.error_log},
                     [&](Scope& scope) {
                       example->declarations.observers[0].receive(scope, event);
                       return true;
                     });
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_page_and_the_example_in_the_tree_are_the_same) {
  const auto files = files_in(text_of(source + "/docs/write-a-plugin.md"));
  BOOST_TEST(files.size() == 6U);
  for (const auto& [name, text] : files) BOOST_TEST(text == text_of(source + "/plugins/example/" + name), name << " differs");
}

BOOST_AUTO_TEST_CASE(the_example_answers_shows_a_panel_hears_of_an_event_and_goes_again) {
  const Tutorial tutorial;
  const auto practice = test::PracticeBuilder().named("tutorial").stored_in(test::database());
  {
    test::TestSite unmigrated(test::database(), tutorial.setup());
    BOOST_TEST((unmigrated.site().plugins.serving("example") == nullptr));
    BOOST_TEST(unmigrated.log("error.log").find("\"plugin\":\"example\"") != std::string::npos);
    BOOST_TEST(unmigrated.get("/o/tutorial/schedule").status == 200);
  }
  migrate_plugins(tutorial);
  {
    test::TestSite site(test::database(), tutorial.setup());
    BOOST_TEST(site.get("/o/tutorial/example").status == 404);
    BOOST_TEST(site.get("/o/tutorial/schedule").body.find("See the example") == std::string::npos);

    turn_on(practice.id);
    const auto page = site.get("/o/tutorial/example");
    BOOST_TEST(page.status == 200, site.log("error.log"));
    BOOST_TEST(page.body.find("Requests so far: 0") != std::string::npos);
    BOOST_TEST(site.get("/o/tutorial/schedule").body.find("See the example") != std::string::npos);

    Event event;
    event.id = EventId(7);
    event.practice = practice.id;
    event.kind = "request_received";
    // At least once: the second time changes nothing.
    for (int i = 0; i < 2; ++i) BOOST_TEST((deliver(site.site(), practice.id, event).kind == CallOutcome::Kind::done));
    BOOST_TEST(site.get("/o/tutorial/example").body.find("Requests so far: 1") != std::string::npos);
  }
  fs::remove_all(tutorial.plugins() + "/example");
  test::TestSite site(test::database(), tutorial.setup());
  const auto gone = site.get("/o/tutorial/example");
  const auto never = site.get("/o/tutorial/never-was");
  BOOST_TEST(gone.status == 404);
  BOOST_TEST(gone.body == never.body);
  BOOST_TEST(site.get("/o/tutorial/schedule").body.find("See the example") == std::string::npos);
}
