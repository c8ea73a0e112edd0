// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/log.h"

#include <cxxabi.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <typeinfo>

#include "frontdesk/time_text.h"

namespace frontdesk {

namespace {

constexpr std::size_t longest_code = 120;
constexpr std::size_t longest_text = 2000;

bool is_code_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::strchr("_-.:/{}*", c) != nullptr;
}

std::string type_name(const std::exception& error) {
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> name(abi::__cxa_demangle(typeid(error).name(), nullptr, nullptr, &status), &std::free);
  return status == 0 ? std::string(name.get()) : std::string(typeid(error).name());
}

void append_escaped(std::string& out, std::string_view text) {
  static constexpr char digits[] = "0123456789abcdef";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += "\\u00";
      out += digits[static_cast<unsigned char>(c) >> 4U];
      out += digits[static_cast<unsigned char>(c) & 15U];
    } else {
      out += c;
    }
  }
}

}  // namespace

LogLine::LogLine(std::string_view event) { code("event", event); }

void LogLine::key(std::string_view name) {
  text_ += ",\"";
  append_escaped(text_, name);
  text_ += "\":";
}

LogLine& LogLine::number(std::string_view name, std::int64_t value) {
  key(name);
  text_ += std::to_string(value);
  return *this;
}

LogLine& LogLine::code(std::string_view name, std::string_view value) {
  key(name);
  text_ += '"';
  for (const char c : value.substr(0, longest_code)) text_ += (c != '\0' && is_code_character(c)) ? c : '?';
  text_ += '"';
  return *this;
}

LogLine& LogLine::operator_text(std::string_view name, std::string_view value) {
  key(name);
  text_ += '"';
  append_escaped(text_, value.substr(0, longest_text));
  text_ += '"';
  return *this;
}

LogLine& LogLine::failure(const std::exception& error) {
  code("exception", type_name(error));
  if (dynamic_cast<const std::logic_error*>(&error) != nullptr) operator_text("words", error.what());
  return *this;
}

LogFile::LogFile(const std::string& path) : descriptor_(STDERR_FILENO), is_own_(!path.empty()) {
  if (path.empty()) return;
  descriptor_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
  if (descriptor_ < 0) {
    throw std::runtime_error("can't write the log " + path + ": " + std::strerror(errno) + " (its folder must exist and belong to the account of this program)");
  }
}

LogFile::~LogFile() {
  if (is_own_) ::close(descriptor_);
}

void LogFile::note(const LogLine& line) noexcept { write("note", line); }
void LogFile::warn(const LogLine& line) noexcept { write("warning", line); }
void LogFile::error(const LogLine& line) noexcept { write("error", line); }

void LogFile::write(std::string_view level, const LogLine& line) noexcept {
  try {
    const auto now = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    std::string text = "{\"at\":\"" + to_string(Instant(now)) + "\",\"level\":\"";
    text += level;
    text += '"';
    text += line.text();
    text += "}\n";
    const auto written = ::write(descriptor_, text.data(), text.size());
    static_cast<void>(written);  // there is nowhere to complain to
  } catch (const std::exception&) {
    // Out of memory while logging: the line is lost, the request goes on.
    return;
  }
}

}  // namespace frontdesk
