// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "frontdesk/plugin.h"

/// What a form is about: read from the address, and only what is public and online. Prices, durations and ends are never read.
namespace frontdesk::inquiry_form {

struct Subject {
  RequestKind kind = RequestKind::inquiry;
  // These point into the call's practice snapshot.
  const Provider* provider = nullptr;   ///< of an inquiry: null when it is for the practice
  const Service* service = nullptr;     ///< of a request, like location
  const Location* location = nullptr;
  /// Of a request. Absent: the address has one that is no instant.
  std::optional<Instant> start;
  /// Kinds that practice (and service) accept, in their fixed order.
  std::vector<ClientType> client_types;
  /// The chosen one, or the only one.
  std::optional<ClientType> client_type;
  /// The form asks for it: there are several, and the address names none.
  bool asks_client_type = false;
  std::string visitor_zone;             ///< IANA; empty when unknown
  std::string language;                 ///< the `lang` parameter, to be kept

  [[nodiscard]] bool is_request() const noexcept { return kind == RequestKind::appointment; }
};

/// The subject, or the answer to send instead: the common 404, the way to the provider's present name, or back to choosing.
[[nodiscard]] Result<Subject, Response> inquiry_subject(Scope& scope);
[[nodiscard]] Result<Subject, Response> request_subject(Scope& scope);

/// The question to ask the engine about a request's subject.
[[nodiscard]] OfferQuestion question_about(const Subject& subject);

// Paths of this installation, with all choices that the subject holds as parameters.
[[nodiscard]] std::string form_path(const Scope& scope, const Subject& subject);
/// Without a start: a button of the form brings it.
[[nodiscard]] std::string form_path_without_time(const Scope& scope, const Subject& subject);
[[nodiscard]] std::string request_path(const Scope& scope, const Subject& subject, Instant start);
/// The general inquiry; for the subject's provider where there is one.
[[nodiscard]] std::string inquiry_path(const Scope& scope, const Subject& subject);
/// The provider's page, or the practice's; with the choices made so far.
[[nodiscard]] std::string schedule_path(const Scope& scope, const Subject& subject);

}  // namespace frontdesk::inquiry_form
