// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "frontdesk/intake.h"
#include "storage/calendar_repository.h"

/// What visitors sent, as stated. Every call names the practice: what belongs to another one is absent.
namespace frontdesk::storage {

using RequestHash = std::array<std::uint8_t, 32>;

struct NewRequest {
  PracticeId practice;
  ConversationId conversation;
  RequestKind kind = RequestKind::inquiry;
  std::optional<ProviderId> provider;  ///< of an appointment request always
  std::optional<ServiceId> service;    ///< of an appointment request only, like location, start and end
  std::optional<LocationId> location;
  std::optional<Instant> start;
  std::optional<Instant> end;
  std::optional<ClientType> client_type;
  Sensitive<std::string> message;
  std::optional<std::string> secret_word_hash;
  std::string visitor_zone;  ///< IANA, or empty
  std::string locale;
  RequestHash form_token_hash{};
  RequestHash content_hash{};
  Instant created_at;
};

struct NewPerson {
  StatedPerson stated;          ///< as typed
  std::string email_canonical;  ///< lower-cased; empty where none was typed
  std::string phone_canonical;  ///< "+" and digits; empty where none was typed
};

/// What a form became when it was sent before.
struct SentForm {
  RequestId request;
  ConversationId conversation;
  RequestHash content_hash{};
};

/// Names are the present ones of provider, service and location, retired ones too.
struct StoredRequest {
  RequestId id;
  ConversationId conversation;
  RequestKind kind = RequestKind::inquiry;
  RequestState state = RequestState::requested;
  std::optional<ProviderId> provider;
  std::optional<ServiceId> service;
  std::optional<LocationId> location;
  std::optional<Instant> start;
  std::optional<Instant> end;
  std::optional<ClientType> client_type;
  std::string provider_name;
  std::string service_name;
  std::string location_name;
  std::optional<SessionFormat> session_format;
  std::string location_address;
  std::string location_instructions;
  std::string location_zone;  ///< empty: the practice's
  Sensitive<std::string> message;
  std::optional<std::string> secret_word_hash;
  std::string visitor_zone;
  std::string locale;
  Instant created_at;
  std::optional<SeatState> seat_state;  ///< absent: never had a seat, or staff cancelled its row
  std::optional<Instant> hold_ends_at;  ///< while a seat is held
  StatedPerson client;                  ///< the first person
};

class RequestRepository {
 public:
  virtual ~RequestRepository() = default;

  /// Throws Duplicate (`request_form_token`) when that form was stored already.
  virtual RequestId insert(const NewRequest& request) = 0;
  /// In this order, the client first.
  virtual void insert_people(PracticeId practice, RequestId request, const std::vector<NewPerson>& people) = 0;

  [[nodiscard]] virtual std::optional<SentForm> find_by_form(PracticeId practice, const RequestHash& form_token_hash) = 0;

  // Absent and foreign: nothing.
  [[nodiscard]] virtual std::optional<StoredRequest> find(PracticeId practice, RequestId request) = 0;
  /// The latest request of a conversation.
  [[nodiscard]] virtual std::optional<StoredRequest> find_latest(PracticeId practice, ConversationId conversation) = 0;
  [[nodiscard]] virtual std::vector<StatedPerson> people(PracticeId practice, RequestId request) = 0;

  /// From `requested` to `state`; false, and nothing changed, when it was decided already or isn't there.
  [[nodiscard]] virtual bool decide(PracticeId practice, RequestId request, RequestState state, Instant now) = 0;
};

}  // namespace frontdesk::storage
