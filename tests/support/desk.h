// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <utility>

#include "application/conversation_service.h"
#include "application/intake_service.h"
#include "application/mail_payload.h"
#include "base/crypto.h"
#include "storage/errors.h"
#include "storage/staff_repository.h"
#include "tests/support/practices.h"

/// A desk for tests: visitors' and staff's calls over the suite's database, each in a unit of work of its own, as the programs make them.
namespace frontdesk::test {

inline const std::string test_secret(64, '7');

inline DeskRules test_rules() {
  Config config;
  config.secret = Sensitive<std::string>(test_secret);
  config.base_url = "https://portal.example";
  return desk_rules(config);
}

/// Tuesday, a week before the first asked time of these suites.
inline const Instant tuesday = at("2026-11-24T12:00:00Z");
/// 9:00 in New York on the next Tuesday.
inline const Instant nine_oclock = at("2026-12-01T14:00:00Z");

class Desk {
 public:
  explicit Desk(StoredPractice practice, Instant now = tuesday, storage::Database& pool = database().pool())
      : practice_(std::move(practice)), now_(now), pool_(&pool) {}

  [[nodiscard]] const StoredPractice& practice() const { return practice_; }
  [[nodiscard]] Instant now() const { return now_; }
  Desk& at_time(Instant now) {
    now_ = now;
    return *this;
  }
  void refuse_by_guard(std::string key) {
    guard_ = [key = std::move(key)](const RequestDraft&) { return std::optional<std::string>(key); };
  }

  /// Runs `act` on Intake or Conversations again after a conflict, as the call guard does, but as often as it takes.
  template <class Act>
  auto as_visitor(const Act& act) {
    return with_call(Actor{}, [&](const DeskCall& call) {
      IntakeService intake(call, guard_);
      return act(static_cast<Intake&>(intake));
    });
  }
  template <class Act>
  auto as_staff(const StaffMember& member, const Act& act) {
    return with_call(Actor{.staff = member}, [&](const DeskCall& call) {
      ConversationService conversations(call);
      return act(static_cast<Conversations&>(conversations));
    });
  }
  template <class Act>
  auto with_call(const Actor& actor, const Act& act) {
    for (;;) {
      try {
        const auto unit = pool_->begin(storage::AccessMode::read_write);
        SchedulingService scheduling(*unit, storage::AccessMode::read_write, practice_.id, now_, cache_);
        auto outcome =
            act(DeskCall{.unit = *unit, .scheduling = scheduling, .rules = rules_, .actor = actor, .practice = practice_.id, .now = now_});
        unit->commit();
        return outcome;
      } catch (const storage::Conflict&) {
      }
    }
  }

  Result<Submitted, SubmitRefusal> submit(const RequestDraft& draft) {
    return as_visitor([&](Intake& intake) { return intake.submit(draft); });
  }

  [[nodiscard]] StaffMember member(StaffRole role, std::optional<ProviderId> provider = {}) {
    const auto unit = pool_->begin(storage::AccessMode::read_write);
    const std::string email = crypto::random_token().reveal() + "@staff.example";
    const StaffId id = unit->staff().insert(practice_.id, {.email = email, .name = "Robin Staff", .role = role, .provider = provider});
    unit->commit();
    return {.id = id, .name = "Robin Staff", .email = email, .role = role, .provider = provider};
  }

  [[nodiscard]] std::vector<BusyInterval> busy(const std::string& provider = "jane-smith") {
    return pool_->begin(storage::AccessMode::read_only)->calendars().load(practice_.id, practice_.provider(provider), Instant{}).busy;
  }

 private:
  StoredPractice practice_;
  Instant now_;
  storage::Database* pool_;
  SnapshotCache cache_;
  DeskRules rules_ = test_rules();
  RequestGuard guard_;
};

inline StatedPerson a_client(std::string name = "Jo Doe", std::string email = "jo@example.org", std::string phone = "") {
  return {.role = PersonRole::client,
          .name = Sensitive<std::string>(std::move(name)),
          .email = Sensitive<std::string>(std::move(email)),
          .phone = Sensitive<std::string>(std::move(phone))};
}

/// With a form of its own.
inline RequestDraft an_inquiry() {
  RequestDraft draft;
  draft.people.push_back(a_client());
  draft.message = Sensitive<std::string>("Do you see adults?");
  draft.form_token = crypto::random_token().reveal();
  draft.locale = "en-US";
  return draft;
}

inline RequestDraft a_request_for(const StoredPractice& practice, Instant start = nine_oclock) {
  RequestDraft draft = an_inquiry();
  draft.kind = RequestKind::appointment;
  draft.message = {};
  draft.time = AskedTime{.provider = practice.provider(), .service = practice.service(), .location = practice.location(), .start = start};
  return draft;
}

struct StoredMail {
  std::string template_name;
  std::string recipient;
  std::string payload;
  Instant due;
  MailPayload read;
};

/// What waits in the outbox, oldest first; a payload that can't be read throws std::bad_optional_access.
inline std::vector<StoredMail> mails_of(const StoredPractice& practice) {
  std::vector<StoredMail> all;
  const auto key = mail_link_key(Sensitive<std::string>(test_secret));
  const auto rows = database()
                        .admin()
                        .prepare("SELECT template, recipient, payload, next_try_at FROM outbox WHERE practice_id = ? ORDER BY id")
                        .id(practice.id.value())
                        .query();
  while (rows->next()) {
    const std::string payload = rows->text(3);
    all.push_back({.template_name = rows->text(1),
                   .recipient = rows->text(2),
                   .payload = payload,
                   .due = rows->instant(4),
                   .read = parse_mail_payload(payload, key).value()});
  }
  return all;
}

/// How many rows of the practice a table has.
inline std::int64_t count_rows(const StoredPractice& practice, const std::string& table, const std::string& condition = "TRUE") {
  return database().number("SELECT COUNT(*) FROM " + table + " WHERE practice_id = " + std::to_string(practice.id.value()) + " AND " +
                           condition);
}

}  // namespace frontdesk::test
