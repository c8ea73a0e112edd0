// SPDX-License-Identifier: AGPL-3.0-or-later
#include <CLI/CLI.hpp>
#include <sstream>

#include "application/import_practice.h"
#include "base/utf8.h"
#include "ctl/commands.h"
#include "storage/practice_writer.h"
#include "storage/transaction.h"

namespace frontdesk::ctl {
namespace {

enum class Shape : std::uint8_t { text = 1, json, words };

/// A setting with a key of its own in the practice file; `fallback` is its default there.
struct KeyedSetting {
  std::string_view name;  ///< dotted: rules.min_notice_minutes
  Shape shape;
  std::string_view fallback;
};

constexpr std::array keyed_settings{
    KeyedSetting{"link_name", Shape::text, "\"\""},
    KeyedSetting{"name", Shape::text, "\"\""},
    KeyedSetting{"timezone", Shape::text, "\"\""},
    KeyedSetting{"previous_link_names", Shape::words, "[]"},
    KeyedSetting{"locale", Shape::text, "\"en-US\""},
    KeyedSetting{"introduction", Shape::text, "\"\""},
    KeyedSetting{"phone", Shape::text, "\"\""},
    KeyedSetting{"email", Shape::text, "\"\""},
    KeyedSetting{"website", Shape::text, "\"\""},
    KeyedSetting{"crisis_notice", Shape::text, "\"\""},
    KeyedSetting{"public_scheduling", Shape::json, "true"},
    KeyedSetting{"client_types", Shape::words, "[]"},
    KeyedSetting{"third_party.representative", Shape::json, "false"},
    KeyedSetting{"third_party.helper", Shape::json, "false"},
    KeyedSetting{"second_factor", Shape::text, "\"required\""},
    KeyedSetting{"rules.min_notice_minutes", Shape::json, "1440"},
    KeyedSetting{"rules.advance_days", Shape::json, "60"},
    KeyedSetting{"rules.buffer_before_minutes", Shape::json, "0"},
    KeyedSetting{"rules.buffer_after_minutes", Shape::json, "0"},
    KeyedSetting{"rules.slot_interval_minutes", Shape::json, "null"},
};

/// What a name on the command line stands for.
struct Target {
  std::string name;
  std::string pointer;  ///< below /practice
  Shape shape = Shape::json;
  Json fallback;
};

std::string as_pointer(std::string_view dotted) {
  std::string pointer = "/practice/";
  for (const char c : dotted) pointer += c == '.' ? '/' : c;
  return pointer;
}

Target target_of(const SettingSpec& spec) {
  const bool is_text = spec.type == SettingSpec::Type::text || spec.type == SettingSpec::Type::choice;
  return {.name = spec.id, .pointer = pointer_below("/practice/settings", spec.id), .shape = is_text ? Shape::text : Shape::json, .fallback = Json::parse(spec.default_value, nullptr, false)};
}

Target target_of(const KeyedSetting& keyed) {
  return {.name = std::string(keyed.name), .pointer = as_pointer(keyed.name), .shape = keyed.shape, .fallback = Json::parse(keyed.fallback)};
}

std::vector<Target> all_targets(const KnownSettings& known) {
  std::vector<Target> targets;
  for (const KeyedSetting& keyed : keyed_settings) targets.push_back(target_of(keyed));
  for (const SettingSpec& spec : known.specs) targets.push_back(target_of(spec));
  return targets;
}

Target find_target(const std::string& typed, const KnownSettings& known) {
  const std::string name = typed.starts_with("practice.") ? typed.substr(9) : typed;
  std::vector<std::string> names;
  for (const Target& target : all_targets(known)) {
    if (target.name == name) return target;
    names.push_back(target.name);
  }
  throw bad_input("there is no setting \"" + one_line(typed) + "\"" + suggestion(name, names) + "; `frontdeskctl setting list PRACTICE` names them all");
}

Json practice_as_json(storage::UnitOfWork& work, PracticeId id) {
  const auto snapshot = work.practices().load(id);
  if (!snapshot) throw failed("the practice was removed meanwhile");
  return Json::parse(write_practice_file({.content = {.practice = snapshot->practice}}));
}

Json value_of(const Json& file, const Target& target) {
  const Json::json_pointer pointer(target.pointer);
  return file.contains(pointer) ? file[pointer] : target.fallback;
}

std::string shown(const Json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

/// What was typed, as the setting's shape asks: text as it stands, lists also as a,b; anything else as JSON.
Json typed_value(const Target& target, const std::string& typed) {
  if (first_malformed_byte(typed)) throw bad_input(target.name + ": must be UTF-8");
  if (target.shape == Shape::text) return typed;
  const auto parsed = parse_json(typed);
  if (parsed && parsed->repeated_keys.empty()) return parsed->root;
  if (target.shape == Shape::json) return typed;
  Json words = Json::array();
  std::istringstream in(typed);
  for (std::string word; std::getline(in, word, ',');) words.push_back(word);
  return words;
}

void get(Operator& op, const std::string& practice, const std::string& name) {
  const Target target = find_target(name, op.known_settings());
  const auto work = op.reading();
  op.out() << shown(value_of(practice_as_json(*work, op.practice(*work, practice).id), target)) << '\n';
}

void list(Operator& op, const std::string& practice) {
  const auto work = op.reading();
  const Json file = practice_as_json(*work, op.practice(*work, practice).id);
  std::vector<std::vector<std::string>> rows;
  for (const Target& target : all_targets(op.known_settings())) rows.push_back({target.name, one_line(shown(value_of(file, target)))});
  const Json settings = file["practice"].value("settings", Json::object());
  for (const auto& [id, value] : settings.items()) {
    const bool is_known = std::any_of(rows.begin(), rows.end(), [&, name = id](const auto& row) { return row.front() == name; });
    if (!is_known) rows.push_back({id, one_line(shown(value)) + "   (of a plugin that isn't loaded)"});
  }
  print_table(op.out(), rows);
}

/// Pointers of a practice file as the names that are typed here.
std::vector<std::string> lines_of(const std::vector<FileError>& errors, const Target& target) {
  std::vector<std::string> lines;
  for (const FileError& error : errors) {
    const std::string below = error.pointer.starts_with(target.pointer) ? error.pointer.substr(target.pointer.size()) : " (" + error.pointer + ")";
    lines.push_back(target.name + below + ": " + error.words);
  }
  return lines;
}

void set(Operator& op, const std::string& practice, const std::string& name, const std::string& typed) {
  KnownSettings known = op.known_settings();
  const Target target = find_target(name, known);
  const Json value = typed_value(target, typed);
  // Only what is typed is checked against its setting: another one's old value must not be in the way.
  std::erase_if(known.specs, [&](const SettingSpec& spec) { return spec.id != target.name; });
  known.owners.clear();
  storage::in_transaction(op.database(), [&](storage::UnitOfWork& work) {
    const PracticeId id = op.practice(work, practice).id;
    if (!work.practice_writer().lock(id)) throw failed("the practice was removed meanwhile");
    Json file = practice_as_json(work, id);
    file[Json::json_pointer(target.pointer)] = value;
    // A name that the practice had may be its present one again.
    Json& names = file["practice"]["previous_link_names"];
    if (target.name == "link_name" && names.is_array()) names.erase(std::remove(names.begin(), names.end(), value), names.end());
    if (names.is_null()) file["practice"].erase("previous_link_names");
    const auto read = read_practice_file(file.dump(), op.zones(), known);
    if (!read) throw CommandError(2, lines_of(read.error(), target));
    Practice changed = read->file.content.practice;
    changed.id = id;
    if (const auto stored = update_practice(work, changed); !stored) throw CommandError(2, lines_of(stored.error(), target));
  });
  op.out() << target.name << ": " << one_line(shown(value)) << '\n';
}

}  // namespace

void add_setting_commands(CLI::App& app, Operator& op) {
  CLI::App* group = app.add_subcommand("setting", "read and change a practice's settings");
  group->require_subcommand(1);
  group->footer(
      "\nSettings are named as in the practice file, with dots: name, public_scheduling, rules.min_notice_minutes, third_party.helper; those of\n"
      "the core and of plugins by their ids: inquiry_form.answer_days. Values are text, JSON, or for lists a,b.\n\n"
      "  frontdeskctl setting list harbor-therapy\n  frontdeskctl setting get harbor-therapy rules.advance_days\n"
      "  frontdeskctl setting set harbor-therapy public_scheduling false\n  frontdeskctl setting set harbor-therapy client_types individual,couple");
  struct Words {
    std::string practice, name, value;
  };
  auto words = std::make_shared<Words>();
  const auto add = [&](const char* verb, const char* what) {
    CLI::App* command = group->add_subcommand(verb, what);
    command->add_option("practice,--practice", words->practice, "link name of the practice")->required()->type_name("PRACTICE");
    return command;
  };
  CLI::App* command = add("get", "print a setting's value");
  command->add_option("name,--name", words->name, "the setting")->required()->type_name("NAME");
  command->callback([&op, words] { get(op, words->practice, words->name); });

  command = add("set", "change a setting; checked as in a practice file");
  command->add_option("name,--name", words->name, "the setting")->required()->type_name("NAME");
  command->add_option("value,--value", words->value, "its new value")->required()->type_name("VALUE");
  command->footer("\n  frontdeskctl setting set harbor-therapy rules.slot_interval_minutes 15\n  frontdeskctl setting set harbor-therapy rules.slot_interval_minutes null");
  command->callback([&op, words] { set(op, words->practice, words->name, words->value); });

  add("list", "all settings with their values")->callback([&op, words] { list(op, words->practice); });
}

}  // namespace frontdesk::ctl
