// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// A request as a handler sees it: parsed once, within limits, valid UTF-8 without control characters.
namespace frontdesk {

enum class Method : std::uint8_t { get = 1, head, post };

/// Names and values in the order in which they came.
class Fields {
 public:
  void add(std::string name, std::string value) { all_.emplace_back(std::move(name), std::move(value)); }

  /// The first value; empty when there is none. Routes name the fields that may come more than once; any other that does is
  /// refused with 400 before the handler runs.
  [[nodiscard]] std::string_view get(std::string_view name) const {
    for (const auto& [key, value] : all_) {
      if (key == name) return value;
    }
    return {};
  }
  [[nodiscard]] bool has(std::string_view name) const {
    for (const auto& [key, value] : all_) {
      if (key == name) return true;
    }
    return false;
  }
  [[nodiscard]] std::vector<std::string_view> all(std::string_view name) const {
    std::vector<std::string_view> values;
    for (const auto& [key, value] : all_) {
      if (key == name) values.emplace_back(value);
    }
    return values;
  }
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& pairs() const { return all_; }

 private:
  std::vector<std::pair<std::string, std::string>> all_;
};

struct Request {
  Method method = Method::get;
  std::string path;          ///< percent-decoded once, as routed
  std::string raw_path;      ///< as sent, without the query
  std::string raw_query;     ///< as sent, without '?'
  Fields query;
  Fields form;               ///< of a POST with an urlencoded or multipart body
  Fields cookies;
  std::map<std::string, std::string, std::less<>> path_parameters;  ///< by the names in the route's pattern
  std::string accept;
  std::string accept_language;
  std::string if_none_match;
  std::string user_agent;
  std::string peer_address;  ///< nginx's own peer, never a forwarded header unless a configured proxy set it
  std::string id;            ///< stands in the access log, the error log and on error pages
};

/// Whether and where an answer may be kept.
enum class Caching : std::uint8_t {
  no_store = 1,   ///< private pages, forms, everything for staff
  revalidate,     ///< public pages: kept, asked again each time (ETag)
};

/// Which sites may show the page in a frame.
enum class Framing : std::uint8_t { none = 1, practice_list };

struct Response {
  int status = 200;
  std::string content_type = "text/html; charset=utf-8";
  std::string body;
  Caching caching = Caching::no_store;
  Framing framing = Framing::none;
  bool indexable = false;
  std::vector<std::pair<std::string, std::string>> headers;  ///< beyond those that the host sets on every answer

  /// `location` is a path of this installation ("/o/…"), never anything that was typed. 303 after a POST.
  static Response redirect(std::string location, int status = 303) {
    Response response;
    response.status = status;
    response.headers.emplace_back("Location", std::move(location));
    return response;
  }
};

/// Percent-encodes all but unreserved characters (RFC 3986 §2.3): for one path segment, query name or value.
inline std::string url_encode(std::string_view text) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += digits[byte >> 4U];
      out += digits[byte & 15U];
    }
  }
  return out;
}

}  // namespace frontdesk
