// SPDX-License-Identifier: AGPL-3.0-or-later
// Each way of being wrong keeps the plugin out, by name and reason, and nobody else.
#include <sys/stat.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>

#include "plugin/plugin_set.h"

using namespace frontdesk;
namespace fs = std::filesystem;

namespace {

std::string folder(const std::string& name) { return std::string(TEST_PLUGINS) + "/" + name; }

struct QuietLog final : Log {
  void note(std::string_view, std::initializer_list<std::pair<std::string_view, std::int64_t>>) override {}
  void warn(std::string_view, std::initializer_list<std::pair<std::string_view, std::int64_t>>) override {}
};
struct QuietHost final : Host {
  Log& log() override { return log_; }
  std::string_view base_url() const override { return "http://portal.test"; }
  QuietLog log_;
};

void is_refused(const std::string& name, const std::string& words) {
  PluginSet plugins({folder("sound"), folder(name)}, nullptr);
  QuietHost host;
  plugins.start(host);
  BOOST_TEST((plugins.serving("sound") != nullptr));
  BOOST_TEST((plugins.serving(name) == nullptr), name << " serves");
  const auto reports = plugins.reports();
  BOOST_REQUIRE_EQUAL(reports.size(), 2U);
  BOOST_TEST((reports[1].state == PluginState::refused));
  BOOST_TEST(reports[1].reason.find(words) != std::string::npos, name << " was refused for another reason: " << reports[1].reason);
}

/// A copy of the sound plugin that a test may spoil.
struct Copy {
  Copy() {
    std::string pattern = (fs::temp_directory_path() / "frontdesk-plugin-XXXXXX").string();
    BOOST_REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    top = pattern;
    fs::create_directories(bundle());
    fs::copy_file(folder("sound") + "/sound/plugin.so", file());
  }
  ~Copy() { fs::remove_all(top); }
  [[nodiscard]] std::string bundle() const { return top + "/sound"; }
  [[nodiscard]] std::string file() const { return bundle() + "/plugin.so"; }
  void is_refused(const std::string& words) const {
    const PluginSet plugins({top}, nullptr);
    BOOST_TEST((plugins.serving("sound") == nullptr));
    BOOST_REQUIRE_EQUAL(plugins.reports().size(), 1U);
    const std::string reason = plugins.reports()[0].reason;
    BOOST_TEST(reason.find(words) != std::string::npos, reason);
  }
  std::string top;
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_sound_plugin_is_loaded_and_started) {
  PluginSet plugins({folder("sound")}, nullptr);
  QuietHost host;
  plugins.start(host);
  const auto* sound = plugins.serving("sound");
  BOOST_REQUIRE(sound != nullptr);
  BOOST_TEST((sound->report.state == PluginState::started));
  BOOST_TEST(sound->report.version == "1.0");
  BOOST_TEST(sound->report.ships_with_frontdesk);
  BOOST_TEST(sound->declarations.routes.size() == 1U);
  plugins.stop();
  BOOST_TEST((plugins.serving("sound") == nullptr));
}

BOOST_AUTO_TEST_CASE(a_plugin_of_another_build_is_refused) { is_refused("other_tag", "gcc1-glibcxx0"); }
BOOST_AUTO_TEST_CASE(a_plugin_for_another_major_is_refused) { is_refused("other_major", "plugin interface 99.0"); }
BOOST_AUTO_TEST_CASE(a_plugin_for_a_newer_minor_is_refused) { is_refused("newer_minor", "plugin interface 1."); }
BOOST_AUTO_TEST_CASE(a_description_that_is_too_short_is_refused) { is_refused("short_descriptor", "shorter"); }
BOOST_AUTO_TEST_CASE(a_plugin_with_another_id_than_its_folder_is_refused) { is_refused("other_id", "somebody_else"); }
BOOST_AUTO_TEST_CASE(a_plugin_that_describes_nothing_is_refused) { is_refused("null_descriptor", "describes nothing"); }
BOOST_AUTO_TEST_CASE(a_library_without_the_entry_is_refused) { is_refused("no_entry", "frontdesk_plugin_entry"); }
BOOST_AUTO_TEST_CASE(a_missing_symbol_is_found_before_it_is_called) { is_refused("undefined_symbol", "nobody_defines_this"); }
BOOST_AUTO_TEST_CASE(a_constructor_that_throws_refuses_the_plugin) { is_refused("throwing_constructor", "couldn't be made"); }
BOOST_AUTO_TEST_CASE(a_declaration_that_throws_refuses_the_plugin) { is_refused("throwing_declare", "declare said no"); }
BOOST_AUTO_TEST_CASE(a_start_that_throws_refuses_the_plugin) { is_refused("throwing_start", "start said no"); }
BOOST_AUTO_TEST_CASE(a_route_declared_twice_refuses_the_plugin) { is_refused("double_route", "declared twice"); }
BOOST_AUTO_TEST_CASE(a_route_that_another_plugin_has_refuses_the_second) { is_refused("foreign_route", "belongs to another plugin"); }
BOOST_AUTO_TEST_CASE(a_setting_whose_default_is_wrong_refuses_the_plugin) { is_refused("wrong_setting", "whole number from 1 to 9"); }

BOOST_AUTO_TEST_CASE(a_file_that_everybody_may_write_is_refused) {
  const Copy copy;
  fs::permissions(copy.file(), fs::perms::others_write, fs::perm_options::add);
  copy.is_refused("chmod o-w");
}

BOOST_AUTO_TEST_CASE(a_folder_that_everybody_may_write_is_refused) {
  const Copy copy;
  fs::permissions(copy.bundle(), fs::perms::others_write, fs::perm_options::add);
  copy.is_refused("chmod o-w");
}

BOOST_AUTO_TEST_CASE(a_file_of_another_account_is_refused) {
  if (::geteuid() != 0) return;  // only root can give files away
  const Copy copy;
  BOOST_REQUIRE(::chown(copy.file().c_str(), 65534, 65534) == 0);
  copy.is_refused("another account");
}

BOOST_AUTO_TEST_CASE(a_file_cut_short_anywhere_is_refused_before_it_is_mapped) {
  const Copy copy;
  const auto whole = fs::file_size(copy.file());
  for (const auto size : {std::uintmax_t{0}, std::uintmax_t{3}, std::uintmax_t{100}, std::uintmax_t{4096}, whole / 2, whole - 1}) {
    fs::copy_file(folder("sound") + "/sound/plugin.so", copy.file(), fs::copy_options::overwrite_existing);
    fs::resize_file(copy.file(), size);
    const PluginSet plugins({copy.top}, nullptr);
    BOOST_TEST((plugins.serving("sound") == nullptr), size);
  }
}

BOOST_AUTO_TEST_CASE(what_is_no_library_is_refused) {
  const Copy copy;
  std::ofstream(copy.file()) << "#!/bin/sh\necho hello, I am longer than an ELF header has to be, and no library at all\n";
  copy.is_refused("no shared object");
}

BOOST_AUTO_TEST_CASE(a_library_without_a_build_tag_is_refused_before_it_runs) {
  const Copy copy;
  fs::copy_file("/usr/lib/x86_64-linux-gnu/libsodium.so.23", copy.file(), fs::copy_options::overwrite_existing);
  copy.is_refused("no build tag");
}

BOOST_AUTO_TEST_CASE(a_bundle_without_code_and_a_second_one_of_an_id_are_told) {
  const Copy copy;
  fs::create_directories(copy.top + "/empty");
  const PluginSet plugins({folder("sound"), copy.top, "/nowhere/at/all"}, nullptr);
  const auto reports = plugins.reports();
  BOOST_REQUIRE_EQUAL(reports.size(), 3U);
  BOOST_TEST(reports[1].reason.find("no plugin.so") != std::string::npos);
  BOOST_TEST(reports[2].reason.find("earlier folder") != std::string::npos);
  BOOST_TEST(!reports[2].ships_with_frontdesk);
  BOOST_TEST((plugins.serving("sound") != nullptr));
}
