// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/outbox_repository.h"

#include <boost/test/unit_test.hpp>
#include <set>
#include <thread>

#include "storage/errors.h"
#include "tests/support/practices.h"

using namespace frontdesk;
using namespace frontdesk::storage;
using namespace frontdesk::test;
using namespace std::chrono_literals;

namespace {

const Instant noon = at("2026-12-01T17:00:00Z");

NewMail mail(const StoredPractice& practice, const std::string& message_id) {
  return {.practice = practice.id,
          .conversation = {},
          .template_name = "request_received",
          .recipient = Sensitive<std::string>("visitor@example.org"),
          .locale = "en-US",
          .payload = Sensitive<std::string>(R"({"zone":"America/New_York"})"),
          .message_id = message_id,
          .created_at = noon};
}

template <class Act>
auto in_outbox(Act act) {
  const auto unit = database().pool().begin(AccessMode::read_write);
  auto result = act(unit->outbox());
  unit->commit();
  return result;
}

std::vector<ClaimedMail> claimed(Instant now, int most = 100) {
  return in_outbox([&](OutboxRepository& outbox) { return outbox.claim(now, now + 5min, most); });
}

StoredPractice practice_with_mail(int many) {
  database().run("DELETE FROM outbox");
  auto practice = a_practice().stored_in(database());
  in_outbox([&](OutboxRepository& outbox) {
    for (int i = 0; i < many; ++i) outbox.insert(mail(practice, practice.link_name + "-" + std::to_string(i) + "@frontdesk.example"));
    return 0;
  });
  return practice;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(outbox)

BOOST_AUTO_TEST_CASE(what_was_inserted_is_claimed_whole_once_it_is_due) {
  const auto practice = practice_with_mail(1);
  BOOST_TEST(claimed(noon - 1s).empty());
  const auto rows = claimed(noon);
  BOOST_REQUIRE(rows.size() == 1U);
  BOOST_TEST((rows[0].practice == practice.id));
  BOOST_TEST(rows[0].template_name == "request_received");
  BOOST_TEST(rows[0].recipient.reveal() == "visitor@example.org");
  BOOST_TEST(rows[0].payload.reveal() == R"({"zone":"America/New_York"})");
  BOOST_TEST(rows[0].locale == "en-US");
  BOOST_TEST(rows[0].tries == 1);
}

BOOST_AUTO_TEST_CASE(a_claimed_mail_is_nobody_elses_until_the_lease_ends) {
  (void)practice_with_mail(1);
  BOOST_TEST(claimed(noon).size() == 1U);
  BOOST_TEST(claimed(noon + 4min).empty());
  const auto again = claimed(noon + 5min);
  BOOST_REQUIRE(again.size() == 1U);
  BOOST_TEST(again[0].tries == 2);
}

BOOST_AUTO_TEST_CASE(three_workers_at_one_outbox_claim_every_mail_exactly_once) {
  (void)practice_with_mail(60);
  std::vector<std::vector<std::uint64_t>> got(3);
  std::vector<std::thread> workers;
  for (auto& mine : got) {
    workers.emplace_back([&mine] {
      for (int empty_rounds = 0; empty_rounds < 3;) {
        try {
          const auto rows = claimed(noon, 7);
          for (const auto& row : rows) mine.push_back(row.id);
          if (rows.empty()) ++empty_rounds;
        } catch (const Conflict&) {
          continue;
        }
      }
    });
  }
  for (auto& worker : workers) worker.join();
  std::multiset<std::uint64_t> all;
  for (const auto& mine : got) all.insert(mine.begin(), mine.end());
  BOOST_TEST(all.size() == 60U);
  BOOST_TEST(std::set<std::uint64_t>(all.begin(), all.end()).size() == 60U);
}

BOOST_AUTO_TEST_CASE(a_sent_mail_is_never_claimed_again) {
  (void)practice_with_mail(1);
  const auto rows = claimed(noon);
  BOOST_TEST(in_outbox([&](OutboxRepository& outbox) { return outbox.mark_sent(rows.at(0), noon + 1s); }));
  BOOST_TEST(claimed(noon + 24h).empty());
  const auto counts = in_outbox([](OutboxRepository& outbox) { return outbox.counts(std::nullopt); });
  BOOST_TEST(counts.sent == 1U);
  BOOST_TEST(counts.waiting == 0U);
}

BOOST_AUTO_TEST_CASE(a_worker_that_lost_its_lease_reports_in_vain) {
  (void)practice_with_mail(1);
  const auto first = claimed(noon);
  const auto second = claimed(noon + 5min);
  BOOST_TEST(!in_outbox([&](OutboxRepository& outbox) { return outbox.mark_failed(first.at(0), "smtp_timeout", std::nullopt); }));
  BOOST_TEST(in_outbox([&](OutboxRepository& outbox) { return outbox.mark_sent(second.at(0), noon + 6min); }));
}

BOOST_AUTO_TEST_CASE(a_failed_mail_waits_its_time_is_given_up_at_the_end_and_can_be_retried) {
  const auto practice = practice_with_mail(1);
  auto rows = claimed(noon);
  BOOST_TEST(in_outbox([&](OutboxRepository& outbox) { return outbox.mark_failed(rows.at(0), "smtp_refused", noon + 1h); }));
  BOOST_TEST(claimed(noon + 59min).empty());
  rows = claimed(noon + 1h);
  BOOST_REQUIRE(rows.size() == 1U);
  BOOST_TEST(in_outbox([&](OutboxRepository& outbox) { return outbox.mark_failed(rows.at(0), "smtp_refused", std::nullopt); }));
  BOOST_TEST(claimed(noon + 240h).empty());

  const auto troubled = in_outbox([](OutboxRepository& outbox) { return outbox.troubled(10); });
  BOOST_REQUIRE(troubled.size() == 1U);
  BOOST_TEST(troubled[0].given_up);
  BOOST_TEST(troubled[0].last_error == "smtp_refused");
  BOOST_TEST(in_outbox([&](OutboxRepository& outbox) { return outbox.counts(practice.id).given_up; }) == 1U);

  BOOST_TEST(in_outbox([&](OutboxRepository& outbox) { return outbox.retry(practice.id, noon + 2h); }) == 1U);
  rows = claimed(noon + 2h);
  BOOST_REQUIRE(rows.size() == 1U);
  BOOST_TEST(rows[0].tries == 1);
}

BOOST_AUTO_TEST_CASE(another_practices_mail_is_neither_counted_nor_retried) {
  (void)practice_with_mail(2);
  const auto other = a_practice().stored_in(database());
  for (const auto& row : claimed(noon)) {
    BOOST_TEST(in_outbox([&](OutboxRepository& outbox) { return outbox.mark_failed(row, "smtp_refused", std::nullopt); }));
  }
  BOOST_TEST(in_outbox([&](OutboxRepository& outbox) { return outbox.retry(other.id, noon); }) == 0U);
  BOOST_TEST(in_outbox([&](OutboxRepository& outbox) { return outbox.counts(other.id).given_up; }) == 0U);
  BOOST_TEST(in_outbox([&](OutboxRepository& outbox) { return outbox.counts(std::nullopt).given_up; }) == 2U);
}

BOOST_AUTO_TEST_CASE(a_message_id_stands_for_one_mail) {
  const auto practice = practice_with_mail(0);
  const auto one = mail(practice, "same@frontdesk.example");
  const auto twice = [&](OutboxRepository& outbox) {
    outbox.insert(one);
    outbox.insert(one);
    return 0;
  };
  BOOST_CHECK_THROW(in_outbox(twice), Duplicate);
}

BOOST_AUTO_TEST_CASE(waits_grow_and_end_after_about_three_days) {
  Instant now = noon;
  auto last = 0us;
  int tries = 1;
  while (const auto next = next_mail_try(tries, now)) {
    BOOST_TEST((*next - now >= last));
    last = *next - now;
    now = *next;
    ++tries;
  }
  BOOST_TEST((now - noon > 48h));
  BOOST_TEST((now - noon < 96h));
}

BOOST_AUTO_TEST_SUITE_END()
