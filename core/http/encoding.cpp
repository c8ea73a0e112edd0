// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/encoding.h"

#include <algorithm>
#include <map>

#include "base/utf8.h"

namespace frontdesk::http {

namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_token_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

char lower(char c) { return (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c; }

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::optional<FieldsProblem> add_checked(std::string name, std::string_view value, const FieldLimits& limits, Fields& into) {
  if (into.pairs().size() >= limits.fields) return FieldsProblem::too_many;
  if (name.size() > limits.name) return FieldsProblem::name_too_long;
  if (value.size() > limits.value) return FieldsProblem::value_too_long;
  auto plain = plain_value(value);
  if (!plain || !is_plain_text(name, TextLines::one)) return FieldsProblem::bad_text;
  into.add(std::move(name), std::move(*plain));
  return std::nullopt;
}

struct Part {
  std::string name;
  bool is_file = false;
};

/// A parameter of a header ("name" of `form-data; name="a"`); quotes are taken off, `\"` and `%22` are quotes.
std::optional<std::string> header_parameter(std::string_view header, std::string_view wanted) {
  std::size_t at = header.find(';');
  while (at != std::string_view::npos && at < header.size()) {
    ++at;
    const std::size_t equals = header.find('=', at);
    if (equals == std::string_view::npos) return std::nullopt;
    const std::string_view name = trimmed(header.substr(at, equals - at));
    std::string value;
    at = equals + 1;
    if (at < header.size() && header[at] == '"') {
      for (++at; at < header.size() && header[at] != '"'; ++at) {
        if (header[at] == '\\' && at + 1 < header.size()) ++at;
        value += header[at];
      }
      at = header.find(';', at);
    } else {
      const std::size_t end = std::min(header.find(';', at), header.size());
      value = trimmed(header.substr(at, end - at));
      at = end;
    }
    if (equals_ignoring_case(name, wanted)) return value;
  }
  return std::nullopt;
}

/// Reads a part's headers; nothing when there is no form field in them.
std::optional<Part> read_part_headers(std::string_view headers) {
  std::optional<Part> part;
  while (!headers.empty()) {
    const std::size_t end = headers.find("\r\n");
    const std::string_view line = headers.substr(0, end);
    headers = end == std::string_view::npos ? std::string_view{} : headers.substr(end + 2);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !equals_ignoring_case(line.substr(0, colon), "content-disposition")) continue;
    const auto name = header_parameter(line, "name");
    if (!name || part) return std::nullopt;
    part = Part{*name, header_parameter(line, "filename").has_value() || header_parameter(line, "filename*").has_value()};
  }
  return part;
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text, Plus plus) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus == Plus::is_space) {
      out += ' ';
    } else if (text[i] == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[i + 1]);
      const int low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::optional<std::string> plain_value(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    if (rest.starts_with("\r\n")) {
      out += '\n';
      i += 1;
    } else if (rest.front() == '\r') {
      out += '\n';
    } else if (rest.starts_with("\xC2\x85")) {
      out += '\n';
      i += 1;
    } else if (rest.starts_with("\xE2\x80\xA8") || rest.starts_with("\xE2\x80\xA9")) {
      out += '\n';
      i += 2;
    } else if (rest.starts_with("\xEF\xBB\xBF")) {
      i += 2;
    } else {
      out += rest.front();
    }
  }
  if (!is_plain_text(out, TextLines::several)) return std::nullopt;
  return out;
}

std::optional<FieldsProblem> read_urlencoded(std::string_view text, const FieldLimits& limits, Fields& into) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view pair = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    // Three characters on the wire for one at most: what is longer can't fit, and isn't decoded.
    if (equals > 3 * limits.name) return FieldsProblem::name_too_long;
    auto name = percent_decoded(pair.substr(0, equals), Plus::is_space);
    const auto value = percent_decoded(pair.substr(std::min(equals + 1, pair.size())), Plus::is_space);
    if (!name || !value) return FieldsProblem::malformed;
    if (const auto problem = add_checked(std::move(*name), *value, limits, into)) return problem;
  }
  return std::nullopt;
}

std::optional<std::string> boundary_of(std::string_view content_type) {
  auto boundary = header_parameter(content_type, "boundary");
  if (!boundary || boundary->empty() || boundary->size() > 70) return std::nullopt;
  const auto is_allowed = [](char c) { return is_token_character(c) || std::string_view("()+_,-./:=? ").find(c) != std::string_view::npos; };
  if (!std::all_of(boundary->begin(), boundary->end(), is_allowed) || boundary->back() == ' ') return std::nullopt;
  return boundary;
}

std::optional<FieldsProblem> read_multipart(std::string_view body, std::string_view boundary, const FieldLimits& limits, Fields& into) {
  const std::string delimiter = "\r\n--" + std::string(boundary);
  const std::string first = delimiter.substr(2);
  if (!body.starts_with(first)) return FieldsProblem::malformed;
  body.remove_prefix(first.size());
  std::size_t parts = 0;
  while (!body.starts_with("--")) {
    if (++parts > limits.fields) return FieldsProblem::too_many;
    if (!body.starts_with("\r\n")) return FieldsProblem::malformed;
    body.remove_prefix(2);
    const std::size_t headers_end = body.find("\r\n\r\n");
    const std::size_t end = body.find(delimiter);
    if (headers_end == std::string_view::npos || end == std::string_view::npos || end < headers_end) return FieldsProblem::malformed;
    if (headers_end > limits.name + 1024) return FieldsProblem::name_too_long;
    const auto part = read_part_headers(body.substr(0, headers_end));
    if (!part) return FieldsProblem::malformed;
    const std::size_t start = headers_end + 4;
    const std::string_view value = end < start ? std::string_view{} : body.substr(start, end - start);
    body.remove_prefix(end + delimiter.size());
    if (part->is_file) {
      if (!value.empty()) return FieldsProblem::malformed;
      continue;
    }
    if (const auto problem = add_checked(part->name, value, limits, into)) return problem;
  }
  return std::nullopt;
}

void read_cookies(std::string_view line, const FieldLimits& limits, Fields& into) {
  while (!line.empty() && into.pairs().size() < limits.fields) {
    const std::size_t end = std::min(line.find(';'), line.size());
    const std::string_view pair = trimmed(line.substr(0, end));
    line.remove_prefix(std::min(end + 1, line.size()));
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || equals == 0 || equals > limits.name) continue;
    const std::string_view name = pair.substr(0, equals);
    const std::string_view value = pair.substr(equals + 1);
    const bool is_visible = std::all_of(value.begin(), value.end(), [](char c) { return c > ' ' && c < '\x7f'; });
    if (is_visible && std::all_of(name.begin(), name.end(), is_token_character)) into.add(std::string(name), std::string(value));
  }
}

Fields without_doubles(const Fields& fields) {
  std::map<std::string_view, int> times;
  for (const auto& [name, value] : fields.pairs()) ++times[name];
  Fields kept;
  for (const auto& [name, value] : fields.pairs()) {
    if (times[name] == 1) kept.add(name, value);
  }
  return kept;
}

}  // namespace frontdesk::http
