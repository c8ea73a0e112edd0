// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may see and do what (SECURITY T1), and the inbox.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <set>

#include "tests/support/desk.h"

using namespace frontdesk;
using namespace frontdesk::test;
using namespace std::chrono_literals;

namespace {

Sensitive<std::string> text(std::string words) {
  return Sensitive<std::string>(std::move(words));
}

StoredPractice two_providers() {
  auto builder = a_practice();
  builder.with_provider({.link_name = "jane-smith"}).with_provider({.link_name = "max-brown"});
  return builder.stored_in(database());
}

ConversationId inquiry_for(Desk& desk, std::optional<ProviderId> provider, StatedPerson client = a_client()) {
  auto draft = an_inquiry();
  draft.provider = provider;
  draft.people = {std::move(client)};
  return desk.submit(draft).value().conversation;
}

std::set<ConversationId> ids(const ConversationPage& page) {
  std::set<ConversationId> all;
  for (const auto& row : page.rows) all.insert(row.id);
  return all;
}

using Ids = std::set<ConversationId>;

Ids listed(Desk& desk, const StaffMember& member, const ConversationFilter& filter = {}) {
  return ids(desk.as_staff(member, [&](Conversations& c) { return c.list(filter); }));
}

ConversationFilter words(std::string typed) {
  ConversationFilter filter;
  filter.words = std::move(typed);
  return filter;
}

/// Every act on a conversation by `member`; true when each answers not_found.
bool finds_nothing(Desk& desk, const StaffMember& member, ConversationId id, ProviderId provider) {
  const auto refused = [&](auto act) {
    const auto outcome = desk.as_staff(member, act);
    return !outcome.has_value() && outcome.error() == DecisionRefusal::not_found;
  };
  return refused([&](Conversations& c) { return c.mark_read(id); }) &&
         refused([&](Conversations& c) { return c.reply(id, 1, text("x")); }) &&
         refused([&](Conversations& c) { return c.add_note(id, 1, text("x")); }) &&
         refused([&](Conversations& c) { return c.accept(id, 1, text("")); }) &&
         refused([&](Conversations& c) { return c.decline(id, 1, text("")); }) &&
         refused([&](Conversations& c) { return c.reassign(id, 1, provider); }) &&
         refused([&](Conversations& c) { return c.archive(id, 1); }) && refused([&](Conversations& c) { return c.bring_back(id, 1); }) &&
         !desk.as_staff(member, [&](Conversations& c) { return c.find(id); }).has_value();
}

}  // namespace

BOOST_AUTO_TEST_CASE(clinicians_see_their_own_and_what_is_open_to_all) {
  Desk desk(two_providers());
  const auto jane = desk.practice().provider("jane-smith");
  const auto max = desk.practice().provider("max-brown");
  const auto for_jane = inquiry_for(desk, jane);
  const auto for_max = inquiry_for(desk, max);
  const auto for_all = inquiry_for(desk, {});
  BOOST_TEST((listed(desk, desk.member(StaffRole::owner)) == Ids{for_jane, for_max, for_all}));
  BOOST_TEST((listed(desk, desk.member(StaffRole::admin)) == Ids{for_jane, for_max, for_all}));
  const auto clinician = desk.member(StaffRole::clinician, jane);
  BOOST_TEST((listed(desk, clinician) == Ids{for_jane, for_all}));
  BOOST_TEST((listed(desk, desk.member(StaffRole::clinician)) == Ids{for_all}));
  BOOST_TEST(finds_nothing(desk, clinician, for_max, jane));
  BOOST_TEST(desk.as_staff(clinician, [&](Conversations& c) { return c.find(for_jane); }).has_value());
  BOOST_TEST(desk.as_staff(clinician, [&](Conversations& c) { return c.list({}); }).unread == 2);
}

BOOST_AUTO_TEST_CASE(who_passes_a_conversation_on_may_lose_it_from_sight) {
  Desk desk(two_providers());
  const auto clinician = desk.member(StaffRole::clinician, desk.practice().provider("jane-smith"));
  const auto id = inquiry_for(desk, desk.practice().provider("jane-smith"));
  const auto max = desk.practice().provider("max-brown");
  BOOST_TEST(desk.as_staff(clinician, [&](Conversations& c) { return c.reassign(id, 1, max); }).has_value());
  BOOST_TEST(finds_nothing(desk, clinician, id, max));
  const auto view = desk.as_staff(desk.member(StaffRole::owner), [&](Conversations& c) { return c.find(id); });
  BOOST_TEST((view->provider == max));
  BOOST_TEST(view->history.back().detail == "Provider max-brown");
}

BOOST_AUTO_TEST_CASE(T1_staff_of_another_practice_find_nothing_and_change_nothing) {
  Desk ours(two_providers());
  Desk theirs(two_providers());
  const auto id = ours.submit(a_request_for(ours.practice())).value().conversation;
  const auto stranger = theirs.member(StaffRole::owner);
  BOOST_TEST(finds_nothing(theirs, stranger, id, theirs.practice().provider()));
  BOOST_TEST(listed(theirs, stranger).empty());
  BOOST_TEST(finds_nothing(theirs, stranger, ConversationId(id.value() + 1000000), theirs.practice().provider()));
  const auto own = ours.as_staff(ours.member(StaffRole::owner), [&](Conversations& c) { return c.find(id); });
  BOOST_REQUIRE(own.has_value());
  BOOST_TEST(own->version == 1U);
  BOOST_TEST(own->row.unread);
  // Nor can ours be passed to a provider of theirs.
  const auto passed =
      ours.as_staff(ours.member(StaffRole::owner), [&](Conversations& c) { return c.reassign(id, 1, theirs.practice().provider()); });
  BOOST_TEST((!passed.has_value() && passed.error() == DecisionRefusal::not_possible));
}

BOOST_AUTO_TEST_CASE(a_visitor_has_no_conversations) {
  Desk desk(two_providers());
  const auto id = inquiry_for(desk, {});
  const bool nothing = desk.with_call(Actor{}, [&](const DeskCall& call) {
    ConversationService conversations(call);
    const auto read = conversations.mark_read(id);
    return conversations.list({}).rows.empty() && !conversations.find(id) && !read.has_value();
  });
  BOOST_TEST(nothing);
}

BOOST_AUTO_TEST_CASE(the_inbox_is_filtered_by_what_is_asked) {
  Desk desk(two_providers());
  const auto owner = desk.member(StaffRole::owner);
  const auto max = desk.practice().provider("max-brown");
  const auto inquiry = inquiry_for(desk, max);
  const auto request = desk.submit(a_request_for(desk.practice())).value().conversation;
  ConversationFilter filter;
  filter.kind = RequestKind::appointment;
  BOOST_TEST((listed(desk, owner, filter) == Ids{request}));
  filter = {};
  filter.provider = max;
  BOOST_TEST((listed(desk, owner, filter) == Ids{inquiry}));
  BOOST_TEST(desk.as_staff(owner, [&](Conversations& c) { return c.reply(inquiry, 1, text("x")); }).has_value());
  filter = {};
  filter.state = ConversationState::waiting;
  BOOST_TEST((listed(desk, owner, filter) == Ids{inquiry}));
  filter.state = ConversationState::fresh;
  BOOST_TEST((listed(desk, owner, filter) == Ids{request}));
  filter = {};
  filter.unread_only = true;
  BOOST_TEST((listed(desk, owner, filter) == Ids{request}));
  filter = {};
  filter.archived = true;
  BOOST_TEST(listed(desk, owner, filter).empty());
}

BOOST_AUTO_TEST_CASE(words_are_found_in_names_addresses_and_numbers) {
  Desk desk(two_providers());
  const auto owner = desk.member(StaffRole::owner);
  const auto jose = inquiry_for(desk, {}, a_client("José Ñandú", "J.N@Example.org", ""));
  const auto ann = inquiry_for(desk, {}, a_client("Ann 100% O_Neil", "", "(207) 555-0142"));
  BOOST_TEST((listed(desk, owner, words("jose")) == Ids{jose}));
  BOOST_TEST((listed(desk, owner, words("j.n@EXAMPLE")) == Ids{jose}));
  BOOST_TEST((listed(desk, owner, words("555-01")) == Ids{ann}));
  BOOST_TEST((listed(desk, owner, words("o_neil")) == Ids{ann}));
  BOOST_TEST((listed(desk, owner, words("100%")) == Ids{ann}));
  BOOST_TEST(listed(desk, owner, words("%")) == Ids{ann});
  BOOST_TEST(listed(desk, owner, words("_")) == Ids{ann});
  BOOST_TEST(listed(desk, owner, words("|")).empty());
  BOOST_TEST(listed(desk, owner, words("' OR 1=1 --")).empty());
  BOOST_TEST((listed(desk, owner, words("12")).empty()));
}

BOOST_AUTO_TEST_CASE(pages_follow_each_other_without_gap_or_repetition) {
  Desk desk(two_providers());
  const auto owner = desk.member(StaffRole::owner);
  std::vector<ConversationId> sent;
  for (int i = 0; i < 7; ++i) {
    if (i % 2 == 0) desk.at_time(desk.now() + 1s);  // some share an instant
    sent.push_back(inquiry_for(desk, {}));
  }
  ConversationFilter filter;
  filter.page_size = 3;
  std::vector<ConversationId> seen;
  for (int pages = 0; pages < 5; ++pages) {
    const auto page = desk.as_staff(owner, [&](Conversations& c) { return c.list(filter); });
    for (const auto& row : page.rows) seen.push_back(row.id);
    BOOST_TEST(page.unread == 7);
    if (!page.has_more) break;
    BOOST_TEST(page.rows.size() == 3U);
    filter.after_key = page.rows.back().key;
  }
  std::reverse(sent.begin(), sent.end());
  BOOST_TEST((seen == sent));
  filter.after_key = "no key; at all";
  BOOST_TEST(listed(desk, owner, filter).size() == 3U);
}

BOOST_AUTO_TEST_CASE(a_row_says_what_was_asked_and_how_long_it_is_held) {
  Desk desk(two_providers());
  BOOST_REQUIRE(desk.submit(a_request_for(desk.practice())).has_value());
  const auto page = desk.as_staff(desk.member(StaffRole::owner), [](Conversations& c) { return c.list({}); });
  BOOST_REQUIRE(page.rows.size() == 1U);
  const auto& row = page.rows.front();
  BOOST_TEST((row.state == ConversationState::fresh && row.kind == RequestKind::appointment));
  BOOST_TEST(row.unread);
  BOOST_TEST(row.client_name.reveal() == "Jo Doe");
  BOOST_TEST(row.provider_name == "Provider jane-smith");
  BOOST_TEST(row.service_name == "Service consultation");
  BOOST_TEST((row.asked_start == nine_oclock && row.hold_ends_at == tuesday + 72h));
  BOOST_TEST(row.can_be_mailed);
}
