// SPDX-License-Identifier: AGPL-3.0-or-later
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "application/export_practice.h"
#include "application/import_practice.h"
#include "ctl/commands.h"
#include "storage/errors.h"
#include "storage/transaction.h"

namespace frontdesk::ctl {
namespace {

std::string counted(std::size_t count, const std::string& one, const std::string& several) { return std::to_string(count) + " " + (count == 1 ? one : several); }

/// One byte more than is allowed is enough to see that it is too much.
std::string read_all(std::istream& in) {
  std::string text;
  std::string chunk(64 * 1024, '\0');
  while (text.size() <= JsonLimits{}.bytes && (in.read(chunk.data(), static_cast<std::streamsize>(chunk.size())), in.gcount() > 0)) {
    text.append(chunk, 0, static_cast<std::size_t>(in.gcount()));
  }
  return text;
}

Result<std::string, std::string> read_file(Operator& op, const std::string& file) {
  if (file == "-") return read_all(op.in());
  struct stat status {};
  if (stat(file.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) return failure(std::string("can't be read: it is a folder"));
  errno = 0;
  std::ifstream in(file, std::ios::binary);
  if (!in) return failure(std::string("can't be read: ") + std::strerror(errno));
  std::string text = read_all(in);
  if (in.bad()) return failure(std::string("can't be read: ") + std::strerror(errno));
  return text;
}

class Importer {
 public:
  explicit Importer(Operator& op) : op_(op), settings_(op.known_settings()) {}

  /// Whether it was imported.
  bool import(const std::string& file) {
    name_ = file == "-" ? "<standard input>" : file;
    const auto text = read_file(op_, file);
    if (!text) return report("", text.error());
    const auto read = read_practice_file(*text, op_.zones(), settings_);
    if (!read) return report(read.error());
    for (const FileError& warning : read->warnings) op_.err() << one_line(name_ + ": " + warning.pointer + ": warning: " + warning.words) << '\n';
    std::optional<Result<ImportOutcome, std::vector<FileError>>> outcome;
    try {
      storage::in_transaction(op_.database(), [&](storage::UnitOfWork& work) {
        outcome = import_practice(work, read->file, op_.now());
        if (!*outcome) throw Refused();
      });
    } catch (const Refused&) {
      return report(outcome->error());
    } catch (const storage::Conflict& error) {
      met_conflict_ = true;
      return report("", std::string(error.what()) + "; others changed the same at the same time: import it again");
    }
    say_what_happened(read->file, **outcome);
    return true;
  }

  /// Whether a sound file wasn't imported.
  [[nodiscard]] bool met_conflict() const { return met_conflict_; }

 private:
  /// Rolls the transaction back.
  struct Refused {};

  bool report(const std::string& pointer, const std::string& words) {
    op_.err() << one_line(name_ + ": " + pointer + ": " + words) << '\n';
    return false;
  }
  bool report(const std::vector<FileError>& errors) {
    for (const FileError& error : errors) report(error.pointer, error.words);
    return false;
  }

  void say_what_happened(const PracticeFile& file, const ImportOutcome& outcome) {
    const char* verb = outcome.kind == ImportOutcome::Kind::created ? "created" : outcome.kind == ImportOutcome::Kind::renamed ? "renamed and updated" : "updated";
    const auto& content = file.content;
    op_.out() << content.practice.link_name.text() << ": " << verb << " (" << counted(content.services.size(), "service", "services") << ", "
              << counted(content.locations.size(), "location", "locations") << ", " << counted(content.providers.size(), "provider", "providers") << ", "
              << counted(file.appointments.size(), "appointment", "appointments") << ", " << counted(file.staff.size(), "staff login", "staff logins");
    if (outcome.retired > 0) op_.out() << "; " << outcome.retired << " retired";
    op_.out() << ")\n";
  }

  Operator& op_;
  const KnownSettings settings_;
  std::string name_;
  bool met_conflict_ = false;
};

void import_files(Operator& op, const std::vector<std::string>& files) {
  static_cast<void>(op.database());
  Importer importer(op);
  std::size_t failures = 0;
  for (const std::string& file : files) failures += importer.import(file) ? 0U : 1U;
  if (failures == 0) return;
  const std::string rest = files.size() == 1 ? "nothing was changed" : counted(failures, "file", "files") + " of " + std::to_string(files.size()) + " changed nothing";
  throw CommandError(importer.met_conflict() ? 1 : 2, {rest});
}

void export_one(Operator& op, const std::string& name) {
  const auto work = op.reading();
  const auto file = export_practice(*work, op.practice(*work, name).id, op.now());
  if (!file) throw failed("the practice was removed meanwhile");
  op.out() << write_practice_file(*file);
}

}  // namespace

void add_import_commands(CLI::App& app, Operator& op) {
  CLI::App* command = app.add_subcommand("import", "create or update practices from practice files");
  command->footer(
      "\nEach file is one transaction: one with an error changes nothing, the others are imported all the same. Errors are lines\n"
      "\"FILE: POINTER: words\" on standard error. Imported staff can't sign in before they have a password.\n\n"
      "  frontdeskctl import harbor-therapy.json\n  frontdeskctl import practices/*.json\n  frontdeskctl export a-practice | frontdeskctl --config other.conf import -");
  auto files = std::make_shared<std::vector<std::string>>();
  command->add_option("files", *files, "practice files; - is standard input")->required()->type_name("FILE");
  command->callback([&op, files] { import_files(op, *files); });

  CLI::App* out = app.add_subcommand("export", "print a practice as a practice file");
  out->footer("\nWith settings, appointments and staff; never passwords, people, requests or holds.\n\n  frontdeskctl export harbor-therapy > harbor-therapy.json");
  auto practice = std::make_shared<std::string>();
  out->add_option("practice,--practice", *practice, "link name of the practice")->required()->type_name("PRACTICE");
  out->callback([&op, practice] { export_one(op, *practice); });
}

}  // namespace frontdesk::ctl
