// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "frontdesk/http.h"

/// The encodings that URLs and forms arrive in. Everything is linear and bounded.
namespace frontdesk::http {

enum class Plus : std::uint8_t { is_plus = 1, is_space };

/// Percent-decodes once; nothing when a '%' isn't followed by two hex digits.
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view text, Plus plus);

/// A typed value as it is kept: CR LF, lone CR, NEL and the separators U+2028 and U+2029 become LF, byte order marks go. Nothing when
/// it isn't well-formed UTF-8 or holds other control characters or bidirectional overrides.
[[nodiscard]] std::optional<std::string> plain_value(std::string_view text);

enum class FieldsProblem : std::uint8_t { malformed = 1, too_many, name_too_long, value_too_long, bad_text };

struct FieldLimits {
  std::size_t fields;
  std::size_t name;
  std::size_t value;
};

/// Adds the pairs of `a=1&b=2` to `into`.
[[nodiscard]] std::optional<FieldsProblem> read_urlencoded(std::string_view text, const FieldLimits& limits, Fields& into);

/// Adds the text parts of a multipart/form-data body (RFC 7578) to `into`. A part with a file name is malformed unless it is empty: no form
/// here takes files.
[[nodiscard]] std::optional<FieldsProblem> read_multipart(std::string_view body, std::string_view boundary, const FieldLimits& limits, Fields& into);

/// The boundary of a multipart content type; nothing when it has none that is allowed (RFC 2046).
[[nodiscard]] std::optional<std::string> boundary_of(std::string_view content_type);

/// Adds the cookies of one `Cookie` line to `into`; what isn't a cookie is passed over.
void read_cookies(std::string_view line, const FieldLimits& limits, Fields& into);

/// Without cookies that came twice: whoever sent the second, neither is believed.
[[nodiscard]] Fields without_doubles(const Fields& fields);

}  // namespace frontdesk::http
