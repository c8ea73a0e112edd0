// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/wire.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>

#include "base/utf8.h"
#include "http/encoding.h"

namespace frontdesk::http {

namespace {

constexpr std::size_t longest_user_agent = 400;

std::string_view parameter(const Parameters& parameters, std::string_view name) {
  for (const auto& [key, value] : parameters) {
    if (key == name) return value;
  }
  return {};
}

FieldLimits field_limits(const Limits& limits) { return {limits.fields, limits.name, limits.value}; }

Refusal refusal_of(FieldsProblem problem) {
  switch (problem) {
    case FieldsProblem::malformed: return {400, "malformed_fields"};
    case FieldsProblem::too_many: return {400, "too_many_fields"};
    case FieldsProblem::name_too_long: return {400, "field_name_too_long"};
    case FieldsProblem::value_too_long: return {413, "field_too_long"};
    case FieldsProblem::bad_text: return {400, "bad_text"};
  }
  return {400, "malformed_fields"};
}

/// A header that is read but never shown: cut, and empty when it isn't plain text.
std::string header(const Parameters& parameters, std::string_view name, std::size_t longest) {
  const std::string_view value = parameter(parameters, name).substr(0, longest);
  return is_plain_text(value, TextLines::one) ? std::string(value) : std::string();
}

Result<std::vector<std::string>, Refusal> decoded_segments(std::string_view raw_path) {
  std::vector<std::string> segments;
  raw_path.remove_prefix(1);
  while (true) {
    const std::size_t end = std::min(raw_path.find('/'), raw_path.size());
    auto segment = percent_decoded(raw_path.substr(0, end), Plus::is_plus);
    if (!segment || !is_plain_text(*segment, TextLines::one)) return failure(Refusal{400, "bad_path"});
    segments.push_back(std::move(*segment));
    if (end == raw_path.size()) return segments;
    raw_path.remove_prefix(end + 1);
  }
}

std::string joined(const std::vector<std::string>& segments) {
  std::string path;
  for (const auto& segment : segments) path += '/' + segment;
  return path;
}

bool is_request_id(std::string_view text) {
  return text.size() >= 16 && text.size() <= 64 &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

void read_headers(const Parameters& parameters, const Limits& limits, Incoming& incoming) {
  Request& request = incoming.request;
  request.accept = header(parameters, "HTTP_ACCEPT", 1000);
  request.accept_language = header(parameters, "HTTP_ACCEPT_LANGUAGE", 500);
  request.if_none_match = header(parameters, "HTTP_IF_NONE_MATCH", 1000);
  request.user_agent = header(parameters, "HTTP_USER_AGENT", longest_user_agent);
  incoming.origin = header(parameters, "HTTP_ORIGIN", 500);
  incoming.sec_fetch_site = header(parameters, "HTTP_SEC_FETCH_SITE", 50);
  const std::string_view id = parameter(parameters, "FRONTDESK_REQUEST_ID");
  if (is_request_id(id)) request.id = id;
  Fields cookies;
  for (const auto& [name, value] : parameters) {
    if (name == "HTTP_COOKIE") read_cookies(value, field_limits(limits), cookies);
  }
  request.cookies = without_doubles(cookies);
}

Result<std::size_t, Refusal> content_length(const Parameters& parameters, const Limits& limits) {
  const std::string_view text = parameter(parameters, "CONTENT_LENGTH");
  if (text.empty()) return std::size_t{0};
  std::size_t length = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (error == std::errc::result_out_of_range) return failure(Refusal{413, "body_too_long"});
  if (error != std::errc{} || end != text.data() + text.size()) return failure(Refusal{400, "bad_content_length"});
  if (length > limits.body) return failure(Refusal{413, "body_too_long"});
  return length;
}

Result<std::string, Refusal> whole_body(std::size_t length, const BodyReader& read) {
  std::string body(length + 1, '\0');  // one more byte than was said shows a body that is too long
  std::size_t filled = 0;
  while (filled < body.size()) {
    const std::size_t count = read(body.data() + filled, body.size() - filled);
    if (count == 0) break;
    filled += count;
  }
  if (filled != length) return failure(Refusal{400, "body_cut_short"});
  body.resize(length);
  return body;
}

struct Address {
  std::array<unsigned char, 16> bytes{};  ///< IPv4 as mapped
  bool operator==(const Address&) const = default;
};

std::optional<Address> parse_address(std::string_view text) {
  const std::string copy(text);
  Address address;
  if (inet_pton(AF_INET6, copy.c_str(), address.bytes.data()) == 1) return address;
  address = {};
  address.bytes[10] = 0xff;
  address.bytes[11] = 0xff;
  if (inet_pton(AF_INET, copy.c_str(), address.bytes.data() + 12) == 1) return address;
  return std::nullopt;
}

bool is_in_network(const Address& address, std::string_view network) {
  const std::size_t slash = network.find('/');
  const auto base = parse_address(network.substr(0, slash));
  if (!base) return false;
  unsigned bits = 128;
  if (slash != std::string_view::npos) {
    const std::string_view length = network.substr(slash + 1);
    const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), bits);
    if (error != std::errc{} || end != length.data() + length.size()) return false;
    if (network.find(':') == std::string_view::npos) bits += 96;
    if (bits > 128) return false;
  }
  for (unsigned bit = 0; bit < bits; ++bit) {
    const unsigned mask = 0x80U >> (bit % 8);
    if ((address.bytes[bit / 8] & mask) != (base->bytes[bit / 8] & mask)) return false;
  }
  return true;
}

bool is_trusted(std::string_view text, const std::vector<std::string>& proxies) {
  const auto address = parse_address(text);
  return address && std::any_of(proxies.begin(), proxies.end(), [&](const auto& network) { return is_in_network(*address, network); });
}

}  // namespace

Result<Incoming, Refusal> parse_head(const Parameters& parameters, const std::vector<std::string>& trusted_proxies, const Limits& limits) {
  std::size_t size = 0;
  for (const auto& [name, value] : parameters) size += name.size() + value.size() + 2;
  if (size > limits.head) return failure(Refusal{431, "head_too_long"});

  Incoming incoming;
  Request& request = incoming.request;
  incoming.method = header(parameters, "REQUEST_METHOD", 20);
  incoming.is_known_method = true;
  if (incoming.method == "HEAD") request.method = Method::head;
  else if (incoming.method == "POST") request.method = Method::post;
  else incoming.is_known_method = incoming.method == "GET";

  const std::string_view target = parameter(parameters, "REQUEST_URI");
  if (target.size() > limits.target) return failure(Refusal{414, "target_too_long"});
  if (!target.starts_with('/') || target.find('#') != std::string_view::npos) return failure(Refusal{400, "bad_target"});
  const std::size_t question = std::min(target.find('?'), target.size());
  request.raw_path = target.substr(0, question);
  request.raw_query = target.substr(std::min(question + 1, target.size()));
  if (!is_plain_text(target, TextLines::one)) return failure(Refusal{400, "bad_target"});

  auto segments = decoded_segments(request.raw_path);
  if (!segments) return failure(segments.error());
  incoming.segments = std::move(*segments);
  request.path = joined(incoming.segments);
  if (const auto problem = read_urlencoded(request.raw_query, field_limits(limits), request.query)) return failure(refusal_of(*problem));

  read_headers(parameters, limits, incoming);
  request.peer_address = peer_address(header(parameters, "REMOTE_ADDR", 100), header(parameters, "HTTP_X_FORWARDED_FOR", 2000), trusted_proxies);
  return incoming;
}

Result<Done, Refusal> read_form(Request& request, const Parameters& parameters, const BodyReader& body, const Limits& limits) {
  const auto length = content_length(parameters, limits);
  if (!length) return failure(length.error());
  const auto text = whole_body(*length, body);
  if (!text) return failure(text.error());
  if (text->empty()) return Done{};

  const std::string_view type = parameter(parameters, "CONTENT_TYPE").substr(0, 300);
  std::string kind(type.substr(0, type.find(';')));
  while (kind.ends_with(' ')) kind.pop_back();
  std::transform(kind.begin(), kind.end(), kind.begin(), [](char c) { return (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c; });

  std::optional<FieldsProblem> problem;
  if (kind == "application/x-www-form-urlencoded") {
    problem = read_urlencoded(*text, field_limits(limits), request.form);
  } else if (kind == "multipart/form-data") {
    const auto boundary = boundary_of(type);
    problem = boundary ? read_multipart(*text, *boundary, field_limits(limits), request.form) : FieldsProblem::malformed;
  } else {
    return failure(Refusal{415, "not_a_form"});
  }
  if (problem) return failure(refusal_of(*problem));
  return Done{};
}

std::string_view first_doubled(const Fields& fields, const std::vector<std::string>& repeated) {
  std::set<std::string_view> seen;
  for (const auto& [name, value] : fields.pairs()) {
    if (!seen.insert(name).second && std::find(repeated.begin(), repeated.end(), name) == repeated.end()) return name;
  }
  return {};
}

std::string peer_address(std::string_view remote, std::string_view forwarded_for, const std::vector<std::string>& trusted_proxies) {
  std::string_view peer = remote;
  while (!forwarded_for.empty() && is_trusted(peer, trusted_proxies)) {
    const std::size_t comma = forwarded_for.rfind(',');
    std::string_view hop = comma == std::string_view::npos ? forwarded_for : forwarded_for.substr(comma + 1);
    forwarded_for = comma == std::string_view::npos ? std::string_view{} : forwarded_for.substr(0, comma);
    while (hop.starts_with(' ')) hop.remove_prefix(1);
    while (hop.ends_with(' ')) hop.remove_suffix(1);
    if (!parse_address(hop)) break;
    peer = hop;
  }
  return std::string(peer);
}

}  // namespace frontdesk::http
