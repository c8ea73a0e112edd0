// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pages.h"

#include "frontdesk/clocks.h"
#include "standing.h"

namespace frontdesk::request_page {
namespace {

std::string practice_path(const Scope& scope, std::string_view below) { return "/o/" + scope.practice().link_name.text() + std::string(below); }

/// "tel:+12075550142"; empty where there is no number.
std::string phone_url(std::string_view phone) {
  std::string digits;
  for (const char c : phone) {
    if ((c >= '0' && c <= '9') || (c == '+' && digits.empty())) digits += c;
  }
  return digits.empty() ? "" : "tel:" + digits;
}

ViewModel& with_practice(ViewModel& model, const Scope& scope) {
  const Practice& practice = scope.practice();
  return model.set("practice_name", practice.name)
      .set("phone", practice.phone)
      .set("phone_url", phone_url(practice.phone))
      .set("schedule_url", practice_path(scope, "/schedule"))
      .set("inquiry_url", practice_path(scope, "/inquiry"));
}

const std::vector<ViewShape>& practice_shape() {
  static const std::vector<ViewShape> shape{{"practice_name"}, {"phone"}, {"phone_url"}, {"schedule_url"}, {"inquiry_url"}};
  return shape;
}

std::vector<ViewShape> with_practice_shape(std::vector<ViewShape> shape) {
  shape.insert(shape.end(), practice_shape().begin(), practice_shape().end());
  return shape;
}

Response shown(Scope& scope, std::string_view page, const ViewModel& model, int status, Framing framing) {
  Views& views = scope.views();
  return views.page({.title = views.text("request_page.title"),
                     .content = views.render("request_page/" + std::string(page), model),
                     .status = status,
                     .caching = Caching::no_store,
                     .framing = framing});
}

Framing framing_of(const Door& door) { return door.is_by_token() ? Framing::practice_list : Framing::none; }

ViewModel row(std::string label, std::string value, std::string more = {}) {
  ViewModel model;
  model.set("label", std::move(label)).set("value", std::move(value)).set("more", std::move(more));
  return model;
}

std::string length_of(Scope& scope, const RequestView& request) {
  if (!request.start || !request.end) return {};
  const auto minutes = std::chrono::floor<Minutes>(*request.end - *request.start);
  return scope.views().text("request_page.minutes", {{"count", std::to_string(minutes.count())}});
}

ViewModel::List facts(Scope& scope, const RequestView& request) {
  const auto label = [&](std::string_view key) { return scope.views().text("request_page.fact." + std::string(key)); };
  ViewModel::List rows;
  if (request.start) {
    const TimeWords time = time_in_words(scope, request);
    rows.push_back(row(label("when"), time.when, time.beside));
  }
  if (!request.provider_name.empty()) rows.push_back(row(label("with"), request.provider_name));
  if (!request.service_name.empty()) rows.push_back(row(label("what"), request.service_name, length_of(scope, request)));
  if (!request.location_name.empty()) rows.push_back(row(label("where"), request.location_name, request.location_address));
  const bool shows_directions = request.state == RequestState::accepted && !request.location_instructions.empty();
  if (shows_directions) rows.push_back(row(label("directions"), request.location_instructions));
  return rows;
}

ViewModel::List sent(Scope& scope, const RequestView& request) {
  const auto label = [&](std::string_view key) { return scope.views().text("request_page.fact." + std::string(key)); };
  ViewModel::List rows;
  rows.push_back(row(label("name"), request.client_name.reveal()));
  if (!request.message.reveal().empty()) rows.push_back(row(label("message"), request.message.reveal()));
  rows.push_back(row(label("sent"), scope.views().date_and_time(request.sent_at, reading_zone(scope, request))));
  return rows;
}

std::string_view how_long(const Door& door, const RequestView& request) {
  if (!door.is_by_token()) return "request_page.this_page.session";
  return request.can_be_mailed ? "request_page.this_page.just_sent_mail" : "request_page.this_page.just_sent_call";
}

ViewModel::List replies(Scope& scope, const RequestView& request) {
  ViewModel::List list;
  for (const auto& reply : request.replies) {
    ViewModel item;
    item.set("text", reply.text.reveal())
        .set("when", scope.views().date_and_time(reply.sent_at, reading_zone(scope, request)))
        .set("author", scope.practice().name);
    list.push_back(std::move(item));
  }
  return list;
}

}  // namespace

std::vector<PageTemplate> page_templates() {
  const std::vector<ViewShape> rows{{"label"}, {"value"}, {"more"}};
  return {{"request_page/request",
           with_practice_shape({{"heading"}, {"next"}, {"state"}, {"state_tag"}, {"too_late"}, {"facts", rows}, {"sent", rows},
                                {"has_replies"}, {"replies", {{"text"}, {"when"}, {"author"}}}, {"offers_other_times"}, {"can_withdraw"}, {"how_long"},
                                {"address"}, {"form_token"}, {"crisis"}})},
          {"request_page/withdraw", with_practice_shape({{"address"}, {"form_token"}})},
          {"request_page/question", with_practice_shape({{"address"}, {"form_token"}, {"label"}, {"hint"}, {"error"}})},
          {"request_page/locked", practice_shape()},
          {"request_page/closed", practice_shape()}};
}

Response private_page(Scope& scope, const Door& door, const RequestView& request, PageNotice notice) {
  const Standing standing = standing_of(scope, request);
  ViewModel model;
  with_practice(model, scope)
      .set("heading", standing.heading)
      .set("next", standing.next)
      .set("state", standing.state)
      .set("state_tag", standing.tag)
      .set("too_late", notice == PageNotice::withdraw_too_late)
      .set("facts", facts(scope, request))
      .set("sent", sent(scope, request))
      .set("has_replies", !request.replies.empty())
      .set("replies", replies(scope, request))
      .set("offers_other_times", standing.offers_other_times && scope.practice().public_scheduling)
      .set("can_withdraw", request.state == RequestState::requested)
      .set("how_long", scope.views().text(how_long(door, request)))
      .set("address", door.address)
      .set("form_token", scope.form_token(form_name))
      .set("crisis", scope.practice().crisis_notice);
  return shown(scope, "request", model, notice == PageNotice::withdraw_too_late ? 409 : 200, framing_of(door));
}

Response withdraw_page(Scope& scope, const Door& door) {
  ViewModel model;
  with_practice(model, scope).set("address", door.address).set("form_token", scope.form_token(form_name));
  return shown(scope, "withdraw", model, 200, framing_of(door));
}

Response question_page(Scope& scope, const Door& door, Question question) {
  Views& views = scope.views();
  const std::string kind = question.asks_for_word ? "word" : "name";
  std::string error;
  if (question.notice == AnswerNotice::wrong) error = views.text("request_page.question.wrong_" + kind);
  if (question.notice == AnswerNotice::empty) error = views.text("request_page.question.empty_" + kind);
  const int status = error.empty() ? 200 : 422;
  ViewModel model;
  with_practice(model, scope)
      .set("address", door.address)
      .set("form_token", scope.form_token(form_name))
      .set("label", views.text("request_page.question.label_" + kind))
      .set("hint", views.text("request_page.question.hint_" + kind))
      .set("error", std::move(error));
  return shown(scope, "question", model, status, Framing::none);
}

Response locked_page(Scope& scope) {
  ViewModel model;
  return shown(scope, "locked", with_practice(model, scope), 403, Framing::none);
}

Response closed_page(Scope& scope) {
  ViewModel model;
  return shown(scope, "closed", with_practice(model, scope), 200, Framing::none);
}

}  // namespace frontdesk::request_page
