// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <exception>
#include <string>
#include <string_view>

/// The one door for log lines. A line is a JSON object; its values are numbers and short codes, so that nothing that a person
/// typed gets there by habit: there is no way to put free text into one but `operator_text`.
namespace frontdesk {

class LogLine {
 public:
  /// `event` is a code of the program's own: "request", "plugin_refused".
  explicit LogLine(std::string_view event);
  LogLine& number(std::string_view key, std::int64_t value);
  /// Letters, digits and `_ - . : / { } *`, at most 120; anything else is written as '?'.
  LogLine& code(std::string_view key, std::string_view value);
  /// Words of this program for its operator (a file's name, what a library said about it): never of a request or a row.
  LogLine& operator_text(std::string_view key, std::string_view value);
  /// The type of an exception, and its words where they can't hold what people typed (std::logic_error).
  LogLine& failure(const std::exception& error);

  [[nodiscard]] const std::string& text() const noexcept { return text_; }

 private:
  void key(std::string_view name);
  std::string text_;
};

/// A file of lines, or standard error. Safe from any thread and process: each line is one write.
class LogFile {
 public:
  /// An empty path is standard error. Throws std::runtime_error naming the file and what to do when it can't be opened; a new file gets mode 0640.
  explicit LogFile(const std::string& path);
  ~LogFile();
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;

  /// Adds time and level and writes the line. A full disk loses lines, nothing else.
  void note(const LogLine& line) noexcept;
  void warn(const LogLine& line) noexcept;
  void error(const LogLine& line) noexcept;

 private:
  void write(std::string_view level, const LogLine& line) noexcept;
  int descriptor_;
  bool is_own_;
};

}  // namespace frontdesk
