// SPDX-License-Identifier: AGPL-3.0-or-later
#include "view/template_source.h"

#include <algorithm>

namespace frontdesk::view {
namespace {

struct Tag {
  char kind = 0;  ///< '#', '^', '/', '>', '!' or 0 for a name
  std::string_view name;
  std::size_t end = 0;  ///< after the closing braces
};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

/// The tag whose "{{" stands at `at`.
Result<Tag, std::string> read_tag(std::string_view text, std::size_t at) {
  const auto close = text.find("}}", at + 2);
  if (close == std::string_view::npos) return failure(std::string("a tag is never closed with }}"));
  Tag tag{.name = text.substr(at + 2, close - at - 2), .end = close + 2};
  if (tag.name.starts_with('{')) return failure(std::string("{{{ is not allowed: everything is escaped"));
  tag.name = trimmed(tag.name);
  if (tag.name.empty()) return failure(std::string("a tag is empty"));
  const char first = tag.name.front();
  if (first == '&') return failure(std::string("{{& is not allowed: everything is escaped"));
  if (first == '=') return failure(std::string("other delimiters are not allowed"));
  if (first == '#' || first == '^' || first == '/' || first == '>' || first == '!') {
    tag.kind = first;
    tag.name = trimmed(tag.name.substr(1));
  }
  return tag;
}

class Flattener {
 public:
  Flattener(TemplateKind kind, const SourceParts& parts) : kind_(kind), parts_(parts) {}

  bool add(std::string_view text, int depth) {
    if (text.size() > source_limits.file_bytes) return fail("a file is larger than 128 KiB");
    const auto outer_sections = open_.size();
    std::size_t at = 0;
    while (true) {
      const auto next = text.find("{{", at);
      out_ += text.substr(at, next == std::string_view::npos ? next : next - at);
      if (out_.size() > source_limits.flattened_bytes) return fail("with its partials it is larger than 512 KiB");
      if (next == std::string_view::npos) break;
      const auto tag = read_tag(text, next);
      if (!tag) return fail(tag.error());
      if (++tags_ > source_limits.tags) return fail("it has more than 4000 tags");
      if (!take(*tag, depth, outer_sections)) return false;
      at = tag->end;
    }
    if (open_.size() > outer_sections) return fail("section {{#" + open_.back() + "}} is never closed");
    return true;
  }

  [[nodiscard]] std::string& text() { return out_; }
  [[nodiscard]] std::string& problem() { return problem_; }

 private:
  bool fail(std::string problem) {
    problem_ = std::move(problem);
    return false;
  }

  bool take(const Tag& tag, int depth, std::size_t outer_sections) {
    switch (tag.kind) {
      case '!': return true;
      case '>': return take_partial(tag.name, depth);
      case '#':
      case '^': return open_section(tag);
      case '/': return close_section(tag, outer_sections);
      default: return take_name(tag.name);
    }
  }

  bool take_partial(std::string_view name, int depth) {
    const std::string shown(name.substr(0, 80));
    if (std::find(partials_.begin(), partials_.end(), shown) != partials_.end()) return fail("partial " + shown + " includes itself");
    if (depth >= source_limits.partial_depth) return fail("partials lie more than 8 deep");
    const auto text = parts_.partial(name);
    if (!text) return fail("partial " + shown + " is not there or not this template's to use");
    partials_.push_back(shown);
    const bool added = add(*text, depth + 1);
    partials_.pop_back();
    if (!added) problem_ += " (in partial " + shown + ')';
    return added;
  }

  bool open_section(const Tag& tag) {
    if (!is_name(tag.name)) return fail("section name '" + std::string(tag.name.substr(0, 80)) + "' is no name of [a-z0-9_]");
    if (open_.size() >= static_cast<std::size_t>(source_limits.section_depth)) return fail("sections lie more than 16 deep");
    open_.emplace_back(tag.name);
    return write(tag.kind, tag.name);
  }

  bool close_section(const Tag& tag, std::size_t outer_sections) {
    if (open_.size() <= outer_sections || open_.back() != tag.name) {
      return fail("{{/" + std::string(tag.name.substr(0, 80)) + "}} closes no section that is open there");
    }
    open_.pop_back();
    return write('/', tag.name);
  }

  bool take_name(std::string_view name) {
    if (name.starts_with("t.")) return take_words(name.substr(2));
    if (name.starts_with("asset.")) return take_asset(name.substr(6));
    if (name == "." && open_.empty()) return fail("{{.}} stands outside any list");
    if (name != "." && !is_name(name)) return fail("'" + std::string(name.substr(0, 80)) + "' is no name of [a-z0-9_]");
    return write(0, name);
  }

  bool write(char kind, std::string_view name) {
    out_ += "{{";
    if (kind != 0) out_ += kind;
    out_ += name;
    out_ += "}}";
    return true;
  }

  bool take_asset(std::string_view file) {
    const auto url = parts_.asset(file);
    if (!url) return fail("asset " + std::string(file.substr(0, 80)) + " is not there");
    out_ += *url;
    return true;
  }

  bool take_words(std::string_view key) {
    const auto words = parts_.words(key);
    if (!words) return fail("no text for key '" + std::string(key.substr(0, 80)) + "', or one that takes ICU arguments");
    const std::string_view text = *words;
    std::size_t at = 0;
    while (true) {
      const auto next = text.find("{{", at);
      const auto literal = text.substr(at, next == std::string_view::npos ? next : next - at);
      if (kind_ == TemplateKind::page) {
        out_ += escape_html(literal);
      } else {
        out_ += literal;
      }
      if (next == std::string_view::npos) return true;
      const auto tag = read_tag(text, next);
      if (!tag || tag->kind != 0 || !is_name(tag->name)) return fail("the text of key '" + std::string(key) + "' may hold {{name}} only");
      write(0, tag->name);
      at = tag->end;
    }
  }

  TemplateKind kind_;
  const SourceParts& parts_;
  std::string out_;
  std::string problem_;
  std::vector<std::string> open_;
  std::vector<std::string> partials_;
  int tags_ = 0;
};

/// Indentation and blank lines cost bytes and time at every render.
std::string without_indentation(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto line = trimmed(text.substr(0, end));
    if (!line.empty()) {
      out += line;
      if (end != std::string_view::npos) out += '\n';
    }
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  }
  return out;
}

}  // namespace

Result<std::string, std::string> flatten(std::string_view text, TemplateKind kind, const SourceParts& parts) {
  Flattener flattener(kind, parts);
  if (!flattener.add(text, 0)) return failure(std::move(flattener.problem()));
  return kind == TemplateKind::page ? without_indentation(flattener.text()) : std::move(flattener.text());
}

std::vector<std::string> names_outside(std::string_view flattened, const std::vector<ViewShape>& shape) {
  struct Scope {
    const std::vector<ViewShape>* names;
    std::string path;
  };
  std::vector<Scope> scopes{{&shape, ""}};
  std::vector<std::string> missing;
  static const std::vector<ViewShape> nothing;
  for (std::size_t at = flattened.find("{{"); at != std::string_view::npos; at = flattened.find("{{", at)) {
    const auto tag = read_tag(flattened, at);
    if (!tag) return {tag.error()};
    at = tag->end;
    if (tag->kind == '/') {
      scopes.pop_back();
      continue;
    }
    const auto scope = scopes.back();
    const auto& names = *scope.names;
    const auto found = std::find_if(names.begin(), names.end(), [&](const auto& one) { return one.name == tag->name; });
    const bool known = found != names.end() || tag->name == ".";
    if (!known) missing.push_back(scope.path + std::string(tag->name));
    if (tag->kind == 0) continue;
    const bool has_inner = tag->kind == '#' && known && !found->inner.empty();
    scopes.push_back(has_inner ? Scope{&found->inner, scope.path + found->name + " › "} : scope);
  }
  return missing;
}

std::string escape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

}  // namespace frontdesk::view
