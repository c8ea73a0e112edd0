// SPDX-License-Identifier: AGPL-3.0-or-later
#include <boost/test/unit_test.hpp>

#include "application/private_link.h"
#include "tests/support/desk.h"

using namespace frontdesk;
using namespace frontdesk::test;
using namespace std::chrono_literals;

namespace {

constexpr auto page_purpose = LinkPurpose::request_page;

/// A visitor with what they hold.
struct Visitor {
  Desk desk;
  Submitted sent;
  std::string mailed;

  explicit Visitor(std::string word = "", std::string name = "José Ñandú") : desk(a_practice().stored_in(database())) {
    auto draft = a_request_for(desk.practice());
    draft.people = {a_client(std::move(name))};
    draft.secret_word = Sensitive<std::string>(std::move(word));
    sent = desk.submit(draft).value();
    mailed = mails_of(desk.practice()).back().read.link_token.reveal();
  }

  LinkOpening opening(const std::string& token, LinkPurpose purpose = page_purpose) {
    return desk.as_visitor([&](Intake& intake) { return intake.opening(token, purpose); });
  }
  std::optional<std::string> answer(const std::string& text, const std::string& token, LinkPurpose purpose = page_purpose) {
    return desk.as_visitor([&](Intake& intake) -> std::optional<std::string> {
      const auto session = intake.answer(token, purpose, Sensitive<std::string>(text));
      if (!session) return std::nullopt;
      return session->token.reveal();
    });
  }
  std::optional<std::string> answer(const std::string& text) { return answer(text, mailed); }
  bool has_page(const std::string& token) {
    return desk.as_visitor([&](Intake& intake) { return intake.request_by_page_token(token).has_value(); });
  }
  bool has_session(const std::string& token) {
    return desk.as_visitor([&](Intake& intake) { return intake.request_by_session(token).has_value(); });
  }
  void close(const std::string& token) {
    desk.as_visitor([&](Intake& intake) { return intake.close(token), 0; });
  }
};

std::string with_last_character_changed(std::string token) {
  token.back() = token.back() == 'A' ? 'B' : 'A';
  return token;
}

}  // namespace

BOOST_AUTO_TEST_CASE(T4_the_address_shown_after_sending_opens_by_itself_for_half_an_hour) {
  Visitor visitor;
  const std::string token = visitor.sent.page_token.reveal();
  BOOST_TEST(token.size() == 43U);
  BOOST_TEST((visitor.opening(token) == LinkOpening::open));
  visitor.desk.at_time(tuesday + 30min - 1s);
  BOOST_TEST(visitor.has_page(token));
  visitor.desk.at_time(tuesday + 30min);
  BOOST_TEST((visitor.opening(token) == LinkOpening::unknown));
  BOOST_TEST(!visitor.has_page(token));
}

BOOST_AUTO_TEST_CASE(T4_closing_for_good_ends_pages_and_sessions_at_once) {
  Visitor visitor;
  const std::string session = visitor.answer("jose nandu").value();
  visitor.close(visitor.sent.page_token.reveal());
  BOOST_TEST((visitor.opening(visitor.sent.page_token.reveal()) == LinkOpening::unknown));
  BOOST_TEST(!visitor.has_session(session));
  // From mail, the question opens it again.
  BOOST_TEST(visitor.answer("jose nandu").has_value());
}

BOOST_AUTO_TEST_CASE(T4_a_mailed_link_asks_however_often_it_is_fetched) {
  Visitor visitor;
  for (int i = 0; i < 20; ++i) BOOST_TEST((visitor.opening(visitor.mailed) == LinkOpening::asks));
  BOOST_TEST(!visitor.has_page(visitor.mailed));
  BOOST_TEST(!visitor.has_session(visitor.mailed));
  const auto session = visitor.answer("José Ñandú");
  BOOST_REQUIRE(session.has_value());
  BOOST_TEST(visitor.has_session(*session));
  BOOST_TEST(visitor.answer("José Ñandú").has_value());
}

BOOST_AUTO_TEST_CASE(T4_a_session_is_short_and_is_no_address) {
  Visitor visitor;
  const std::string session = visitor.answer("jose nandu").value();
  BOOST_TEST((visitor.opening(session) == LinkOpening::unknown));
  BOOST_TEST(!visitor.has_page(session));
  visitor.desk.at_time(tuesday + 30min - 1s);
  BOOST_TEST(visitor.has_session(session));
  visitor.desk.at_time(tuesday + 30min);
  BOOST_TEST(!visitor.has_session(session));
}

BOOST_AUTO_TEST_CASE(the_question_is_the_word_where_one_was_chosen_and_the_name_elsewhere) {
  Visitor by_word("Blue Heron");
  Visitor by_name;
  const auto asks_for_word = [](Visitor& visitor) {
    return visitor.desk.as_visitor([&](Intake& intake) { return intake.asks_for_word(visitor.mailed, page_purpose); });
  };
  BOOST_TEST(asks_for_word(by_word));
  BOOST_TEST(!asks_for_word(by_name));
  BOOST_TEST(!by_word.answer("José Ñandú").has_value());
  BOOST_TEST(by_word.answer(" blue  HERON").has_value());
  BOOST_TEST(by_name.answer("jose nandu").has_value());
}

BOOST_AUTO_TEST_CASE(a_word_of_signs_alone_is_compared_as_typed) {
  Visitor visitor("...");
  BOOST_TEST(!visitor.answer("''").has_value());
  BOOST_TEST(!visitor.answer("").has_value());
  BOOST_TEST(visitor.answer("...").has_value());
}

BOOST_AUTO_TEST_CASE(T4_a_token_serves_one_purpose_and_one_practice) {
  Visitor visitor;
  Visitor other;
  BOOST_TEST((visitor.opening(visitor.mailed, LinkPurpose::messages) == LinkOpening::unknown));
  BOOST_TEST((visitor.opening(visitor.sent.page_token.reveal(), LinkPurpose::messages) == LinkOpening::unknown));
  BOOST_TEST(!visitor.answer("jose nandu", visitor.mailed, LinkPurpose::messages).has_value());
  BOOST_TEST((other.opening(visitor.mailed) == LinkOpening::unknown));
  BOOST_TEST(!other.answer("jose nandu", visitor.mailed).has_value());
  BOOST_TEST((visitor.opening(with_last_character_changed(visitor.mailed)) == LinkOpening::unknown));
  BOOST_TEST((visitor.opening("") == LinkOpening::unknown));
  BOOST_TEST((visitor.opening(std::string(100000, 'x')) == LinkOpening::unknown));
}

BOOST_AUTO_TEST_CASE(T4_a_mailed_link_lives_until_a_month_after_the_appointment) {
  Visitor visitor;
  const Instant end = nine_oclock + 50min + mailed_link_length;
  visitor.desk.at_time(end - 1s);
  BOOST_TEST((visitor.opening(visitor.mailed) == LinkOpening::asks));
  visitor.desk.at_time(end);
  BOOST_TEST((visitor.opening(visitor.mailed) == LinkOpening::unknown));
  BOOST_TEST(!visitor.answer("jose nandu").has_value());
}

BOOST_AUTO_TEST_CASE(T4_after_ten_wrong_answers_a_fresh_link_goes_to_the_same_address) {
  Visitor visitor;
  for (int i = 0; i < 9; ++i) BOOST_TEST(!visitor.answer("someone else").has_value());
  BOOST_TEST((visitor.opening(visitor.mailed) == LinkOpening::asks));
  BOOST_TEST(mails_of(visitor.desk.practice()).size() == 1U);
  BOOST_TEST(!visitor.answer("someone else").has_value());
  BOOST_TEST((visitor.opening(visitor.mailed) == LinkOpening::locked));
  // The right answer comes too late for this link, and more wrong ones mail nothing more.
  BOOST_TEST(!visitor.answer("jose nandu").has_value());
  BOOST_TEST(!visitor.answer("someone else").has_value());
  const auto mails = mails_of(visitor.desk.practice());
  BOOST_REQUIRE(mails.size() == 2U);
  BOOST_TEST(mails.back().template_name == "fresh_link");
  BOOST_TEST(mails.back().recipient == "jo@example.org");
  BOOST_TEST(visitor.answer("jose nandu", mails.back().read.link_token.reveal()).has_value());
}

BOOST_AUTO_TEST_CASE(who_goes_on_guessing_waits_a_day_for_each_further_link) {
  Visitor visitor;
  const auto lock_newest = [&] {
    const std::string token = mails_of(visitor.desk.practice()).back().read.link_token.reveal();
    for (int i = 0; i < 10; ++i) BOOST_TEST(!visitor.answer("guess", token).has_value());
    return mails_of(visitor.desk.practice()).back().due;
  };
  BOOST_TEST((lock_newest() == tuesday));
  BOOST_TEST((lock_newest() == tuesday));
  BOOST_TEST((lock_newest() == tuesday + 24h));
  visitor.desk.at_time(tuesday + 25h);
  BOOST_TEST((lock_newest() == tuesday + 25h));
}

BOOST_AUTO_TEST_CASE(a_right_answer_forgets_the_wrong_ones) {
  Visitor visitor;
  for (int i = 0; i < 9; ++i) BOOST_TEST(!visitor.answer("someone else").has_value());
  BOOST_TEST(visitor.answer("jose nandu").has_value());
  for (int i = 0; i < 9; ++i) BOOST_TEST(!visitor.answer("someone else").has_value());
  BOOST_TEST((visitor.opening(visitor.mailed) == LinkOpening::asks));
}

BOOST_AUTO_TEST_CASE(an_empty_answer_is_not_a_try) {
  Visitor visitor;
  for (int i = 0; i < 20; ++i) BOOST_TEST(!visitor.answer("").has_value());
  BOOST_TEST((visitor.opening(visitor.mailed) == LinkOpening::asks));
}

BOOST_AUTO_TEST_CASE(no_token_stands_in_the_database) {
  Visitor visitor;
  const std::string session = visitor.answer("jose nandu").value();
  for (const auto& token : {visitor.sent.page_token.reveal(), visitor.mailed, session}) {
    BOOST_TEST(database().number("SELECT COUNT(*) FROM outbox WHERE payload LIKE '%" + token + "%'") == 0);
    BOOST_TEST(database().number("SELECT COUNT(*) FROM private_link WHERE token_hash LIKE '%" + token + "%'") == 0);
  }
}
