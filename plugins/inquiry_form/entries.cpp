// SPDX-License-Identifier: AGPL-3.0-or-later
#include "entries.h"

namespace frontdesk::inquiry_form {
namespace {

Sensitive<std::string> typed(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      out += text[i];
    } else if (i + 1 == text.size() || text[i + 1] != '\n') {
      out += '\n';
    }
  }
  return Sensitive<std::string>(std::move(out));
}

}  // namespace

Entries entries_of(const Fields& form) {
  return {.name = typed(form.get("name")),
          .email = typed(form.get("email")),
          .phone = typed(form.get("phone")),
          .message = typed(form.get("message")),
          .secret_word = typed(form.get("secret_word")),
          .client_type = std::string(form.get("client_type"))};
}

std::vector<std::pair<std::string, std::string>> carried(const Entries& entries, WithWord word) {
  std::vector<std::pair<std::string, std::string>> fields{{"name", entries.name.reveal()},
                                                          {"email", entries.email.reveal()},
                                                          {"phone", entries.phone.reveal()},
                                                          {"message", entries.message.reveal()}};
  if (!entries.client_type.empty()) fields.emplace_back("client_type", entries.client_type);
  if (word == WithWord::yes) fields.emplace_back("secret_word", entries.secret_word.reveal());
  return fields;
}

RequestDraft draft_of(Scope& scope, const Subject& subject, const Entries& entries) {
  RequestDraft draft;
  draft.kind = subject.kind;
  if (subject.is_request() && subject.start) {
    draft.time = AskedTime{
        .provider = subject.provider->id, .service = subject.service->id, .location = subject.location->id, .start = *subject.start};
  }
  if (!subject.is_request() && subject.provider != nullptr) draft.provider = subject.provider->id;
  draft.client_type = subject.client_type;
  draft.people.push_back({.role = PersonRole::client, .name = entries.name, .email = entries.email, .phone = entries.phone});
  draft.message = entries.message;
  draft.secret_word = entries.secret_word;
  draft.form_token = scope.request().form.get("form_token");
  draft.visitor_zone = subject.visitor_zone;
  draft.locale = scope.views().locale();
  return draft;
}

}  // namespace frontdesk::inquiry_form
