// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "frontdesk/plugin.h"

/// Abilities of a call that answer what a test put into them and remember what they were asked.
namespace frontdesk::test {

class MadeUpConversations final : public Conversations {
 public:
  ConversationPage page;
  std::optional<ConversationView> view;
  std::optional<DecisionRefusal> refusal;  ///< of every act
  ConversationFilter last_filter;
  std::vector<std::string> acts;           ///< "reply 5 7 text"

  ConversationPage list(const ConversationFilter& filter) override {
    last_filter = filter;
    return page;
  }
  std::optional<ConversationView> find(ConversationId id) override { return view && view->row.id == id ? view : std::nullopt; }
  Result<Done, DecisionRefusal> mark_read(ConversationId id) override { return act("read", id, 0, ""); }
  Result<Done, DecisionRefusal> reply(ConversationId id, std::uint64_t version, const Sensitive<std::string>& text) override {
    return act("reply", id, version, text.reveal());
  }
  Result<Done, DecisionRefusal> add_note(ConversationId id, std::uint64_t version, const Sensitive<std::string>& text) override {
    return act("note", id, version, text.reveal());
  }
  Result<Done, DecisionRefusal> accept(ConversationId id, std::uint64_t version, const Sensitive<std::string>& text) override {
    return act("accept", id, version, text.reveal());
  }
  Result<Done, DecisionRefusal> decline(ConversationId id, std::uint64_t version, const Sensitive<std::string>& text) override {
    return act("decline", id, version, text.reveal());
  }
  Result<Done, DecisionRefusal> reassign(ConversationId id, std::uint64_t version, ProviderId provider) override {
    return act("reassign", id, version, std::to_string(provider.value()));
  }
  Result<Done, DecisionRefusal> archive(ConversationId id, std::uint64_t version) override { return act("archive", id, version, ""); }
  Result<Done, DecisionRefusal> bring_back(ConversationId id, std::uint64_t version) override { return act("bring-back", id, version, ""); }

 private:
  Result<Done, DecisionRefusal> act(const std::string& name, ConversationId id, std::uint64_t version, const std::string& text) {
    acts.push_back(name + ' ' + std::to_string(id.value()) + ' ' + std::to_string(version) + ' ' + text);
    if (refusal) return failure(DecisionRefusal(*refusal));
    return Done{};
  }
};

class MadeUpAccounts final : public Accounts {
 public:
  std::optional<SignInRefusal> sign_in_refusal;
  std::optional<PasswordRefusal> password_refusal;
  std::vector<SessionSummary> open;
  std::vector<std::string> acts;

  Result<SignedIn, SignInRefusal> sign_in(std::string_view email, const Sensitive<std::string>& password) override {
    acts.push_back("sign_in " + std::string(email) + ' ' + password.reveal());
    if (sign_in_refusal) return failure(SignInRefusal(*sign_in_refusal));
    return SignedIn{.staff = {}, .session_token = Sensitive<std::string>("fresh")};
  }
  void sign_out() override { acts.emplace_back("sign_out"); }
  void sign_out_elsewhere() override { acts.emplace_back("elsewhere"); }
  std::vector<SessionSummary> sessions() override { return open; }
  void end_session(std::string_view key) override { acts.push_back("end " + std::string(key)); }
  Result<SignedIn, PasswordRefusal> change_password(const Sensitive<std::string>& current, const Sensitive<std::string>& next) override {
    acts.push_back("password " + current.reveal() + ' ' + next.reveal());
    if (password_refusal) return failure(PasswordRefusal(*password_refusal));
    return SignedIn{.staff = {}, .session_token = Sensitive<std::string>("fresh")};
  }
  std::string session_cookie(const Sensitive<std::string>& token) const override { return "frontdesk_staff=" + token.reveal(); }
  std::string expired_session_cookie() const override { return "frontdesk_staff=; Max-Age=0"; }
};

/// Only the practice; asking for times is a mistake of the test.
class MadeUpScheduling final : public Scheduling {
 public:
  PracticeSnapshot snapshot;
  explicit MadeUpScheduling(PracticeSnapshot practice) : snapshot(std::move(practice)) {}
  const PracticeSnapshot& practice() override { return snapshot; }
  std::vector<OfferedTime> times(const OfferQuestion&, LocalDate, LocalDate, std::string_view) override { throw std::logic_error("not made up"); }
  std::string times_as_json(const OfferQuestion&, LocalDate, LocalDate, std::string_view) override { throw std::logic_error("not made up"); }
  std::optional<OfferedTime> next_time(const OfferQuestion&, Instant) override { throw std::logic_error("not made up"); }
  Verdict explain(const OfferQuestion&, Instant) override { throw std::logic_error("not made up"); }
  Minutes duration(ProviderId, ServiceId) override { throw std::logic_error("not made up"); }
};

}  // namespace frontdesk::test
