// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/conversation_repository.h"

#include "storage/mysql/repositories.h"

namespace frontdesk::storage::mysql {
namespace {

namespace conversation_sql {
constexpr const char* insert =
    "INSERT INTO conversation (practice_id, state, archived, unread, provider_id, created_at, last_activity_at) "
    "VALUES (?, 1, FALSE, TRUE, ?, ?, ?)";
constexpr const char* find =
    "SELECT c.id, c.state, c.archived, c.unread, c.provider_id, COALESCE(p.name, ''), c.last_activity_at, c.version "
    "FROM conversation c LEFT JOIN provider p ON p.practice_id = c.practice_id AND p.id = c.provider_id "
    "WHERE c.practice_id = ? AND c.id = ? AND (? OR c.provider_id IS NULL OR c.provider_id = ?)";
constexpr const char* change =
    "UPDATE conversation SET state = ?, archived = ?, unread = ?, provider_id = ?, last_activity_at = GREATEST(last_activity_at, ?), "
    "version = version + 1 WHERE practice_id = ? AND id = ? AND version = ?";
constexpr const char* bring_up =
    "UPDATE conversation SET state = COALESCE(?, state), unread = TRUE, last_activity_at = GREATEST(last_activity_at, ?), "
    "version = version + 1 WHERE practice_id = ? AND id = ?";
constexpr const char* mark_read =
    "UPDATE conversation SET unread = FALSE, state = IF(state = 1, 2, state) WHERE practice_id = ? AND id = ?";
constexpr const char* add_message =
    "INSERT INTO message (practice_id, conversation_id, kind, staff_id, body, created_at) VALUES (?, ?, ?, ?, ?, ?)";
constexpr const char* add_history =
    "INSERT INTO conversation_history (practice_id, conversation_id, kind, staff_id, detail, created_at) VALUES (?, ?, ?, ?, ?, ?)";
constexpr const char* messages =
    "SELECT m.kind, COALESCE(s.name, ''), m.body, m.created_at FROM message m "
    "LEFT JOIN staff s ON s.practice_id = m.practice_id AND s.id = m.staff_id "
    "WHERE m.practice_id = ? AND m.conversation_id = ? ORDER BY m.id";
constexpr const char* history =
    "SELECT h.kind, COALESCE(s.name, ''), h.detail, h.created_at FROM conversation_history h "
    "LEFT JOIN staff s ON s.practice_id = h.practice_id AND s.id = h.staff_id "
    "WHERE h.practice_id = ? AND h.conversation_id = ? ORDER BY h.id";
constexpr const char* replies =
    "SELECT body, created_at FROM message WHERE practice_id = ? AND conversation_id = ? AND kind = 2 ORDER BY id";
constexpr const char* list =
    "SELECT c.id, c.state, c.unread, c.archived, r.kind, p.name, COALESCE(rv.name, cv.name, ''), COALESCE(s.name, ''), r.starts_at, "
    "IF(e.state = 3 AND r.state = 1, LEAST(r.created_at + ?, r.starts_at, ?), e.hold_ends_at), p.email <> '', c.last_activity_at "
    "FROM conversation c "
    "JOIN request r ON r.practice_id = c.practice_id "
    "AND r.id = (SELECT MAX(l.id) FROM request l WHERE l.practice_id = c.practice_id AND l.conversation_id = c.id) "
    "JOIN request_person p ON p.practice_id = r.practice_id AND p.request_id = r.id AND p.position = 0 "
    "LEFT JOIN provider rv ON rv.practice_id = r.practice_id AND rv.id = r.provider_id "
    "LEFT JOIN provider cv ON cv.practice_id = c.practice_id AND cv.id = c.provider_id "
    "LEFT JOIN service s ON s.practice_id = r.practice_id AND s.id = r.service_id "
    "LEFT JOIN seat e ON e.practice_id = r.practice_id AND e.request_id = r.id "
    "WHERE c.practice_id = ? AND c.archived = ? AND (? OR c.provider_id IS NULL OR c.provider_id = ?) "
    "AND (? IS NULL OR c.state = ?) AND (? IS NULL OR c.provider_id = ?) AND (NOT ? OR c.unread = TRUE) AND (? IS NULL OR r.kind = ?) "
    "AND (NOT ? OR EXISTS (SELECT 1 FROM request_person w WHERE w.practice_id = r.practice_id AND w.request_id = r.id "
    "AND (w.name LIKE ? ESCAPE '|' OR w.email_canonical LIKE ? ESCAPE '|' OR w.phone_canonical LIKE ? ESCAPE '|'))) "
    "AND (c.last_activity_at < ? OR (c.last_activity_at = ? AND c.id < ?)) "
    "ORDER BY c.last_activity_at DESC, c.id DESC LIMIT ?";
constexpr const char* count_unread =
    "SELECT COUNT(*) FROM conversation WHERE practice_id = ? AND archived = FALSE AND unread = TRUE "
    "AND (? OR provider_id IS NULL OR provider_id = ?)";
}  // namespace conversation_sql

std::optional<std::uint64_t> provider_number(const std::optional<ProviderId>& provider) {
  if (!provider) return std::nullopt;
  return provider->value();
}

std::optional<std::uint64_t> staff_number(const std::optional<StaffId>& staff) {
  if (!staff) return std::nullopt;
  return staff->value();
}

template <class Enum>
std::optional<std::int64_t> number_of_enum(const std::optional<Enum>& value) {
  if (!value) return std::nullopt;
  return static_cast<std::int64_t>(*value);
}

Statement& bind_sight(Statement& statement, const ConversationSight& sight) {
  return statement.flag(sight.reach == ConversationSight::Reach::whole_practice).optional_id(provider_number(sight.own_provider));
}

/// Patterns for LIKE with '|' as its escape. A phone's matches none ("-" stands in no canonical number) unless there are digits enough.
struct WordPatterns {
  std::string name;
  std::string email;
  std::string phone;
};

WordPatterns patterns_for(std::string_view words) {
  WordPatterns patterns{.name = "%", .email = "%", .phone = "-"};
  std::string digits;
  for (const char c : words) {
    if (c == '%' || c == '_' || c == '|') {
      patterns.name += '|';
      patterns.email += '|';
    }
    patterns.name += c;
    patterns.email += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (c >= '0' && c <= '9') digits += c;
  }
  patterns.name += '%';
  patterns.email += '%';
  const bool is_number = digits.size() >= 3 && words.find_first_not_of("0123456789+-.() /") == std::string_view::npos;
  if (is_number) patterns.phone = '%' + digits + '%';
  return patterns;
}

ConversationRow read_row(Rows& rows) {
  return {.id = ConversationId(rows.id(1)),
          .state = static_cast<ConversationState>(rows.integer(2)),
          .unread = rows.flag(3),
          .archived = rows.flag(4),
          .kind = static_cast<RequestKind>(rows.integer(5)),
          .client_name = Sensitive<std::string>(rows.text(6)),
          .provider_name = rows.text(7),
          .service_name = rows.text(8),
          .asked_start = rows.optional_instant(9),
          .hold_ends_at = rows.optional_instant(10),
          .can_be_mailed = rows.flag(11),
          .last_activity_at = rows.instant(12),
          .key = {}};
}

class ConversationsInMysql final : public ConversationRepository {
 public:
  explicit ConversationsInMysql(Connection& connection) : connection_(connection) {}

  ConversationId insert(PracticeId practice, std::optional<ProviderId> provider, Instant now) override {
    connection_.prepare(conversation_sql::insert)
        .id(practice.value())
        .optional_id(provider_number(provider))
        .instant(now)
        .instant(now)
        .execute();
    return ConversationId(connection_.last_insert_id());
  }

  std::optional<ConversationHead> find(PracticeId practice, const ConversationSight& sight, ConversationId id) override {
    const auto rows = bind_sight(connection_.prepare(conversation_sql::find).id(practice.value()).id(id.value()), sight).query();
    if (!rows->next()) return std::nullopt;
    ConversationHead head{.id = ConversationId(rows->id(1)),
                          .state = static_cast<ConversationState>(rows->integer(2)),
                          .archived = rows->flag(3),
                          .unread = rows->flag(4),
                          .provider = {},
                          .provider_name = rows->text(6),
                          .last_activity_at = rows->instant(7),
                          .version = rows->id(8)};
    if (const auto provider = rows->optional_id(5)) head.provider = ProviderId(*provider);
    return head;
  }

  bool change(PracticeId practice, const ConversationHead& changed) override {
    return connection_.prepare(conversation_sql::change)
               .integer(static_cast<std::int64_t>(changed.state))
               .flag(changed.archived)
               .flag(changed.unread)
               .optional_id(provider_number(changed.provider))
               .instant(changed.last_activity_at)
               .id(practice.value())
               .id(changed.id.value())
               .id(changed.version)
               .execute() > 0;
  }

  void bring_up(PracticeId practice, ConversationId id, std::optional<ConversationState> state, Instant now) override {
    connection_.prepare(conversation_sql::bring_up)
        .optional_integer(number_of_enum(state))
        .instant(now)
        .id(practice.value())
        .id(id.value())
        .execute();
  }

  void mark_read(PracticeId practice, ConversationId id) override {
    connection_.prepare(conversation_sql::mark_read).id(practice.value()).id(id.value()).execute();
  }

  void add_message(PracticeId practice, const NewMessage& message) override {
    connection_.prepare(conversation_sql::add_message)
        .id(practice.value())
        .id(message.conversation.value())
        .integer(static_cast<std::int64_t>(message.kind))
        .optional_id(staff_number(message.staff))
        .text(message.text.reveal())
        .instant(message.at)
        .execute();
  }

  void add_history(PracticeId practice, const NewHistory& entry) override {
    connection_.prepare(conversation_sql::add_history)
        .id(practice.value())
        .id(entry.conversation.value())
        .text(entry.kind)
        .optional_id(staff_number(entry.staff))
        .text(entry.detail)
        .instant(entry.at)
        .execute();
  }

  std::vector<ConversationMessage> messages(PracticeId practice, ConversationId id) override {
    std::vector<ConversationMessage> all;
    const auto rows = connection_.prepare(conversation_sql::messages).id(practice.value()).id(id.value()).query();
    while (rows->next()) {
      all.push_back({.kind = static_cast<ConversationMessage::Kind>(rows->integer(1)),
                     .author = rows->text(2),
                     .text = Sensitive<std::string>(rows->text(3)),
                     .at = rows->instant(4)});
    }
    return all;
  }

  std::vector<ConversationEvent> history(PracticeId practice, ConversationId id) override {
    std::vector<ConversationEvent> all;
    const auto rows = connection_.prepare(conversation_sql::history).id(practice.value()).id(id.value()).query();
    while (rows->next()) {
      all.push_back({.kind = rows->text(1), .author = rows->text(2), .detail = rows->text(3), .at = rows->instant(4)});
    }
    return all;
  }

  std::vector<RequestView::Reply> replies(PracticeId practice, ConversationId id) override {
    std::vector<RequestView::Reply> all;
    const auto rows = connection_.prepare(conversation_sql::replies).id(practice.value()).id(id.value()).query();
    while (rows->next()) all.push_back({.text = Sensitive<std::string>(rows->text(1)), .sent_at = rows->instant(2)});
    return all;
  }

  std::vector<ConversationRow> list(const InboxQuery& query) override {
    const WordPatterns words = patterns_for(query.words);
    const auto state = number_of_enum(query.state);
    const auto kind = number_of_enum(query.kind);
    const auto provider = provider_number(query.provider);
    const InboxPlace top{.last_activity_at = Instant::max(), .id = ConversationId(0)};
    const InboxPlace& below = query.below ? *query.below : top;
    std::vector<ConversationRow> all;
    Statement& statement = connection_.prepare(conversation_sql::list)
                               .integer(query.hold_length.count())
                               .instant(query.now)
                               .id(query.practice.value())
                               .flag(query.archived);
    bind_sight(statement, query.sight);
    const auto rows = statement.optional_integer(state)
                          .optional_integer(state)
                          .optional_id(provider)
                          .optional_id(provider)
                          .flag(query.unread_only)
                          .optional_integer(kind)
                          .optional_integer(kind)
                          .flag(!query.words.empty())
                          .text(words.name)
                          .text(words.email)
                          .text(words.phone)
                          .instant(below.last_activity_at)
                          .instant(below.last_activity_at)
                          .id(below.id.value())
                          .integer(query.most)
                          .query();
    while (rows->next()) all.push_back(read_row(*rows));
    return all;
  }

  int count_unread(PracticeId practice, const ConversationSight& sight) override {
    const auto rows = bind_sight(connection_.prepare(conversation_sql::count_unread).id(practice.value()), sight).query();
    return rows->next() ? static_cast<int>(rows->integer(1)) : 0;
  }

 private:
  Connection& connection_;
};

}  // namespace

std::unique_ptr<ConversationRepository> make_conversation_repository(Connection& connection) {
  return std::make_unique<ConversationsInMysql>(connection);
}

}  // namespace frontdesk::storage::mysql
