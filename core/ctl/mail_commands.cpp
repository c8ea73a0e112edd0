// SPDX-License-Identifier: AGPL-3.0-or-later
#include <CLI/CLI.hpp>

#include "ctl/commands.h"
#include "frontdesk/time_text.h"
#include "storage/outbox_repository.h"
#include "storage/transaction.h"

namespace frontdesk::ctl {
namespace {

constexpr int most_shown = 50;

std::optional<PracticeId> practice_of(Operator& op, storage::UnitOfWork& work, const std::string& name) {
  if (name.empty()) return std::nullopt;
  return op.practice(work, name).id;
}

void status(Operator& op, const std::string& name) {
  const auto work = op.reading();
  const auto practice = practice_of(op, *work, name);
  const auto counts = work->outbox().counts(practice);
  print_table(op.out(), {{"waiting", std::to_string(counts.waiting), counts.oldest_waiting_at ? "oldest of " + to_string(*counts.oldest_waiting_at) : ""},
                         {"  tried before", std::to_string(counts.retrying)},
                         {"sent", std::to_string(counts.sent)},
                         {"given up", std::to_string(counts.given_up)}});
  std::vector<std::vector<std::string>> rows;
  for (const auto& mail : work->outbox().troubled(most_shown)) {
    if (practice && mail.practice != *practice) continue;
    const std::string when = mail.next_try_at ? "next try " + to_string(*mail.next_try_at) : "given up";
    rows.push_back({"#" + std::to_string(mail.id), mail.template_name, std::to_string(mail.tries) + " tries", when, one_line(mail.last_error)});
  }
  if (rows.empty()) return;
  op.out() << '\n';
  print_table(op.out(), rows);
}

void retry(Operator& op, const std::string& name) {
  std::uint64_t count = 0;
  storage::in_transaction(op.database(), [&](storage::UnitOfWork& work) { count = work.outbox().retry(practice_of(op, work, name), op.now()); });
  op.out() << count << (count == 1 ? " message is" : " messages are") << " due now; the worker delivers them\n";
}

}  // namespace

void add_mail_commands(CLI::App& app, Operator& op) {
  CLI::App* group = app.add_subcommand("mail", "the outbox");
  group->require_subcommand(1);
  group->footer("\n  frontdeskctl mail status\n  frontdeskctl mail retry harbor-therapy");
  auto practice = std::make_shared<std::string>();
  const auto add = [&](const char* verb, const char* what) {
    CLI::App* command = group->add_subcommand(verb, what);
    command->add_option("practice,--practice", *practice, "of this practice only")->type_name("PRACTICE");
    return command;
  };
  add("status", "how many wait, were sent, were given up; what went wrong")->callback([&op, practice] { status(op, *practice); });
  add("retry", "try again now what was given up or waits for a later try")->callback([&op, practice] { retry(op, *practice); });
}

}  // namespace frontdesk::ctl
