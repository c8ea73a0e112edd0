// SPDX-License-Identifier: AGPL-3.0-or-later
#include "worker/mail_words.h"

#include <stdexcept>

namespace frontdesk {

namespace {

/// The words of mail in one language.
class Words {
 public:
  Words(Workshop& workshop, const Practice& practice, std::string_view locale)
      : catalogues_(workshop.templates.catalogues()),
        formats_(workshop.views.formats(locale)),
        locale_(view::choose_locale(locale, "", practice.locale, catalogues_.languages())) {}

  [[nodiscard]] std::string text(std::string_view key, const TextArguments& arguments = {}) const { return catalogues_.format(locale_, key, arguments); }
  [[nodiscard]] std::string when(const MailPayload& payload) const {
    if (!payload.start) return {};
    return text("mail.when", {{"time", formats_.date_and_time(*payload.start, payload.zone)}, {"zone", formats_.zone_name(payload.zone, *payload.start)}});
  }
  [[nodiscard]] const std::string& locale() const { return locale_; }
  [[nodiscard]] bool is_right_to_left() const { return formats_.is_right_to_left(); }

 private:
  const view::Catalogues& catalogues_;
  const view::Formats& formats_;
  std::string locale_;
};

std::string link_of(const Workshop& workshop, const Practice& practice, const MailPayload& payload) {
  if (payload.link_token.reveal().empty()) return {};
  const std::string page = payload.purpose == LinkPurpose::messages ? "/messages/" : "/requests/";
  return workshop.config.base_url + "/o/" + practice.link_name.text() + page + payload.link_token.reveal();
}

/// A time is named only where the mail is about that time.
bool names_time(MailKind kind) { return kind == MailKind::request_received || kind == MailKind::request_accepted || kind == MailKind::hold_ended; }

std::string rendered(Workshop& workshop, const Practice& practice, std::string_view name, const Words& words, const ViewModel& model) {
  const view::Template* found = workshop.templates.find(words.locale(), practice.link_name.text(), name);
  if (found == nullptr) throw std::logic_error("no template " + std::string(name));
  return found->render(model);
}

}  // namespace

mail::Message mail_of(Workshop& workshop, const Practice& practice, const storage::ClaimedMail& row, MailKind kind, const MailPayload& payload) {
  const Words words(workshop, practice, row.locale);
  const TextArguments named{{"practice", practice.name}};
  const std::string subject = words.text("mail.subject", named);
  ViewModel model;
  model.set("lang", words.locale())
      .set("dir", words.is_right_to_left() ? "rtl" : "ltr")
      .set("subject", subject)
      .set("greeting", words.text("mail.greeting"))
      .set("opening", words.text("mail." + std::string(to_string(kind)) + ".opening", named))
      .set("when", names_time(kind) ? words.when(payload) : "")
      .set("link", link_of(workshop, practice, payload))
      .set("link_words", words.text("mail.link_words"))
      .set("question", words.text("mail.question"))
      .set("call", practice.phone.empty() ? "" : words.text("mail.call", {{"phone", practice.phone}}))
      .set("practice_name", practice.name)
      .set("why", words.text("mail.why", named));
  return {.from_name = practice.name,
          .from_address = workshop.mail_sender,
          .to = row.recipient,
          .subject = subject,
          .plain = rendered(workshop, practice, "mail/message", words, model),
          .html = rendered(workshop, practice, "mail/message_html", words, model),
          .message_id = row.message_id,
          .date = row.created_at};
}

}  // namespace frontdesk
