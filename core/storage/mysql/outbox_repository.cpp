// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/outbox_repository.h"

#include "storage/mysql/repositories.h"

namespace frontdesk::storage::mysql {
namespace {

enum : std::int64_t { state_waiting = 1, state_sent = 2, state_given_up = 3 };

namespace outbox_sql {
constexpr const char* insert =
    "INSERT INTO outbox (practice_id, conversation_id, template, recipient, locale, payload, message_id, state, next_try_at, created_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?)";
constexpr const char* due =
    "SELECT practice_id, id, conversation_id, template, recipient, locale, payload, message_id, tries, created_at "
    "FROM outbox WHERE state = 1 AND next_try_at <= ? ORDER BY next_try_at, id LIMIT ?";
// The plain read above locks nothing; this guard lets one of several workers win, on several nodes too.
constexpr const char* lease =
    "UPDATE outbox SET tries = tries + 1, next_try_at = ? "
    "WHERE practice_id = ? AND id = ? AND state = 1 AND tries = ? AND next_try_at <= ?";
constexpr const char* mark_sent =
    "UPDATE outbox SET state = 2, sent_at = ?, last_error = '' WHERE practice_id = ? AND id = ? AND state = 1 AND tries = ?";
constexpr const char* mark_failed =
    "UPDATE outbox SET state = ?, next_try_at = COALESCE(?, next_try_at), last_error = ? "
    "WHERE practice_id = ? AND id = ? AND state = 1 AND tries = ?";
constexpr const char* counts =
    "SELECT state, COUNT(*), SUM(tries > 0), MIN(created_at) FROM outbox "
    "WHERE practice_id = COALESCE(?, practice_id) GROUP BY state";
constexpr const char* troubled =
    "SELECT practice_id, id, template, tries, state, next_try_at, last_error FROM outbox "
    "WHERE state IN (1, 3) AND tries > 0 AND last_error <> '' ORDER BY id DESC LIMIT ?";
constexpr const char* retry =
    "UPDATE outbox SET tries = IF(state = 3, 0, tries), state = 1, next_try_at = ? "
    "WHERE (state = 3 OR (state = 1 AND last_error <> '' AND next_try_at > ?)) AND practice_id = COALESCE(?, practice_id)";
}  // namespace outbox_sql

std::optional<std::uint64_t> number(std::optional<PracticeId> practice) {
  if (!practice) return std::nullopt;
  return practice->value();
}

class Outbox final : public OutboxRepository {
 public:
  explicit Outbox(Connection& connection) : connection_(connection) {}

  void insert(const NewMail& mail) override {
    std::optional<std::uint64_t> conversation;
    if (mail.conversation) conversation = mail.conversation->value();
    connection_.prepare(outbox_sql::insert)
        .id(mail.practice.value())
        .optional_id(conversation)
        .text(mail.template_name)
        .text(mail.recipient.reveal())
        .text(mail.locale)
        .text(mail.payload.reveal())
        .text(mail.message_id)
        .instant(mail.created_at)
        .instant(mail.created_at)
        .execute();
  }

  std::vector<ClaimedMail> claim(Instant now, Instant lease_ends_at, int most) override {
    std::vector<ClaimedMail> claimed = due(now, most);
    std::erase_if(claimed, [&](ClaimedMail& mail) {
      const auto matched = connection_.prepare(outbox_sql::lease)
                               .instant(lease_ends_at)
                               .id(mail.practice.value())
                               .id(mail.id)
                               .integer(mail.tries)
                               .instant(now)
                               .execute();
      ++mail.tries;
      return matched == 0;
    });
    return claimed;
  }

  bool mark_sent(const ClaimedMail& mail, Instant now) override {
    return connection_.prepare(outbox_sql::mark_sent)
               .instant(now)
               .id(mail.practice.value())
               .id(mail.id)
               .integer(mail.tries)
               .execute() > 0;
  }

  bool mark_failed(const ClaimedMail& mail, std::string_view error, std::optional<Instant> next_try_at) override {
    return connection_.prepare(outbox_sql::mark_failed)
               .integer(next_try_at ? state_waiting : state_given_up)
               .optional_instant(next_try_at)
               .text(error.substr(0, 120))
               .id(mail.practice.value())
               .id(mail.id)
               .integer(mail.tries)
               .execute() > 0;
  }

  MailCounts counts(std::optional<PracticeId> practice) override {
    MailCounts counts;
    const auto rows = connection_.prepare(outbox_sql::counts).optional_id(number(practice)).query();
    while (rows->next()) {
      const auto many = static_cast<std::uint64_t>(rows->integer(2));
      switch (rows->integer(1)) {
        case state_waiting:
          counts.waiting = many;
          counts.retrying = static_cast<std::uint64_t>(rows->integer(3));
          counts.oldest_waiting_at = rows->optional_instant(4);
          break;
        case state_sent: counts.sent = many; break;
        default: counts.given_up = many; break;
      }
    }
    return counts;
  }

  std::vector<TroubledMail> troubled(int most) override {
    std::vector<TroubledMail> all;
    const auto rows = connection_.prepare(outbox_sql::troubled).integer(most).query();
    while (rows->next()) {
      TroubledMail mail{.practice = PracticeId(rows->id(1)),
                        .id = rows->id(2),
                        .template_name = rows->text(3),
                        .tries = static_cast<int>(rows->integer(4)),
                        .given_up = rows->integer(5) == state_given_up,
                        .next_try_at = {},
                        .last_error = rows->text(7)};
      if (!mail.given_up) mail.next_try_at = rows->optional_instant(6);
      all.push_back(std::move(mail));
    }
    return all;
  }

  std::uint64_t retry(std::optional<PracticeId> practice, Instant now) override {
    return connection_.prepare(outbox_sql::retry).instant(now).instant(now).optional_id(number(practice)).execute();
  }

 private:
  std::vector<ClaimedMail> due(Instant now, int most) {
    std::vector<ClaimedMail> all;
    const auto rows = connection_.prepare(outbox_sql::due).instant(now).integer(most).query();
    while (rows->next()) {
      ClaimedMail mail{.practice = PracticeId(rows->id(1)),
                       .id = rows->id(2),
                       .conversation = {},
                       .template_name = rows->text(4),
                       .recipient = Sensitive<std::string>(rows->text(5)),
                       .locale = rows->text(6),
                       .payload = Sensitive<std::string>(rows->text(7)),
                       .message_id = rows->text(8),
                       .tries = static_cast<int>(rows->integer(9)),
                       .created_at = rows->instant(10)};
      if (const auto conversation = rows->optional_id(3)) mail.conversation = ConversationId(*conversation);
      all.push_back(std::move(mail));
    }
    return all;
  }

  Connection& connection_;
};

}  // namespace

std::unique_ptr<OutboxRepository> make_outbox_repository(Connection& connection) { return std::make_unique<Outbox>(connection); }

}  // namespace frontdesk::storage::mysql
