// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "frontdesk/availability.h"
#include "frontdesk/id.h"
#include "frontdesk/result.h"
#include "frontdesk/sensitive.h"

/// What a visitor sends: a general inquiry, or a request for a time.
namespace frontdesk {

enum class RequestKind : std::uint8_t { inquiry = 1, appointment };

/// requested: staff have not decided. Terminal: declined, withdrawn.
enum class RequestState : std::uint8_t { requested = 1, accepted, declined, withdrawn };

/// Whether a request still keeps its time from others.
enum class HoldState : std::uint8_t { none = 1, held, ended, booked, released };

[[nodiscard]] inline std::string_view to_string(RequestState state) {
  switch (state) {
    case RequestState::requested: return "requested";
    case RequestState::accepted: return "accepted";
    case RequestState::declined: return "declined";
    case RequestState::withdrawn: return "withdrawn";
  }
  return "";
}

/// Who a person on a request is. As stated by the sender; nothing here is verified.
enum class PersonRole : std::uint8_t { client = 1, second_person, member, scheduler };

/// As typed; addresses are kept as typed beside their canonical form.
struct StatedPerson {
  PersonRole role = PersonRole::client;
  Sensitive<std::string> name;
  Sensitive<std::string> email;
  Sensitive<std::string> phone;
};

/// The time that is asked for.
struct AskedTime {
  ProviderId provider;
  ServiceId service;
  LocationId location;
  Instant start;
};

struct RequestDraft {
  RequestKind kind = RequestKind::inquiry;
  std::optional<AskedTime> time;            ///< of an appointment request
  std::optional<ProviderId> provider;       ///< an inquiry may name one
  std::optional<ClientType> client_type;
  std::vector<StatedPerson> people;         ///< the client first
  Sensitive<std::string> message;
  Sensitive<std::string> secret_word;       ///< opens the private page later; empty: something else typed does
  std::string form_token;                   ///< from Forms; makes the request exist once
  std::string visitor_zone;                 ///< IANA, empty when unknown
  std::string locale;
};

/// A field of the form and the catalogue key of what is wrong with it.
struct FieldError {
  std::string field;
  std::string message_key;
};

struct SubmitRefusal {
  enum class Kind : std::uint8_t {
    invalid = 1,     ///< see `fields`
    not_offered,     ///< see `verdict`: the time can't be had (any more)
    form_expired,    ///< the form token is too old or not ours: show the form again, filled in, with a fresh one
    form_reused,     ///< the same form was sent before with other content
    inquiries_off,
  };
  Kind kind = Kind::invalid;
  std::vector<FieldError> fields;
  Verdict verdict;
};

struct Submitted {
  RequestId request;
  ConversationId conversation;
  /// Of the private page shown right after sending: never mailed, opens it by itself for half an hour.
  Sensitive<std::string> page_token;
  /// True when this very form had been stored before: the same request is meant.
  bool was_there = false;
};

/// A request as its sender's private page shows it.
struct RequestView {
  RequestId id;
  ConversationId conversation;
  RequestKind kind = RequestKind::inquiry;
  RequestState state = RequestState::requested;
  HoldState hold = HoldState::none;
  std::optional<Instant> hold_ends_at;
  std::optional<Instant> start;
  std::optional<Instant> end;
  std::string provider_name;
  std::string service_name;
  std::string location_name;
  std::optional<SessionFormat> session_format;
  std::string location_address;
  std::string location_instructions;
  std::string zone;            ///< of the place
  std::string visitor_zone;
  Sensitive<std::string> client_name;
  bool can_be_mailed = true;   ///< an e-mail address was given; without one staff call
  Sensitive<std::string> message;
  Instant sent_at;
  struct Reply {
    Sensitive<std::string> text;
    Instant sent_at;
  };
  std::vector<Reply> replies;  ///< what staff answered to this recipient, oldest first
};

/// How a private page may be opened with what the visitor holds.
enum class LinkOpening : std::uint8_t {
  open = 1,        ///< opens by itself (just sent, or a session cookie)
  asks,            ///< from mail: ask the question, POST the answer
  unknown,         ///< never was, expired, revoked, other purpose: the common 404
  locked,          ///< too many wrong answers: the practice's phone, a fresh link goes to the same address
};

enum class LinkPurpose : std::uint8_t { request_page = 1, messages };

struct LinkSession {
  Sensitive<std::string> token;  ///< cookie value for `/o/{practice}/requests` or `/messages`
};

/// Sending and following up requests, in the call's practice and transaction.
class Intake {
 public:
  virtual ~Intake() = default;

  /// Checks and stores: request, conversation, people, hold, mail and event in one transaction. Exactly once per form token.
  [[nodiscard]] virtual Result<Submitted, SubmitRefusal> submit(const RequestDraft& draft) = 0;

  /// Checks what was typed without storing: what the review step shows.
  [[nodiscard]] virtual std::vector<FieldError> check(const RequestDraft& draft) = 0;

  /// What a token in a link allows. GET may ask as often as it likes: nothing is used up.
  [[nodiscard]] virtual LinkOpening opening(std::string_view token, LinkPurpose purpose) = 0;
  /// Tries the answer to the link's question; a session when right, nothing when wrong (counted).
  [[nodiscard]] virtual std::optional<LinkSession> answer(std::string_view token, LinkPurpose purpose, const Sensitive<std::string>& answer) = 0;
  /// Whether the question is the word that the sender chose (else: what they typed as name).
  [[nodiscard]] virtual bool asks_for_word(std::string_view token, LinkPurpose purpose) = 0;

  /// The request behind a just-sent token or a link session; nothing otherwise.
  [[nodiscard]] virtual std::optional<RequestView> request_by_page_token(std::string_view token) = 0;
  [[nodiscard]] virtual std::optional<RequestView> request_by_session(std::string_view session_token) = 0;

  /// Gives the time up. False when the state doesn't allow it (any more).
  [[nodiscard]] virtual bool withdraw(RequestId request) = 0;
  /// "Shared device: close for good": the token or session opens nothing from now on.
  virtual void close(std::string_view token_or_session) = 0;
};

}  // namespace frontdesk
