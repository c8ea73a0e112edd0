// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <utility>

#include "application/desk_call.h"

namespace frontdesk {

/// Intake in a call's unit of work; one thread, as long as the call. Throws the errors of storage/errors.h; Conflict also when the
/// same form is being stored at the same time: run the whole call again, and it finds the other's request.
///
/// Field errors: `field` is "name", "email", "phone", "message", "secret_word", "client_type" (of a person after the first
/// "people.1.name" and so on; empty for a plugin's refusal), `message_key` is `inquiry_form.error.` and one of
///   name_missing name_too_long  email_malformed email_too_long  phone_malformed  contact_missing (at "email")
///   message_missing message_too_long  secret_word_too_long  client_type  characters (of any field)
class IntakeService final : public Intake {
 public:
  IntakeService(const DeskCall& call, RequestGuard guard) : call_(call), guard_(std::move(guard)) {}

  [[nodiscard]] Result<Submitted, SubmitRefusal> submit(const RequestDraft& draft) override;
  [[nodiscard]] std::vector<FieldError> check(const RequestDraft& draft) override;
  [[nodiscard]] LinkOpening opening(std::string_view token, LinkPurpose purpose) override;
  /// What was counted and mailed must be committed when the answer was wrong, too.
  [[nodiscard]] std::optional<LinkSession> answer(std::string_view token, LinkPurpose purpose,
                                                  const Sensitive<std::string>& answer) override;
  [[nodiscard]] bool asks_for_word(std::string_view token, LinkPurpose purpose) override;
  [[nodiscard]] std::optional<RequestView> request_by_page_token(std::string_view token) override;
  [[nodiscard]] std::optional<RequestView> request_by_session(std::string_view session_token) override;
  [[nodiscard]] bool withdraw(RequestId request) override;
  void close(std::string_view token_or_session) override;

 private:
  DeskCall call_;
  RequestGuard guard_;
};

}  // namespace frontdesk
