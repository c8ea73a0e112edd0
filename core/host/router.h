// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include "host/site.h"
#include "http/answer.h"
#include "http/wire.h"

namespace frontdesk {

/// An answer, and what the access log says about it.
struct Served {
  Response response;
  http::AnswerContext context;
  std::string route;   ///< the pattern, never the path; or a word of the host's own
  std::string plugin;
};

/// Reads the body of a POST into the request's form.
using FormReader = std::function<Result<Done, http::Refusal>(Request&)>;

/// Decides who answers, before any plugin's code runs: pattern, practice, session, rights, form token, enablement; then runs the handler in
/// its call guard. Made once; safe from any thread.
class Router {
 public:
  explicit Router(Site& site) : site_(site) {}

  /// `incoming.request.id` is set. Never throws for what a plugin or the database does.
  [[nodiscard]] Served serve(http::Incoming& incoming, const FormReader& read_form, Instant now) const;

  /// The answer to what is no request.
  [[nodiscard]] Served refused(const http::Refusal& refusal, std::string_view request_id) const;

 private:
  Site& site_;
};

}  // namespace frontdesk
