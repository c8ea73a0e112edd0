// SPDX-License-Identifier: AGPL-3.0-or-later
#include "view/markup_check.h"

#include <algorithm>
#include <array>

namespace frontdesk::view {
namespace {

constexpr std::array<std::string_view, 8> forbidden_tags{"style", "iframe", "object", "embed", "base", "frame", "applet", "math"};

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

class Reader {
 public:
  Reader(std::string_view text, TemplateOwner owner) : text_(text), owner_(owner) {}

  std::optional<std::string> problem() {
    while (at_ < text_.size() && !problem_) {
      const auto open = text_.find('<', at_);
      if (open == std::string_view::npos) break;
      at_ = open + 1;
      read_markup();
    }
    return problem_;
  }

 private:
  void read_markup() {
    if (text_.substr(at_).starts_with("!--")) {
      const auto end = text_.find("-->", at_);
      if (end == std::string_view::npos) return fail("a comment is never closed");
      if (text_.substr(at_, end - at_).find("{{") != std::string_view::npos) return fail("a name stands in an HTML comment");
      at_ = end + 3;
      return;
    }
    const auto start = at_;
    const char first = at_ < text_.size() ? text_[at_] : ' ';
    if (first == '{') return fail("a name stands in a tag's name");
    const bool begins_a_tag = first == '/' || first == '!' || (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
    if (!begins_a_tag) return;
    while (at_ < text_.size() && !is_blank(text_[at_]) && text_[at_] != '>' && text_[at_] != '/' && text_[at_] != '{') ++at_;
    if (at_ == start && at_ < text_.size() && text_[at_] == '/') {
      const auto end = text_.find('>', at_);
      if (end == std::string_view::npos) return fail("a closing tag has no end");
      at_ = end + 1;
      return;
    }
    const std::string tag = lower(text_.substr(start, at_ - start));
    if (std::find(forbidden_tags.begin(), forbidden_tags.end(), tag) != forbidden_tags.end()) return fail("<" + tag + "> is not allowed");
    if ((tag == "script" || tag == "svg") && owner_ == TemplateOwner::practice) return fail("<" + tag + "> is not allowed");
    read_attributes(tag);
    if (tag == "script" && !problem_ && !text_.substr(at_).starts_with("</script>")) fail("<script> may load a file only, not hold code");
  }

  void read_attributes(const std::string& tag) {
    while (!problem_) {
      while (at_ < text_.size() && (is_blank(text_[at_]) || text_[at_] == '/')) ++at_;
      if (at_ >= text_.size()) return fail("<" + tag + "> is never closed with >");
      if (text_[at_] == '>') {
        ++at_;
        return;
      }
      if (text_[at_] == '{') {
        skip_section_tag(tag);
        continue;
      }
      const auto start = at_;
      while (at_ < text_.size() && !is_blank(text_[at_]) && text_[at_] != '=' && text_[at_] != '>' && text_[at_] != '{') ++at_;
      const std::string name = lower(text_.substr(start, at_ - start));
      if (name.starts_with("on")) return fail("attribute " + name + " is not allowed");
      if (name == "style" || name == "srcdoc") return fail("attribute " + name + " is not allowed");
      if (tag == "meta" && name == "http-equiv") return fail("<meta http-equiv> is not allowed");
      if (at_ < text_.size() && text_[at_] == '=') read_value(tag, name);
    }
  }

  /// `{{#checked}}checked{{/checked}}` may stand between attributes; a value may not.
  void skip_section_tag(const std::string& tag) {
    const auto end = text_.find("}}", at_);
    const char kind = at_ + 2 < text_.size() ? text_[at_ + 2] : ' ';
    if (end == std::string_view::npos || (kind != '#' && kind != '^' && kind != '/')) return fail("a name stands between the attributes of <" + tag + ">");
    at_ = end + 2;
  }

  void read_value(const std::string& tag, const std::string& name) {
    ++at_;
    if (at_ >= text_.size() || (text_[at_] != '"' && text_[at_] != '\'')) return fail("the value of " + name + " in <" + tag + "> is not in quotes");
    const char quote = text_[at_++];
    const auto end = text_.find(quote, at_);
    if (end == std::string_view::npos) return fail("the value of " + name + " in <" + tag + "> has no closing quote");
    const auto value = lower(text_.substr(at_, end - at_));
    const bool is_address = name == "href" || name == "src" || name == "action" || name == "formaction";
    const auto scheme = value.find_first_not_of(" \t\r\n");
    if (is_address && scheme != std::string::npos) {
      const auto address = std::string_view(value).substr(scheme);
      for (const std::string_view bad : {"javascript:", "data:", "vbscript:"}) {
        if (address.starts_with(bad)) return fail("an address begins with " + std::string(bad));
      }
      if (name == "src" && (address.starts_with("http") || address.starts_with("//"))) return fail("src loads from another site");
    }
    at_ = end + 1;
  }

  void fail(std::string problem) { problem_ = std::move(problem); }

  std::string_view text_;
  TemplateOwner owner_;
  std::size_t at_ = 0;
  std::optional<std::string> problem_;
};

}  // namespace

std::optional<std::string> unsafe_markup(std::string_view flattened, TemplateOwner owner) { return Reader(flattened, owner).problem(); }

}  // namespace frontdesk::view
