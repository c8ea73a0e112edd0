// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/request_repository.h"

#include "storage/mysql/repositories.h"

namespace frontdesk::storage::mysql {
namespace {

namespace request_sql {
constexpr const char* insert =
    "INSERT INTO request (practice_id, conversation_id, kind, state, provider_id, service_id, location_id, starts_at, ends_at, "
    "client_type, "
    "message, secret_word_hash, visitor_zone, locale, form_token_hash, content_hash, created_at) "
    "VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* insert_person =
    "INSERT INTO request_person (practice_id, request_id, position, role, name, email, email_canonical, phone, phone_canonical) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* find_by_form = "SELECT id, conversation_id, content_hash FROM request WHERE practice_id = ? AND form_token_hash = ?";
const std::string whole =
    "SELECT r.id, r.conversation_id, r.kind, r.state, r.provider_id, r.service_id, r.location_id, r.starts_at, r.ends_at, r.client_type, "
    "COALESCE(p.name, ''), COALESCE(s.name, ''), COALESCE(l.name, ''), l.session_format, COALESCE(l.address, ''), "
    "COALESCE(l.instructions, ''), COALESCE(l.timezone, ''), r.message, r.secret_word_hash, r.visitor_zone, r.locale, r.created_at, "
    "IF(a.cancelled_at IS NULL, e.state, NULL), IF(a.cancelled_at IS NULL, e.hold_ends_at, NULL), COALESCE(c.role, 1), COALESCE(c.name, "
    "''), COALESCE(c.email, ''), COALESCE(c.phone, '') "
    "FROM request r "
    "LEFT JOIN provider p ON p.practice_id = r.practice_id AND p.id = r.provider_id "
    "LEFT JOIN service s ON s.practice_id = r.practice_id AND s.id = r.service_id "
    "LEFT JOIN location l ON l.practice_id = r.practice_id AND l.id = r.location_id "
    "LEFT JOIN seat e ON e.practice_id = r.practice_id AND e.request_id = r.id "
    "LEFT JOIN appointment a ON a.practice_id = e.practice_id AND a.id = e.appointment_id "
    "LEFT JOIN request_person c ON c.practice_id = r.practice_id AND c.request_id = r.id AND c.position = 0 ";
const std::string find = whole + "WHERE r.practice_id = ? AND r.id = ?";
const std::string find_latest = whole + "WHERE r.practice_id = ? AND r.conversation_id = ? ORDER BY r.id DESC LIMIT 1";
constexpr const char* people =
    "SELECT role, name, email, phone FROM request_person WHERE practice_id = ? AND request_id = ? ORDER BY position";
constexpr const char* decide =
    "UPDATE request SET state = ?, decided_at = ?, version = version + 1 WHERE practice_id = ? AND id = ? AND state = 1";
}  // namespace request_sql

template <class Tag>
std::optional<std::uint64_t> number_of(const std::optional<Id<Tag>>& id) {
  if (!id) return std::nullopt;
  return id->value();
}

template <class IdType>
std::optional<IdType> id_of(std::optional<std::uint64_t> value) {
  if (!value) return std::nullopt;
  return IdType(*value);
}

template <class Enum>
std::optional<Enum> enum_of(std::optional<std::int64_t> value) {
  if (!value) return std::nullopt;
  return static_cast<Enum>(*value);
}

StatedPerson read_person(Rows& rows, unsigned first) {
  return {.role = static_cast<PersonRole>(rows.integer(first)),
          .name = Sensitive<std::string>(rows.text(first + 1)),
          .email = Sensitive<std::string>(rows.text(first + 2)),
          .phone = Sensitive<std::string>(rows.text(first + 3))};
}

std::optional<StoredRequest> first_request(Rows& rows) {
  if (!rows.next()) return std::nullopt;
  return StoredRequest{.id = RequestId(rows.id(1)),
                       .conversation = ConversationId(rows.id(2)),
                       .kind = static_cast<RequestKind>(rows.integer(3)),
                       .state = static_cast<RequestState>(rows.integer(4)),
                       .provider = id_of<ProviderId>(rows.optional_id(5)),
                       .service = id_of<ServiceId>(rows.optional_id(6)),
                       .location = id_of<LocationId>(rows.optional_id(7)),
                       .start = rows.optional_instant(8),
                       .end = rows.optional_instant(9),
                       .client_type = enum_of<ClientType>(rows.optional_integer(10)),
                       .provider_name = rows.text(11),
                       .service_name = rows.text(12),
                       .location_name = rows.text(13),
                       .session_format = enum_of<SessionFormat>(rows.optional_integer(14)),
                       .location_address = rows.text(15),
                       .location_instructions = rows.text(16),
                       .location_zone = rows.text(17),
                       .message = Sensitive<std::string>(rows.text(18)),
                       .secret_word_hash = rows.optional_text(19),
                       .visitor_zone = rows.text(20),
                       .locale = rows.text(21),
                       .created_at = rows.instant(22),
                       .seat_state = enum_of<SeatState>(rows.optional_integer(23)),
                       .hold_ends_at = rows.optional_instant(24),
                       .client = read_person(rows, 25)};
}

class Requests final : public RequestRepository {
 public:
  explicit Requests(Connection& connection) : connection_(connection) {}

  RequestId insert(const NewRequest& request) override {
    std::optional<std::int64_t> client_type;
    if (request.client_type) client_type = static_cast<std::int64_t>(*request.client_type);
    connection_.prepare(request_sql::insert)
        .id(request.practice.value())
        .id(request.conversation.value())
        .integer(static_cast<std::int64_t>(request.kind))
        .optional_id(number_of(request.provider))
        .optional_id(number_of(request.service))
        .optional_id(number_of(request.location))
        .optional_instant(request.start)
        .optional_instant(request.end)
        .optional_integer(client_type)
        .text(request.message.reveal())
        .optional_text(request.secret_word_hash)
        .text(request.visitor_zone)
        .text(request.locale)
        .hash(request.form_token_hash)
        .hash(request.content_hash)
        .instant(request.created_at)
        .execute();
    return RequestId(connection_.last_insert_id());
  }

  void insert_people(PracticeId practice, RequestId request, const std::vector<NewPerson>& people) override {
    std::int64_t position = 0;
    for (const NewPerson& person : people) {
      connection_.prepare(request_sql::insert_person)
          .id(practice.value())
          .id(request.value())
          .integer(position++)
          .integer(static_cast<std::int64_t>(person.stated.role))
          .text(person.stated.name.reveal())
          .text(person.stated.email.reveal())
          .text(person.email_canonical)
          .text(person.stated.phone.reveal())
          .text(person.phone_canonical)
          .execute();
    }
  }

  std::optional<SentForm> find_by_form(PracticeId practice, const RequestHash& form_token_hash) override {
    const auto rows = connection_.prepare(request_sql::find_by_form).id(practice.value()).hash(form_token_hash).query();
    if (!rows->next()) return std::nullopt;
    return SentForm{.request = RequestId(rows->id(1)), .conversation = ConversationId(rows->id(2)), .content_hash = rows->hash(3)};
  }

  std::optional<StoredRequest> find(PracticeId practice, RequestId request) override {
    return first_request(*connection_.prepare(request_sql::find).id(practice.value()).id(request.value()).query());
  }

  std::optional<StoredRequest> find_latest(PracticeId practice, ConversationId conversation) override {
    return first_request(*connection_.prepare(request_sql::find_latest).id(practice.value()).id(conversation.value()).query());
  }

  std::vector<StatedPerson> people(PracticeId practice, RequestId request) override {
    std::vector<StatedPerson> all;
    const auto rows = connection_.prepare(request_sql::people).id(practice.value()).id(request.value()).query();
    while (rows->next()) all.push_back(read_person(*rows, 1));
    return all;
  }

  bool decide(PracticeId practice, RequestId request, RequestState state, Instant now) override {
    return connection_.prepare(request_sql::decide)
               .integer(static_cast<std::int64_t>(state))
               .instant(now)
               .id(practice.value())
               .id(request.value())
               .execute() > 0;
  }

 private:
  Connection& connection_;
};

}  // namespace

std::unique_ptr<RequestRepository> make_request_repository(Connection& connection) {
  return std::make_unique<Requests>(connection);
}

}  // namespace frontdesk::storage::mysql
