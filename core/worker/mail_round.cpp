// SPDX-License-Identifier: AGPL-3.0-or-later
#include <map>
#include <optional>

#include "application/mail_payload.h"
#include "storage/outbox_repository.h"
#include "storage/transaction.h"
#include "worker/mail_words.h"
#include "worker/rounds.h"

namespace frontdesk {

namespace {

constexpr int batch = 10;
/// Longer than a batch can take with a server that answers each command just before the time-out.
constexpr std::chrono::minutes lease{30};
using mail::Delivery;

struct Attempt {
  Delivery delivery;
  /// How often a refusal is tried all the same.
  int tries_despite_refusal = 0;
};

/// No try will ever help.
Attempt hopeless(std::string_view code) { return {.delivery = {.outcome = Delivery::Outcome::refused, .code = std::string(code)}}; }

class MailRound {
 public:
  MailRound(Workshop& workshop, Instant now) : workshop_(workshop), now_(now) {}

  int run() {
    std::vector<storage::ClaimedMail> rows;
    storage::in_transaction(*workshop_.database, [&](storage::UnitOfWork& unit) { rows = unit.outbox().claim(now_, now_ + lease, batch); });
    for (const auto& row : rows) report(row, trouble_ ? Attempt{.delivery = *trouble_} : attempt(row));
    workshop_.transport->rest();
    return static_cast<int>(rows.size());
  }

 private:
  Attempt attempt(const storage::ClaimedMail& row) {
    const auto message = compose(row);
    if (!message) return message.error();
    const auto wire = mail::on_the_wire(*message);
    if (!wire) return hopeless(to_string(wire.error()));
    const Delivery delivery = workshop_.transport->deliver({.from = message->from_address, .to = message->to, .message_id = message->message_id}, *wire);
    // A server that is away for one is away for all: the rest of the batch doesn't wait for its time-out, too.
    if (delivery.outcome == Delivery::Outcome::away) trouble_ = delivery;
    return {.delivery = delivery, .tries_despite_refusal = 2};  // what a server says is for ever sometimes isn't
  }

  Result<mail::Message, Attempt> compose(const storage::ClaimedMail& row) {
    const auto kind = parse_mail_kind(row.template_name);
    if (!kind) return failure(hopeless("unknown_template"));
    const auto payload = parse_mail_payload(row.payload.reveal(), workshop_.desk_rules.link_key);
    if (!payload) return failure(hopeless("bad_payload"));
    const auto& practice = practice_of(row);
    if (!practice) return failure(hopeless("practice_gone"));
    try {
      return mail_of(workshop_, practice->snapshot.practice, row, *kind, *payload);
    } catch (const std::logic_error& error) {
      // A text, template or zone that this installation lacks; it may be mended, so the mail is kept.
      workshop_.error_log.error(LogLine("mail_words_failed").code("template", row.template_name).failure(error));
      return failure(Attempt{.delivery = {.outcome = Delivery::Outcome::later, .code = "words_failed"}});
    }
  }

  const std::optional<PracticeInHand>& practice_of(const storage::ClaimedMail& row) {
    const auto found = practices_.find(row.practice);
    if (found != practices_.end()) return found->second;
    return practices_.emplace(row.practice, workshop_.practice(row.practice)).first->second;
  }

  void report(const storage::ClaimedMail& row, const Attempt& attempt) {
    const Delivery& delivery = attempt.delivery;
    const bool is_delivered = delivery.outcome == Delivery::Outcome::delivered;
    const bool gives_up = delivery.outcome == Delivery::Outcome::refused && row.tries > attempt.tries_despite_refusal;
    const auto next = gives_up ? std::nullopt : storage::next_mail_try(row.tries, now_);
    storage::in_transaction(*workshop_.database, [&](storage::UnitOfWork& unit) {
      const bool was_ours = is_delivered ? unit.outbox().mark_sent(row, now_) : unit.outbox().mark_failed(row, delivery.code, next);
      if (!was_ours) workshop_.error_log.warn(LogLine("mail_claim_lost").number("mail", static_cast<std::int64_t>(row.id)));
    });
    LogLine line(is_delivered ? "mail_sent" : next ? "mail_later" : "mail_given_up");
    line.number("mail", static_cast<std::int64_t>(row.id)).number("practice", static_cast<std::int64_t>(row.practice.value()));
    line.code("template", row.template_name).number("tries", row.tries);
    if (!delivery.code.empty()) line.code("code", delivery.code);
    if (is_delivered) {
      workshop_.error_log.note(line);
    } else {
      workshop_.error_log.warn(line);
    }
  }

  Workshop& workshop_;
  const Instant now_;
  std::optional<Delivery> trouble_;  ///< of server or folder, for the rest of the round
  std::map<PracticeId, std::optional<PracticeInHand>> practices_;
};

}  // namespace

int deliver_mail(Workshop& workshop, Instant now) { return MailRound(workshop, now).run(); }

}  // namespace frontdesk
