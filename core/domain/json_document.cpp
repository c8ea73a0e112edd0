// SPDX-License-Identifier: AGPL-3.0-or-later
#include "domain/json_document.h"

#include <algorithm>
#include <list>
#include <optional>

#include "base/utf8.h"

namespace frontdesk {
namespace {

/// Builds the document; unlike nlohmann's own builder it sees repeated keys and counts the depth.
class Builder : public nlohmann::json_sax<Json> {
 public:
  explicit Builder(std::size_t deepest) : deepest_(deepest) {}

  bool null() override { return add(Json(nullptr)) != nullptr; }
  bool boolean(bool value) override { return add(Json(value)) != nullptr; }
  bool number_integer(number_integer_t value) override { return add(Json(value)) != nullptr; }
  bool number_unsigned(number_unsigned_t value) override { return add(Json(value)) != nullptr; }
  bool number_float(number_float_t value, const string_t&) override { return add(Json(value)) != nullptr; }
  bool string(string_t& value) override { return add(Json(std::move(value))) != nullptr; }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    frames_.back().key = std::move(name);
    frames_.back().is_repeated = frames_.back().container->contains(frames_.back().key);
    if (frames_.back().is_repeated) document_.repeated_keys.push_back({.pointer = here(), .words = "this key is given twice: keep one of the two"});
    return true;
  }

  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& error) override {
    std::string words = error.what();
    words.erase(0, words.find(']') == std::string::npos ? 0 : words.find(']') + 2);
    words.erase(std::min(words.find("; last read"), words.size()));
    error_ = FileError{.pointer = "", .words = "is not JSON: " + words};
    return false;
  }

  [[nodiscard]] const std::optional<FileError>& error() const { return error_; }
  JsonDocument take() { return std::move(document_); }

 private:
  struct Frame {
    Json* container;
    std::string key = {};
    bool is_repeated = false;
  };

  [[nodiscard]] std::string here() const {
    std::string pointer;
    for (const Frame& frame : frames_) {
      if (frame.container->is_object()) {
        pointer = pointer_below(pointer, frame.key);
      } else {
        const bool stands_before_next_item = &frame == &frames_.back();
        pointer = pointer_below(pointer, stands_before_next_item ? frame.container->size() : frame.container->size() - 1);
      }
    }
    return pointer;
  }

  Json* add(Json value) {
    if (frames_.empty()) return &(document_.root = std::move(value));
    Frame& frame = frames_.back();
    if (frame.container->is_array()) return &frame.container->emplace_back(std::move(value));
    if (frame.is_repeated) return &discarded_.emplace_back(std::move(value));
    return &((*frame.container)[frame.key] = std::move(value));
  }

  bool open(Json container) {
    if (frames_.size() >= deepest_) {
      error_ = FileError{.pointer = here(), .words = "is nested deeper than " + std::to_string(deepest_) + " levels"};
      return false;
    }
    frames_.push_back({.container = add(std::move(container))});
    return true;
  }

  bool close() {
    frames_.pop_back();
    return true;
  }

  std::size_t deepest_;
  JsonDocument document_;
  std::list<Json> discarded_;  // values of repeated keys: their inner objects are still being filled
  std::vector<Frame> frames_;
  std::optional<FileError> error_;
};

}  // namespace

std::string pointer_below(std::string_view pointer, std::string_view key) {
  std::string result(pointer);
  result += '/';
  for (const char c : key) {
    if (c == '~') {
      result += "~0";
    } else if (c == '/') {
      result += "~1";
    } else {
      result += c;
    }
  }
  return result;
}

std::string pointer_below(std::string_view pointer, std::size_t index) { return std::string(pointer) + "/" + std::to_string(index); }

Result<JsonDocument, FileError> parse_json(std::string_view text, JsonLimits limits) {
  if (text.size() > limits.bytes) return failure(FileError{.pointer = "", .words = "is larger than " + std::to_string(limits.bytes / (1024 * 1024)) + " MiB"});
  if (const auto bad = first_malformed_byte(text)) {
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(*bad), '\n');
    return failure(FileError{.pointer = "", .words = "is not UTF-8: line " + std::to_string(line) + ", byte " + std::to_string(*bad + 1) + " of the file; save it as UTF-8"});
  }
  Builder builder(limits.depth);
  const bool complete = Json::sax_parse(text.begin(), text.end(), &builder);
  if (builder.error()) return failure(*builder.error());
  if (!complete) return failure(FileError{.pointer = "", .words = "is not JSON"});
  return builder.take();
}

}  // namespace frontdesk
