// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "frontdesk/http.h"
#include "frontdesk/result.h"

/// What a web server hands over (CGI parameters and a body), parsed once and within limits into a Request.
namespace frontdesk::http {

/// Limits that hold before anything is parsed. Bytes, as sent.
struct Limits {
  std::size_t head = 32 * 1024;     ///< all parameters together
  std::size_t target = 8 * 1024;    ///< path and query
  std::size_t body = 1024 * 1024;
  std::size_t fields = 500;         ///< of query, form, parts and cookies each
  std::size_t name = 200;           ///< of a field
  std::size_t value = 64 * 1024;    ///< of a field
};

/// As the web server gave them: names may come twice (two `Cookie` lines).
using Parameters = std::vector<std::pair<std::string_view, std::string_view>>;

/// Reads up to so many bytes of the body; 0 at its end.
using BodyReader = std::function<std::size_t(char*, std::size_t)>;

/// Why a request isn't one: the status to answer, and a short code for logs and problem+json.
struct Refusal {
  int status = 400;
  std::string_view code;
};

/// A request with what only the host needs of it.
struct Incoming {
  Request request;
  std::string method;         ///< as sent; `request.method` stands for GET, HEAD and POST only
  bool is_known_method = false;
  std::vector<std::string> segments;  ///< of the path, each decoded by itself
  std::string origin;
  std::string sec_fetch_site;
};

/// Everything but form fields: those are read by `read_form` once a route wants them. `request.id` is the web server's, or empty.
[[nodiscard]] Result<Incoming, Refusal> parse_head(const Parameters& parameters, const std::vector<std::string>& trusted_proxies, const Limits& limits = {});

/// The body of a POST into `request.form` (urlencoded or multipart text fields; nothing without a body). Ends of line become LF.
[[nodiscard]] Result<Done, Refusal> read_form(Request& request, const Parameters& parameters, const BodyReader& body, const Limits& limits = {});

/// The first field that comes twice and isn't in `repeated`; empty when there is none.
[[nodiscard]] std::string_view first_doubled(const Fields& fields, const std::vector<std::string>& repeated);

/// The address that limits count: `remote` (the web server's own peer), unless that is a trusted proxy (addresses or networks
/// "10.0.0.0/8"): then the last address of `forwarded_for` that isn't one.
[[nodiscard]] std::string peer_address(std::string_view remote, std::string_view forwarded_for, const std::vector<std::string>& trusted_proxies);

}  // namespace frontdesk::http
