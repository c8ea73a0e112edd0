// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pages.h"

#include <algorithm>

#include "time_words.h"
#include "unavailable.h"

namespace frontdesk::inquiry_form {
namespace {

const std::vector<ViewShape> chosen_shape{{"when"}, {"beside"}, {"duration"}, {"provider"}, {"service"}, {"place"}, {"address"}, {"kind"}, {"change_url"}};

std::string named(Views& views, std::string_view group, std::string_view word) {
  return views.text("inquiry_form." + std::string(group) + '.' + std::string(word));
}

std::string error_text(Views& views, const std::vector<FieldError>& errors, std::string_view field) {
  for (const FieldError& error : errors) {
    if (error.field == field) return views.text(error.message_key);
  }
  return {};
}

ViewModel::List error_list(Views& views, const std::vector<FieldError>& errors) {
  static constexpr std::string_view known[] = {"name", "email", "phone", "message", "client_type", "secret_word"};
  ViewModel::List list;
  for (const FieldError& error : errors) {
    const bool has_field = std::find(std::begin(known), std::end(known), error.field) != std::end(known);
    ViewModel item;
    item.set("field", has_field ? error.field : "name").set("text", views.text(error.message_key));
    list.push_back(std::move(item));
  }
  return list;
}

/// The chosen time and what belongs to it; one element, or none in a general inquiry.
ViewModel::List chosen(const Visit& visit) {
  const Subject& subject = visit.subject;
  if (!subject.is_request()) return {};
  Views& views = visit.scope.views();
  const TimeWords time = whole_time(visit.scope, subject, *subject.start);
  const auto minutes = visit.scope.scheduling().duration(subject.provider->id, subject.service->id);
  const std::string credentials = subject.provider->credentials.empty() ? "" : ", " + subject.provider->credentials;
  const bool shows_kind = subject.client_type && !subject.asks_client_type;
  ViewModel model;
  model.set("when", time.when)
      .set("beside", time.beside)
      .set("duration", views.text("inquiry_form.span.minutes", {{"count", std::to_string(minutes.count())}}))
      .set("provider", subject.provider->name + credentials)
      .set("service", subject.service->name)
      .set("place", subject.location->name)
      .set("address", subject.location->address)
      .set("kind", shows_kind ? named(views, "kind", to_string(*subject.client_type)) : "")
      .set("change_url", schedule_path(visit.scope, subject));
  return {std::move(model)};
}

struct FieldSpec {
  std::string_view name;
  std::string_view type;
  std::string_view autocomplete;
  const Sensitive<std::string>& value;
};

ViewModel field(Views& views, const FieldSpec& spec, const std::vector<FieldError>& errors) {
  const std::string name(spec.name);
  const std::string key = "inquiry_form.field." + name;
  const std::string hint = views.has_text(key + ".hint") ? views.text(key + ".hint") : "";
  const std::string error = error_text(views, errors, spec.name);
  std::string described_by = hint.empty() ? "" : name + "-hint";
  if (!error.empty()) described_by += (described_by.empty() ? "" : " ") + name + "-error";
  ViewModel model;
  model.set("id", spec.name)
      .set("type", spec.type)
      .set("autocomplete", spec.autocomplete)
      .set("value", spec.value.reveal())
      .set("label", views.text(key))
      .set("hint", hint)
      .set("error", error)
      .set("described_by", std::move(described_by));
  return model;
}

const std::vector<ViewShape> field_shape{{"id"}, {"type"}, {"autocomplete"}, {"value"}, {"label"}, {"hint"}, {"error"}, {"described_by"}};

ViewModel::List kinds_asked(const Visit& visit) {
  ViewModel::List list;
  if (!visit.subject.asks_client_type) return list;
  Views& views = visit.scope.views();
  const auto add = [&](std::string_view value, std::string label) {
    ViewModel item;
    item.set("id", list.empty() ? "client_type" : "client_type_" + std::to_string(list.size()))
        .set("value", value)
        .set("label", std::move(label))
        .set("is_chosen", visit.subject.client_type ? to_string(*visit.subject.client_type) == value : value.empty());
    list.push_back(std::move(item));
  };
  for (const ClientType type : visit.subject.client_types) add(to_string(type), named(views, "kind", to_string(type)));
  if (!visit.subject.is_request()) add("", views.text("inquiry_form.kind.unsure"));
  return list;
}

ViewModel::List hidden(const std::vector<std::pair<std::string, std::string>>& fields) {
  ViewModel::List list;
  for (const auto& [name, value] : fields) {
    ViewModel item;
    item.set("name", name).set("value", value);
    list.push_back(std::move(item));
  }
  return list;
}

/// The same token from form to sending, so that one form is one request; a new one where it is too old, or there was none.
std::string token_to_carry(Scope& scope) {
  const auto sent = scope.request().form.get("form_token");
  return sent.empty() || !scope.form_is_fresh() ? scope.form_token(form_name) : std::string(sent);
}

ViewModel row(std::string label, std::string value, std::string more = {}) {
  ViewModel model;
  model.set("label", std::move(label)).set("value", std::move(value)).set("more", std::move(more));
  return model;
}

ViewModel::List answers(const Visit& visit) {
  Views& views = visit.scope.views();
  const auto text = [&](std::string_view key) { return views.text("inquiry_form.review." + std::string(key)); };
  const Subject& subject = visit.subject;
  ViewModel::List rows;
  if (subject.is_request()) {
    const TimeWords time = whole_time(visit.scope, subject, *subject.start);
    const auto minutes = visit.scope.scheduling().duration(subject.provider->id, subject.service->id);
    rows.push_back(row(text("when"), time.when, time.beside));
    rows.push_back(row(text("with"), subject.provider->name));
    rows.push_back(row(text("what"), subject.service->name, views.text("inquiry_form.span.minutes", {{"count", std::to_string(minutes.count())}})));
    rows.push_back(row(text("where"), subject.location->name, subject.location->address));
  } else if (subject.provider != nullptr) {
    rows.push_back(row(text("to"), subject.provider->name));
  }
  if (subject.client_type && subject.client_types.size() > 1) rows.push_back(row(text("kind"), named(views, "kind", to_string(*subject.client_type))));
  const auto typed = [&](std::string_view key, const Sensitive<std::string>& value) {
    rows.push_back(row(text(key), value.reveal().empty() ? text("not_given") : value.reveal()));
  };
  typed("name", visit.entries.name);
  typed("email", visit.entries.email);
  typed("phone", visit.entries.phone);
  typed("message", visit.entries.message);
  return rows;
}

}  // namespace

Response shown(const Visit& visit, std::string title, Fragment content, int status) {
  return visit.scope.views().page({.title = std::move(title),
                                   .content = std::move(content),
                                   .status = status,
                                   .caching = Caching::no_store,
                                   .framing = Framing::practice_list});
}

std::vector<PageTemplate> page_templates() {
  const std::vector<ViewShape> pair{{"name"}, {"value"}};
  return {{"inquiry_form/form",
           {{"heading"}, {"lede"}, {"crisis"}, {"has_aside"}, {"is_expired"}, {"has_errors"}, {"errors", {{"field"}, {"text"}}}, {"chosen", chosen_shape}, {"action"},
            {"form_token"}, {"name_field", field_shape}, {"contact_fields", field_shape}, {"asks_kind"}, {"kinds", {{"id"}, {"value"}, {"label"}, {"is_chosen"}}},
            {"kinds_error"}, {"message"}, {"message_label"}, {"message_hint"}, {"message_error"}, {"secret_word"}}},
          {"inquiry_form/review",
           {{"lede"}, {"crisis"}, {"has_errors"}, {"errors", {{"field"}, {"text"}}}, {"action"}, {"form_token"}, {"hidden", pair}, {"rows", {{"label"}, {"value"}, {"more"}}},
            {"mail_to"}, {"mail_from"}, {"mail_subject"}, {"call_text"}, {"secret_word"}, {"word_error"}, {"send_label"}}},
          unavailable_template(),
          {"inquiry_form/notice", {{"heading"}, {"lede"}, {"text"}, {"crisis"}, {"links", {{"href"}, {"label"}}}}}};
}

Response form_page(const Visit& visit, const std::vector<FieldError>& errors, FormNotice notice) {
  Views& views = visit.scope.views();
  const Subject& subject = visit.subject;
  const std::string use = subject.is_request() ? "request" : "inquiry";
  const std::string& practice = visit.scope.practice().name;
  const std::string& provider = subject.provider == nullptr ? practice : subject.provider->name;
  const std::string heading = views.text("inquiry_form." + use + ".heading", {{"provider", provider}, {"practice", practice}});
  const Entries& entries = visit.entries;
  ViewModel model;
  model.set("heading", heading)
      .set("lede", views.text("inquiry_form." + use + ".lede", {{"provider", provider}, {"practice", practice}}))
      .set("crisis", visit.scope.practice().crisis_notice)
      .set("has_aside", subject.is_request() || !visit.scope.practice().crisis_notice.empty())
      .set("is_expired", notice == FormNotice::expired)
      .set("has_errors", !errors.empty())
      .set("errors", error_list(views, errors))
      .set("chosen", chosen(visit))
      .set("action", form_path(visit.scope, subject))
      .set("form_token", token_to_carry(visit.scope))
      .set("name_field", ViewModel::List{field(views, {"name", "text", "name", entries.name}, errors)})
      .set("contact_fields",
           ViewModel::List{field(views, {"email", "email", "email", entries.email}, errors), field(views, {"phone", "tel", "tel", entries.phone}, errors)})
      .set("asks_kind", subject.asks_client_type)
      .set("kinds", kinds_asked(visit))
      .set("kinds_error", error_text(views, errors, "client_type"))
      .set("message", entries.message.reveal())
      .set("message_label", views.text("inquiry_form." + use + ".message", {{"provider", provider}}))
      .set("message_hint", views.text("inquiry_form.field.message.hint"))
      .set("message_error", error_text(views, errors, "message"))
      .set("secret_word", entries.secret_word.reveal());
  const std::string title = errors.empty() ? heading : views.text("inquiry_form.title_with_error", {{"title", heading}});
  return shown(visit, title, views.render("inquiry_form/form", model), errors.empty() ? 200 : 422);
}

Response review_page(const Visit& visit, const std::vector<FieldError>& errors) {
  Views& views = visit.scope.views();
  const std::string& practice = visit.scope.practice().name;
  const bool has_mail = !visit.entries.email.reveal().empty();
  const std::string use = visit.subject.is_request() ? "request" : "inquiry";
  ViewModel model;
  model.set("lede", views.text("inquiry_form.review.lede"))
      .set("crisis", visit.scope.practice().crisis_notice)
      .set("has_errors", !errors.empty())
      .set("errors", error_list(views, errors))
      .set("action", form_path(visit.scope, visit.subject))
      .set("form_token", token_to_carry(visit.scope))
      .set("hidden", hidden(carried(visit.entries, WithWord::no)))
      .set("rows", answers(visit))
      .set("mail_to", has_mail ? visit.entries.email.reveal() : "")
      .set("mail_from", practice)
      .set("mail_subject", views.text("mail.subject", {{"practice", practice}}))
      .set("call_text", has_mail ? "" : views.text("inquiry_form.review.call", {{"practice", practice}}))
      .set("secret_word", visit.entries.secret_word.reveal())
      .set("word_error", error_text(views, errors, "secret_word"))
      .set("send_label", views.text("inquiry_form.review.send_" + use));
  return shown(visit, views.text("inquiry_form.review.heading"), views.render("inquiry_form/review", model), errors.empty() ? 200 : 422);
}

}  // namespace frontdesk::inquiry_form
