// SPDX-License-Identifier: AGPL-3.0-or-later
#include <CLI/CLI.hpp>

#include "application/import_practice.h"
#include "base/utf8.h"
#include "ctl/commands.h"
#include "storage/practice_writer.h"
#include "storage/transaction.h"

namespace frontdesk::ctl {
namespace {

void list(Operator& op) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& practice : op.reading()->practices().list()) {
    rows.push_back({practice.link_name.text(), one_line(practice.name), practice.suspended ? "suspended" : ""});
  }
  if (rows.empty()) op.err() << "there is no practice yet: `frontdeskctl import FILE` or `frontdeskctl practice create`\n";
  print_table(op.out(), rows);
}

struct NewPractice {
  std::string link_name;
  std::string name;
  std::string timezone;
};

void create(Operator& op, const NewPractice& wanted) {
  const Json document{{"format", practice_file_format}, {"practice", {{"link_name", wanted.link_name}, {"name", wanted.name}, {"timezone", wanted.timezone}}}};
  if (first_malformed_byte(wanted.link_name + wanted.name + wanted.timezone)) throw bad_input("link name, name and time zone must be UTF-8");
  const auto read = read_practice_file(document.dump(), op.zones(), {});
  if (!read) {
    std::vector<std::string> lines;
    for (const FileError& error : read.error()) lines.push_back(error.pointer.substr(error.pointer.rfind('/') + 1) + ": " + error.words);
    throw CommandError(2, std::move(lines));
  }
  storage::in_transaction(op.database(), [&](storage::UnitOfWork& work) {
    if (work.practices().resolve(wanted.link_name)) throw bad_input("the name \"" + wanted.link_name + "\" belongs to a practice already; `frontdeskctl practice list` names them all");
    if (const auto outcome = import_practice(work, read->file, op.now()); !outcome) throw bad_input(outcome.error().front().words);
  });
  op.out() << wanted.link_name << ": created. Its settings: frontdeskctl setting list " << wanted.link_name << '\n';
}

void suspend(Operator& op, const std::string& name, bool suspended) {
  storage::in_transaction(op.database(), [&](storage::UnitOfWork& work) { work.practice_writer().set_suspended(op.practice(work, name).id, suspended); });
  op.out() << name << (suspended ? ": suspended; all its pages answer 404 until `frontdeskctl practice resume`" : ": its pages answer again") << '\n';
}

void remove(Operator& op, const std::string& name, bool is_sure) {
  storage::in_transaction(op.database(), [&](storage::UnitOfWork& work) {
    const auto practice = op.practice(work, name);
    if (practice.present_name.text() != name) throw bad_input("\"" + name + "\" is a previous name; the practice is called \"" + practice.present_name.text() + "\" now");
    if (!is_sure) {
      throw bad_input("this would delete " + name + " for good: settings, staff, appointments, requests and conversations. Keep a copy (frontdeskctl export " + name +
                      "), then say --yes");
    }
    work.practice_writer().remove(practice.id);
  });
  op.out() << name << ": deleted\n";
}

}  // namespace

void add_practice_commands(CLI::App& app, Operator& op) {
  CLI::App* group = app.add_subcommand("practice", "list, create, suspend, resume and delete practices");
  group->require_subcommand(1);
  group->footer("\n  frontdeskctl practice list\n  frontdeskctl practice create quiet-room --name \"Quiet Room\" --timezone Europe/Berlin\n  frontdeskctl practice suspend quiet-room");

  group->add_subcommand("list", "all practices: link name, name, state")->callback([&op] { list(op); });

  auto wanted = std::make_shared<NewPractice>();
  CLI::App* command = group->add_subcommand("create", "a practice with nothing in it yet");
  command->add_option("link_name,--practice", wanted->link_name, "its name in links: a-z, 0-9 and hyphens")->required()->type_name("LINK_NAME");
  command->add_option("--name", wanted->name, "its name for people")->required()->type_name("NAME");
  command->add_option("--timezone", wanted->timezone, "IANA name, such as America/New_York")->required()->type_name("ZONE");
  command->footer("\n  frontdeskctl practice create quiet-room --name \"Quiet Room\" --timezone Europe/Berlin");
  command->callback([&op, wanted] { create(op, *wanted); });

  auto name = std::make_shared<std::string>();
  const auto with_name = [&](const char* verb, const char* what) {
    CLI::App* one = group->add_subcommand(verb, what);
    one->add_option("practice,--practice", *name, "link name of the practice")->required()->type_name("PRACTICE");
    return one;
  };
  with_name("suspend", "all its pages answer 404; nothing is lost")->callback([&op, name] { suspend(op, *name, true); });
  with_name("resume", "its pages answer again")->callback([&op, name] { suspend(op, *name, false); });
  auto is_sure = std::make_shared<bool>(false);
  command = with_name("delete", "the practice and everything of it, for good");
  command->add_flag("--yes", *is_sure, "without it nothing is deleted");
  command->footer("\n  frontdeskctl export quiet-room > quiet-room.json\n  frontdeskctl practice delete quiet-room --yes");
  command->callback([&op, name, is_sure] { remove(op, *name, *is_sure); });
}

}  // namespace frontdesk::ctl
