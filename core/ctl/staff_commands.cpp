// SPDX-License-Identifier: AGPL-3.0-or-later
#include <termios.h>
#include <unistd.h>

#include <CLI/CLI.hpp>

#include "base/password.h"
#include "base/utf8.h"
#include "ctl/commands.h"
#include "domain/practice_file.h"
#include "storage/staff_repository.h"
#include "storage/transaction.h"

namespace frontdesk::ctl {
namespace {

struct Words {
  std::string practice;
  std::string email;
  std::string name;
  std::string role;
  std::string provider;
  bool reads_password = false;
};

/// Nothing typed shows on the terminal while it lives.
class SilentTerminal {
 public:
  SilentTerminal() : is_terminal_(isatty(STDIN_FILENO) == 1 && tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!is_terminal_) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  ~SilentTerminal() {
    if (is_terminal_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  SilentTerminal(const SilentTerminal&) = delete;
  SilentTerminal& operator=(const SilentTerminal&) = delete;
  [[nodiscard]] bool is_terminal() const { return is_terminal_; }

 private:
  termios before_{};
  bool is_terminal_;
};

/// The first line of standard input.
Sensitive<std::string> read_password(Operator& op) {
  const SilentTerminal terminal;
  if (terminal.is_terminal()) op.err() << "Password: " << std::flush;
  std::string line;
  std::getline(op.in(), line);
  if (terminal.is_terminal()) op.err() << '\n';
  if (!line.empty() && line.back() == '\r') line.pop_back();
  if (line.empty()) throw bad_input("no password came from standard input: pipe it in, or type it at the prompt");
  return Sensitive<std::string>(std::move(line));
}

std::string checked_hash(const Sensitive<std::string>& password, const std::vector<std::string>& about) {
  const auto problem = password_problem(password, about);
  if (!problem) return hash_password(password);
  switch (*problem) {
    case PasswordProblem::too_short: throw bad_input("the password is too short: " + std::to_string(least_password_characters) + " characters or more");
    case PasswordProblem::too_long: throw bad_input("the password is too long: " + std::to_string(most_password_characters) + " characters at most");
    case PasswordProblem::too_common: throw bad_input("the password is too easy to guess: don't use common words, the practice's name or the person's own");
  }
  throw failed("the password was refused");
}

storage::StaffAccount account_of(storage::UnitOfWork& work, PracticeId practice, const Words& words) {
  if (auto found = work.staff().find_by_email(practice, storage::canonical_staff_email(words.email))) return *found;
  std::vector<std::string> known;
  for (const auto& account : work.staff().list(practice)) known.push_back(account.member.email);
  throw bad_input("there is no staff login \"" + one_line(words.email) + "\" at " + one_line(words.practice) + suggestion(words.email, known) + "; `frontdeskctl staff list` names them all");
}

/// What the person's own password mustn't be made of.
std::vector<std::string> words_about(storage::UnitOfWork& work, PracticeId practice, const std::string& name, const std::string& email) {
  const auto snapshot = work.practices().load(practice);
  std::vector<std::string> words{name, email};
  if (snapshot) {
    words.push_back(snapshot->practice.name);
    words.push_back(snapshot->practice.link_name.text());
  }
  return words;
}

/// The file's own rules for a member of staff, on what was typed.
FileStaff checked_member(const Words& words, const PracticeSnapshot& content) {
  if (first_malformed_byte(words.email + words.name + words.role + words.provider)) throw bad_input("what was typed must be UTF-8");
  Json member{{"email", storage::canonical_staff_email(words.email)}, {"name", words.name}, {"role", words.role}};
  Json file{{"format", practice_file_format}, {"practice", {{"link_name", "x"}, {"name", "x"}, {"timezone", "UTC"}}}, {"providers", Json::array()}};
  for (const Provider& provider : content.providers) file["providers"].push_back({{"link_name", provider.link_name.text()}, {"name", "x"}});
  if (!words.provider.empty()) member["provider"] = words.provider;
  file["staff"] = Json::array({member});
  const auto read = read_practice_file(file.dump(), SystemZones(), {});
  if (!read) {
    std::vector<std::string> lines;
    for (const FileError& error : read.error()) lines.push_back("--" + error.pointer.substr(error.pointer.rfind('/') + 1) + ": " + error.words);
    throw CommandError(2, std::move(lines));
  }
  FileStaff checked = read->file.staff.front();
  if (const Provider* provider = content.provider(words.provider)) checked.provider = provider->id;
  return checked;
}

void add(Operator& op, const Words& words) {
  std::optional<Sensitive<std::string>> password;
  static_cast<void>(op.database());
  if (words.reads_password) password = read_password(op);
  std::string email;
  storage::in_transaction(op.database(), [&](storage::UnitOfWork& work) {
    const PracticeId practice = op.practice(work, words.practice).id;
    const auto content = work.practices().load(practice);
    if (!content) throw failed("the practice was removed meanwhile");
    const FileStaff member = checked_member(words, *content);
    email = member.email;
    if (work.staff().find_by_email(practice, email)) throw bad_input(email + " has a login at " + words.practice + " already");
    const StaffId id = work.staff().insert(practice, {.email = email, .name = member.name, .role = member.role, .provider = member.provider});
    if (password) work.staff().set_password(practice, id, checked_hash(*password, words_about(work, practice, member.name, email)));
  });
  op.out() << email << ": added";
  if (!password) op.out() << "; can't sign in before it has a password: frontdeskctl staff password " << words.practice << ' ' << email;
  op.out() << '\n';
}

void set_password(Operator& op, const Words& words) {
  std::string email;
  std::vector<std::string> about;
  {
    // Who isn't there needn't type a password first.
    const auto work = op.reading();
    const PracticeId practice = op.practice(*work, words.practice).id;
    const auto account = account_of(*work, practice, words);
    email = account.member.email;
    about = words_about(*work, practice, account.member.name, email);
  }
  const std::string hash = checked_hash(read_password(op), about);
  storage::in_transaction(op.database(), [&](storage::UnitOfWork& work) {
    const PracticeId practice = op.practice(work, words.practice).id;
    const StaffId id = account_of(work, practice, words).member.id;
    work.staff().set_password(practice, id, hash);
    work.staff().end_sessions_of(practice, id, std::nullopt);
  });
  op.out() << email << ": password set; signed out everywhere\n";
}

enum class Change : std::uint8_t { disable = 1, enable, reset_second_factor };

void change(Operator& op, const Words& words, Change what) {
  std::string email;
  storage::in_transaction(op.database(), [&](storage::UnitOfWork& work) {
    const PracticeId practice = op.practice(work, words.practice).id;
    const auto account = account_of(work, practice, words);
    email = account.member.email;
    if (what == Change::disable) work.staff().disable(practice, account.member.id, op.now());
    if (what == Change::enable) work.staff().enable(practice, account.member.id);
    if (what == Change::reset_second_factor) work.staff().end_sessions_of(practice, account.member.id, std::nullopt);
  });
  switch (what) {
    case Change::disable: op.out() << email << ": disabled and signed out everywhere\n"; break;
    case Change::enable: op.out() << email << ": may sign in again\n"; break;
    case Change::reset_second_factor: op.out() << email << ": signed out everywhere; there was no second factor to reset (this version has none yet)\n"; break;
  }
}

void list(Operator& op, const Words& words) {
  const auto work = op.reading();
  const PracticeId practice = op.practice(*work, words.practice).id;
  const auto content = work->practices().load(practice);
  std::vector<std::vector<std::string>> rows;
  for (const auto& account : work->staff().list(practice)) {
    const Provider* provider = content && account.member.provider ? content->find(*account.member.provider) : nullptr;
    rows.push_back({account.member.email, std::string(to_string(account.member.role)), provider == nullptr ? "" : provider->link_name.text(), one_line(account.member.name),
                    account.disabled_at ? "disabled" : account.password_hash ? "" : "no password yet"});
  }
  print_table(op.out(), rows);
}

}  // namespace

void add_staff_commands(CLI::App& app, Operator& op) {
  CLI::App* group = app.add_subcommand("staff", "staff logins of a practice");
  group->require_subcommand(1);
  group->footer(
      "\nPasswords come from standard input (one line, or typed at a prompt), never from the command line.\n\n"
      "  frontdeskctl staff list harbor-therapy\n  frontdeskctl staff add harbor-therapy ana@harbor-therapy.example --name \"Ana Ruiz\" --role admin\n"
      "  frontdeskctl staff password harbor-therapy ana@harbor-therapy.example < password-file");
  auto words = std::make_shared<Words>();
  const auto with_practice = [&](const char* verb, const char* what) {
    CLI::App* command = group->add_subcommand(verb, what);
    command->add_option("practice,--practice", words->practice, "link name of the practice")->required()->type_name("PRACTICE");
    return command;
  };
  const auto with_email = [&](const char* verb, const char* what) {
    CLI::App* command = with_practice(verb, what);
    command->add_option("email,--email", words->email, "e-mail address of the login")->required()->type_name("EMAIL");
    return command;
  };
  CLI::App* command = with_email("add", "a new login");
  command->add_option("--name", words->name, "the person's name")->required()->type_name("NAME");
  command->add_option("--role", words->role, "owner, admin or clinician")->required()->type_name("ROLE");
  command->add_option("--provider", words->provider, "link name of the provider who this is")->type_name("PROVIDER");
  command->add_flag("--password-stdin", words->reads_password, "take a password from standard input, too");
  command->callback([&op, words] { add(op, *words); });

  command = with_email("password", "set a password, read from standard input; ends all sessions");
  command->footer("\n  frontdeskctl staff password harbor-therapy owner@harbor-therapy.example < password-file");
  command->callback([&op, words] { set_password(op, *words); });
  with_email("disable", "no more sign-in; ends all sessions")->callback([&op, words] { change(op, *words, Change::disable); });
  with_email("enable", "sign-in again, with the password as it was")->callback([&op, words] { change(op, *words, Change::enable); });
  with_email("reset-second-factor", "forget the second factor; ends all sessions")->callback([&op, words] { change(op, *words, Change::reset_second_factor); });
  with_practice("list", "all logins: e-mail, role, provider, name, state")->callback([&op, words] { list(op, *words); });
}

}  // namespace frontdesk::ctl
