// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "frontdesk/http.h"

/// From a Response to what goes to the web server, with the headers that every answer has.
namespace frontdesk::http {

/// What the answer rests on beside the response itself.
struct AnswerContext {
  Method method = Method::get;
  std::string_view if_none_match;
  std::vector<std::string> frame_sites;  ///< origins that may show pages of Framing::practice_list
  enum class Reading : std::uint8_t { same_site = 1, any_site } reading = Reading::same_site;
};

struct Answer {
  int status = 200;    ///< 304 where the client has it already
  std::string head;    ///< CGI header lines, the empty line included
  std::string body;    ///< empty for HEAD and 304
};

/// Throws std::logic_error for a header that would break the head or a redirect that leads off this host: a handler's mistake.
[[nodiscard]] Answer answer(const Response& response, const AnswerContext& context);

/// An origin that may stand in `frame-ancestors`: `https://` (or `http://` on loopback), a host and perhaps a port, nothing else.
[[nodiscard]] bool is_frame_site(std::string_view text);

/// RFC 9457: a JSON error. `title` is for people who write clients; `code` is ours and stable.
[[nodiscard]] Response problem(int status, std::string_view code, std::string_view title, std::string_view request_id);

/// The phrase of a status ("Not Found").
[[nodiscard]] std::string_view reason_phrase(int status);

}  // namespace frontdesk::http
