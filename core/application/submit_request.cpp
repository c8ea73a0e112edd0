// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/submit_request.h"

#include <algorithm>

#include "application/private_link.h"
#include "application/secret_answer.h"
#include "application/typed_request.h"
#include "application/visitor_mail.h"
#include "storage/conversation_repository.h"
#include "storage/errors.h"
#include "storage/event_repository.h"

namespace frontdesk {
namespace {

SubmitRefusal not_offered(ReasonCode code) {
  Reason reason;
  reason.code = code;
  return {.kind = SubmitRefusal::Kind::not_offered, .fields = {}, .verdict = {.reasons = {std::move(reason)}}};
}

/// What the request is about, looked up in the practice: nothing here is taken from the form but ids and the start.
struct Asked {
  std::optional<ProviderId> provider;
  std::optional<OfferQuestion> question;  ///< of a request for a time
  Instant start;
  Instant end;
};

class Submission {
 public:
  Submission(const DeskCall& call, const RequestGuard& guard, const RequestDraft& draft)
      : call_(call), guard_(guard), practice_(call.scheduling.practice()), draft_(cleaned(draft, practice_)) {
    form_hash_ = crypto::hash(std::to_string(call.practice.value()) + ' ' + draft_.form_token);
    content_hash_ = content_hash(draft_, call.rules.content_key);
  }

  Result<Submitted, SubmitRefusal> run() {
    if (draft_.form_token.empty()) return failure(SubmitRefusal{.kind = SubmitRefusal::Kind::form_expired, .fields = {}, .verdict = {}});
    if (auto before = sent_before()) return std::move(*before);
    if (auto errors = errors_in(draft_, practice_); !errors.empty()) return failure(invalid(std::move(errors)));
    auto asked = ask();
    if (!asked) return failure(asked.error());
    if (auto refusal = guard_ ? guard_(draft_) : std::nullopt) return failure(invalid({{.field = "", .message_key = std::move(*refusal)}}));
    if (asked->question) {
      if (auto answer = look_at_time(*asked)) return std::move(*answer);
      call_.unit.calendars().lock(call_.practice, *asked->provider);
      if (auto answer = look_at_time(*asked)) return std::move(*answer);
    }
    return store(*asked);
  }

 private:
  static SubmitRefusal invalid(std::vector<FieldError> fields) {
    return {.kind = SubmitRefusal::Kind::invalid, .fields = std::move(fields), .verdict = {}};
  }
  static SubmitRefusal taken(Verdict verdict) {
    return {.kind = SubmitRefusal::Kind::not_offered, .fields = {}, .verdict = std::move(verdict)};
  }

  /// Nothing while the time can be had. Who took it may have been this very form, sent twice at once.
  std::optional<Result<Submitted, SubmitRefusal>> look_at_time(const Asked& asked) {
    auto verdict = call_.scheduling.explain(*asked.question, asked.start);
    if (verdict.is_offered()) return std::nullopt;
    if (auto before = sent_before()) return before;
    return failure(taken(std::move(verdict)));
  }

  std::optional<Result<Submitted, SubmitRefusal>> sent_before() {
    const auto before = call_.unit.requests().find_by_form(call_.practice, form_hash_);
    if (!before) return std::nullopt;
    if (!crypto::are_equal(before->content_hash, content_hash_)) {
      return failure(SubmitRefusal{.kind = SubmitRefusal::Kind::form_reused, .fields = {}, .verdict = {}});
    }
    return Submitted{
        .request = before->request, .conversation = before->conversation, .page_token = token_again(before->request), .was_there = true};
  }

  // Another token to the same page, for no longer than the first: after "close for good" a form that is sent again opens nothing.
  Sensitive<std::string> token_again(RequestId request) {
    const auto until = call_.unit.links().just_sent_until(call_.practice, request, call_.now);
    return until ? page_token(request, *until) : crypto::random_token();
  }

  Sensitive<std::string> page_token(RequestId request, Instant until) {
    return grant_link(call_.unit.links(), {.practice = call_.practice,
                                           .request = request,
                                           .purpose = LinkPurpose::request_page,
                                           .kind = storage::LinkKind::just_sent,
                                           .now = call_.now,
                                           .ends_at = until});
  }

  Result<Asked, SubmitRefusal> ask() {
    if (draft_.kind == RequestKind::inquiry) {
      const Provider* provider = draft_.provider ? practice_.find(*draft_.provider) : nullptr;
      if (draft_.provider && (provider == nullptr || !provider->is_public)) return failure(not_offered(ReasonCode::provider_not_public));
      return Asked{.provider = draft_.provider, .question = {}, .start = {}, .end = {}};
    }
    if (!draft_.time) return failure(not_offered(ReasonCode::no_block));
    const AskedTime& time = *draft_.time;
    if (practice_.find(time.provider) == nullptr) return failure(not_offered(ReasonCode::provider_not_public));
    if (practice_.find(time.service) == nullptr) return failure(not_offered(ReasonCode::service_not_offered));
    if (practice_.find(time.location) == nullptr) return failure(not_offered(ReasonCode::not_at_location));
    if (time.start < Instant{first_date.time_since_epoch()}) return failure(not_offered(ReasonCode::min_notice));
    if (time.start > Instant{last_date.time_since_epoch()}) return failure(not_offered(ReasonCode::beyond_window));
    return Asked{.provider = time.provider,
                 .question = OfferQuestion{.provider = time.provider,
                                           .service = time.service,
                                           .location = time.location,
                                           .audience = Audience::everyone,
                                           .client_type = draft_.client_type},
                 .start = time.start,
                 .end = time.start + call_.scheduling.duration(time.provider, time.service)};
  }

  RequestId insert(const Asked& asked, ConversationId conversation) {
    storage::NewRequest request{.practice = call_.practice,
                                .conversation = conversation,
                                .kind = draft_.kind,
                                .provider = asked.provider,
                                .service = {},
                                .location = {},
                                .start = {},
                                .end = {},
                                .client_type = draft_.client_type,
                                .message = draft_.message,
                                .secret_word_hash = {},
                                .visitor_zone = draft_.visitor_zone,
                                .locale = draft_.locale,
                                .form_token_hash = form_hash_,
                                .content_hash = content_hash_,
                                .created_at = call_.now};
    if (asked.question) {
      request.service = asked.question->service;
      request.location = asked.question->location;
      request.start = asked.start;
      request.end = asked.end;
    }
    if (!draft_.secret_word.reveal().empty()) request.secret_word_hash = hash_secret_word(call_.rules.answer_key, draft_.secret_word);
    try {
      return call_.unit.requests().insert(request);
    } catch (const storage::Duplicate& duplicate) {
      if (duplicate.constraint != "request_form_token") throw;
      throw storage::Conflict("the same form is being stored at the same time");
    }
  }

  void hold(const Asked& asked, RequestId request) {
    call_.unit.calendars().hold_seat({.practice = call_.practice,
                                      .request = request,
                                      .provider = *asked.provider,
                                      .service = asked.question->service,
                                      .location = asked.question->location,
                                      .start = asked.start,
                                      .end = asked.end,
                                      .hold_ends_at = std::min(call_.now + hold_length(practice_.practice), asked.start)});
  }

  Submitted store(const Asked& asked) {
    auto& unit = call_.unit;
    const ConversationId conversation = unit.conversations().insert(call_.practice, asked.provider, call_.now);
    const RequestId request = insert(asked, conversation);
    unit.requests().insert_people(call_.practice, request, people_of(draft_, practice_.practice));
    if (asked.question) hold(asked, request);
    unit.conversations().add_history(call_.practice,
                                     {.conversation = conversation, .kind = "received", .staff = {}, .detail = {}, .at = call_.now});
    unit.events().insert(
        {.practice = call_.practice, .kind = "request_received", .conversation = conversation, .request = request, .at = call_.now});
    const auto stored = unit.requests().find(call_.practice, request);
    if (!stored) throw std::logic_error("a request that was just stored isn't there");
    mail_to_sender({.unit = unit, .rules = call_.rules, .practice = practice_.practice, .now = call_.now}, *stored,
                   asked.question ? MailKind::request_received : MailKind::inquiry_received);
    return {.request = request,
            .conversation = conversation,
            .page_token = page_token(request, call_.now + just_sent_length),
            .was_there = false};
  }

  const DeskCall& call_;
  const RequestGuard& guard_;
  const PracticeSnapshot& practice_;
  const RequestDraft draft_;
  crypto::Hash form_hash_{};
  crypto::Hash content_hash_{};
};

}  // namespace

Result<Submitted, SubmitRefusal> submit_request(const DeskCall& call, const RequestGuard& guard, const RequestDraft& draft) {
  return Submission(call, guard, draft).run();
}

}  // namespace frontdesk
