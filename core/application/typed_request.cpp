// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/typed_request.h"

#include <algorithm>

#include "application/typed_text.h"
#include "domain/contact.h"
#include "scheduling/engine.h"
#include "time/zone.h"

namespace frontdesk {
namespace {

Sensitive<std::string> cleaned_line(const Sensitive<std::string>& typed) {
  return Sensitive<std::string>(cleaned(typed.reveal(), TextLines::one));
}

bool is_language_tag(std::string_view tag) {
  const auto is_part_of_one = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'; };
  return !tag.empty() && tag.size() <= 35 && std::all_of(tag.begin(), tag.end(), is_part_of_one);
}

ClientTypes accepted_types(const RequestDraft& draft, const PracticeSnapshot& practice) {
  const Service* service = draft.time ? practice.find(draft.time->service) : nullptr;
  return service != nullptr ? scheduling::accepted_client_types(practice.practice, *service) : practice.practice.client_types;
}

std::optional<ClientType> only_type(ClientTypes accepted) {
  std::optional<ClientType> only;
  for (const ClientType type : all_client_types) {
    if (!accepted.contains(type)) continue;
    if (only) return std::nullopt;
    only = type;
  }
  return only;
}

class Errors {
 public:
  void add(std::string field, std::string_view key) {
    found_.push_back({.field = std::move(field), .message_key = "inquiry_form.error." + std::string(key)});
  }
  /// Adds one where the text is malformed or too long; true when it did.
  bool add_for_text(const std::string& field, const Sensitive<std::string>& text, std::size_t most_characters, std::string_view too_long) {
    if (first_malformed_byte(text.reveal())) {
      add(field, "characters");
    } else if (count_characters(text.reveal()) > most_characters) {
      add(field, too_long);
    } else {
      return false;
    }
    return true;
  }
  [[nodiscard]] std::vector<FieldError> take() { return std::move(found_); }

 private:
  std::vector<FieldError> found_;
};

void check_email(Errors& errors, const std::string& field, const Sensitive<std::string>& email) {
  if (email.reveal().empty()) return;
  if (email.reveal().size() > most_email_bytes) return errors.add(field, "email_too_long");
  if (!canonical_email(email.reveal())) errors.add(field, "email_malformed");
}

void check_person(Errors& errors, const std::string& prefix, const StatedPerson& person, const Practice& practice) {
  const bool is_malformed = errors.add_for_text(prefix + "name", person.name, most_name_characters, "name_too_long");
  if (!is_malformed && person.name.reveal().empty()) errors.add(prefix + "name", "name_missing");
  check_email(errors, prefix + "email", person.email);
  const bool has_phone = !person.phone.reveal().empty();
  if (has_phone && !canonical_phone(person.phone.reveal(), country_of(practice.locale))) errors.add(prefix + "phone", "phone_malformed");
}

void add_to(std::string& content, std::string_view part) {
  content.append(std::to_string(part.size())).append(1, ':').append(part);
}

template <class Tag>
void add_to(std::string& content, Id<Tag> id) {
  add_to(content, std::to_string(id.value()));
}

}  // namespace

RequestDraft cleaned(const RequestDraft& draft, const PracticeSnapshot& practice) {
  RequestDraft out = draft;
  if (out.kind == RequestKind::inquiry) out.time.reset();
  for (StatedPerson& person : out.people) {
    person.name = cleaned_line(person.name);
    person.email = cleaned_line(person.email);
    person.phone = cleaned_line(person.phone);
  }
  out.message = Sensitive<std::string>(cleaned(draft.message.reveal(), TextLines::several));
  out.secret_word = cleaned_line(draft.secret_word);
  if (!out.client_type) out.client_type = only_type(accepted_types(out, practice));
  if (out.visitor_zone.size() > 64 || !find_zone(out.visitor_zone)) out.visitor_zone.clear();
  if (!is_language_tag(out.locale)) out.locale = practice.practice.locale;
  return out;
}

std::vector<FieldError> errors_in(const RequestDraft& draft, const PracticeSnapshot& practice) {
  Errors errors;
  const StatedPerson nobody;
  const StatedPerson& client = draft.people.empty() ? nobody : draft.people.front();
  check_person(errors, "", client, practice.practice);
  if (client.email.reveal().empty() && client.phone.reveal().empty()) errors.add("email", "contact_missing");
  if (draft.people.size() > most_people) errors.add("name", "too_many_people");
  for (std::size_t i = 1; i < std::min(draft.people.size(), most_people); ++i) {
    check_person(errors, "people." + std::to_string(i) + '.', draft.people[i], practice.practice);
  }
  const bool is_malformed = errors.add_for_text("message", draft.message, most_message_characters, "message_too_long");
  if (!is_malformed && draft.kind == RequestKind::inquiry && draft.message.reveal().empty()) errors.add("message", "message_missing");
  const bool is_wrong_kind =
      draft.kind == RequestKind::inquiry && draft.client_type && !practice.practice.client_types.contains(*draft.client_type);
  if (is_wrong_kind) errors.add("client_type", "client_type");
  errors.add_for_text("secret_word", draft.secret_word, most_secret_word_characters, "secret_word_too_long");
  return errors.take();
}

std::vector<storage::NewPerson> people_of(const RequestDraft& draft, const Practice& practice) {
  std::vector<storage::NewPerson> people;
  for (const StatedPerson& person : draft.people) {
    people.push_back({.stated = person,
                      .email_canonical = canonical_email(person.email.reveal()).value_or(""),
                      .phone_canonical = canonical_phone(person.phone.reveal(), country_of(practice.locale)).value_or("")});
  }
  return people;
}

crypto::Hash content_hash(const RequestDraft& draft, const crypto::Key& key) {
  std::string content;
  add_to(content, std::to_string(static_cast<int>(draft.kind)));
  add_to(content, draft.provider.value_or(ProviderId{}));
  add_to(content, std::to_string(draft.client_type ? static_cast<int>(*draft.client_type) : 0));
  if (draft.time) {
    add_to(content, draft.time->provider);
    add_to(content, draft.time->service);
    add_to(content, draft.time->location);
    add_to(content, std::to_string(draft.time->start.time_since_epoch().count()));
  }
  for (const StatedPerson& person : draft.people) {
    add_to(content, std::to_string(static_cast<int>(person.role)));
    add_to(content, person.name.reveal());
    add_to(content, person.email.reveal());
    add_to(content, person.phone.reveal());
  }
  add_to(content, draft.message.reveal());
  add_to(content, draft.secret_word.reveal());
  return crypto::keyed_hash(key, content);
}

}  // namespace frontdesk
