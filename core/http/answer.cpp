// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/answer.h"

#include <algorithm>
#include <stdexcept>

#include "base/crypto.h"

namespace frontdesk::http {

namespace {

bool is_header_text(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '\x7f'; });
}

bool is_header_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'; });
}

/// A path of this host: not "//elsewhere", not "/\elsewhere".
bool is_own_path(std::string_view location) {
  if (!location.starts_with('/')) return false;
  return location.size() == 1 || (location[1] != '/' && location[1] != '\\');
}

class Head {
 public:
  void add(std::string_view name, std::string_view value) {
    if (!is_header_name(name) || !is_header_text(value)) throw std::logic_error("an answer's header " + std::string(name) + " isn't a header");
    if (name == "Location" && !is_own_path(value)) throw std::logic_error("a redirect must lead to a path of this installation");
    text_ += name;
    text_ += ": ";
    text_ += value;
    text_ += "\r\n";
  }
  [[nodiscard]] std::string take() && { return std::move(text_) + "\r\n"; }

 private:
  std::string text_;
};

std::string content_security_policy(const Response& response, const AnswerContext& context) {
  std::string policy =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; object-src 'none'; "
      "form-action 'self'; base-uri 'none'; frame-ancestors ";
  if (response.framing == Framing::none || context.frame_sites.empty()) return policy + "'none'";
  policy += "'self'";
  for (const auto& site : context.frame_sites) {
    if (is_frame_site(site)) policy += ' ' + site;
  }
  return policy;
}

std::string entity_tag(std::string_view body) { return '"' + crypto::to_hex(crypto::hash(body)).substr(0, 32) + '"'; }

/// Weak comparison (RFC 9110 §13.1.2): a web server that compresses marks our tag as weak.
bool is_listed(std::string_view tag, std::string_view if_none_match) {
  if (if_none_match == "*") return true;
  while (!if_none_match.empty()) {
    const std::size_t end = std::min(if_none_match.find(','), if_none_match.size());
    std::string_view one = if_none_match.substr(0, end);
    if_none_match.remove_prefix(std::min(end + 1, if_none_match.size()));
    while (one.starts_with(' ')) one.remove_prefix(1);
    while (one.ends_with(' ')) one.remove_suffix(1);
    if (one.starts_with("W/")) one.remove_prefix(2);
    if (one == tag) return true;
  }
  return false;
}

std::string_view own_header(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

void add_caching(const Response& response, const AnswerContext& context, Answer& made, Head& head) {
  if (response.caching == Caching::no_store) {
    head.add("Cache-Control", "no-store");
    return;
  }
  head.add("Cache-Control", "no-cache");
  head.add("Vary", "Accept, Accept-Language");
  if (response.status != 200) return;
  const std::string own(own_header(response, "ETag"));
  const std::string tag = own.empty() ? entity_tag(response.body) : own;
  if (own.empty()) head.add("ETag", tag);
  const bool is_read = context.method == Method::get || context.method == Method::head;
  if (is_read && is_listed(tag.starts_with("W/") ? std::string_view(tag).substr(2) : std::string_view(tag), context.if_none_match)) made.status = 304;
}

}  // namespace

bool is_frame_site(std::string_view text) {
  const bool is_secure = text.starts_with("https://");
  const bool is_loopback = text.starts_with("http://localhost") || text.starts_with("http://127.0.0.1");
  if (!is_secure && !is_loopback) return false;
  const std::string_view host = text.substr(text.find("://") + 3);
  return !host.empty() && host.size() <= 260 && std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':';
  });
}

Answer answer(const Response& response, const AnswerContext& context) {
  Answer made;
  made.status = response.status;
  Head head;
  const bool has_body = response.status != 304 && response.status != 204;
  if (has_body && !response.content_type.empty()) head.add("Content-Type", response.content_type);
  for (const auto& [name, value] : response.headers) head.add(name, value);
  head.add("Content-Security-Policy", content_security_policy(response, context));
  head.add("X-Content-Type-Options", "nosniff");
  head.add("Referrer-Policy", "same-origin");
  head.add("Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()");
  head.add("Cross-Origin-Opener-Policy", "same-origin");
  const bool is_open = context.reading == AnswerContext::Reading::any_site;
  head.add("Cross-Origin-Resource-Policy", is_open ? "cross-origin" : "same-origin");
  if (is_open) head.add("Access-Control-Allow-Origin", "*");
  if (!response.indexable) head.add("X-Robots-Tag", "noindex");
  add_caching(response, context, made, head);
  if (made.status != 304 && has_body) {
    head.add("Content-Length", std::to_string(response.body.size()));
    if (context.method != Method::head) made.body = response.body;
  }
  made.head = "Status: " + std::to_string(made.status) + ' ' + std::string(reason_phrase(made.status)) + "\r\n" + std::move(head).take();
  return made;
}

Response problem(int status, std::string_view code, std::string_view title, std::string_view request_id) {
  // Every value is ours: none needs escaping.
  Response response;
  response.status = status;
  response.content_type = "application/problem+json";
  response.body = R"({"type":"about:blank","title":")" + std::string(title) + R"(","status":)" + std::to_string(status) + R"(,"code":")" + std::string(code) +
                  R"(","instance":"urn:frontdesk:request:)" + std::string(request_id) + "\"}\n";
  return response;
}

std::string_view reason_phrase(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 503: return "Service Unavailable";
    default: return "Answer";
  }
}

}  // namespace frontdesk::http
