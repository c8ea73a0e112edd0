// SPDX-License-Identifier: AGPL-3.0-or-later
#include "inbox.h"

#include "inbox_query.h"
#include "paths.h"
#include "words.h"

namespace frontdesk::conversations {
namespace {

ViewModel option(std::string value, std::string label, bool chosen) {
  ViewModel model;
  model.set("value", std::move(value)).set("label", std::move(label)).set("chosen", chosen);
  return model;
}

ViewModel::List state_options(Scope& scope, const InboxQuery& query) {
  ViewModel::List list;
  for (const auto state : {ConversationState::fresh, ConversationState::open, ConversationState::waiting, ConversationState::accepted,
                           ConversationState::declined, ConversationState::withdrawn}) {
    list.push_back(option(std::string(to_string(state)), state_words(scope, state), query.filter.state == state));
  }
  return list;
}

ViewModel::List kind_options(Scope& scope, const InboxQuery& query) {
  ViewModel::List list;
  for (const auto kind : {RequestKind::appointment, RequestKind::inquiry}) {
    const std::string word(kind_word(kind));
    list.push_back(option(word, scope.views().text("conversations.kind." + word), query.filter.kind == kind));
  }
  return list;
}

ViewModel::List provider_options(Scope& scope, const InboxQuery& query) {
  ViewModel::List list;
  for (const auto& provider : scope.scheduling().practice().providers) {
    list.push_back(option(provider.link_name.text(), provider.name, query.filter.provider == provider.id));
  }
  return list;
}

ViewModel row_model(Scope& scope, const ConversationRow& row) {
  const auto hold = hold_words(scope, row.state, row.hold_ends_at);
  ViewModel model;
  model.set("url", conversation_path(scope.practice(), row.id))
      .set("client", row.client_name.reveal())
      .set("state", state_words(scope, row.state))
      .set("state_code", to_string(row.state))
      .set("is_unread", row.unread)
      .set("asked", asked_words(scope, row))
      .set("when", row.asked_start ? short_time(scope, *row.asked_start, scope.practice().timezone) : "")
      .set("hold", hold.short_text)
      .set("hold_is_urgent", hold.is_urgent)
      .set("must_call", !row.can_be_mailed)
      .set("last_activity", list_time(scope, row.last_activity_at));
  return model;
}

// After passing a conversation on, a member may not see it any more; the notice is shown only where that is so.
std::string notice(Scope& scope) {
  const auto& query = scope.request().query;
  if (query.get("done") != "passed_on") return {};
  const auto id = parse_number(query.get("id"));
  if (!id || scope.conversations().find(ConversationId(*id))) return {};
  return scope.views().text("conversations.done_passed_on");
}

ViewModel inbox_model(Scope& scope, const InboxQuery& query, const ConversationPage& page) {
  const std::string path = inbox_path(scope.practice());
  ViewModel::List rows;
  for (const auto& row : page.rows) rows.push_back(row_model(scope, row));
  const bool is_empty = rows.empty();
  const bool is_first_page = query.filter.after_key.empty();

  ViewModel model;
  model.set("action", path)
      .set("unread_words", page.unread > 0 ? scope.views().text("conversations.unread_count", {{"count", std::to_string(page.unread)}}) : "")
      .set("is_archive", query.filter.archived)
      .set("inbox_url", path)
      .set("archive_url", path + "?folder=archived")
      .set("words", query.filter.words)
      .set("states", state_options(scope, query))
      .set("kinds", kind_options(scope, query))
      .set("providers", provider_options(scope, query))
      .set("unread_only", query.filter.unread_only)
      .set("is_narrowed", query.is_narrowed())
      .set("clear_url", path + (query.filter.archived ? "?folder=archived" : ""))
      .set("rows", std::move(rows))
      .set("zone", scope.views().zone_name(scope.practice().timezone, scope.now()))
      .set("older_url", page.has_more && !page.rows.empty() ? path + to_query_string(query, page.rows.back().key) : "")
      .set("newest_url", is_first_page ? "" : path + to_query_string(query, ""))
      .set("notice", notice(scope))
      .set("empty_search", is_empty && query.is_narrowed())
      .set("empty_archive", is_empty && !query.is_narrowed() && query.filter.archived)
      .set("empty_inbox", is_empty && !query.is_narrowed() && !query.filter.archived)
      .set("public_url", std::string(scope.base_url()) + "/o/" + scope.practice().link_name.text() + "/schedule");
  return model;
}

}  // namespace

PageTemplate inbox_template() {
  const std::vector<ViewShape> options{{"value"}, {"label"}, {"chosen"}};
  return {.name = "conversations/inbox",
          .shape = {{"action"},
                    {"unread_words"},
                    {"is_archive"},
                    {"inbox_url"},
                    {"archive_url"},
                    {"words"},
                    {"states", options},
                    {"kinds", options},
                    {"providers", options},
                    {"unread_only"},
                    {"is_narrowed"},
                    {"clear_url"},
                    {"rows",
                     {{"url"},
                      {"client"},
                      {"state"},
                      {"state_code"},
                      {"is_unread"},
                      {"asked"},
                      {"when"},
                      {"hold"},
                      {"hold_is_urgent"},
                      {"must_call"},
                      {"last_activity"}}},
                    {"zone"},
                    {"older_url"},
                    {"newest_url"},
                    {"notice"},
                    {"empty_search"},
                    {"empty_archive"},
                    {"empty_inbox"},
                    {"public_url"}}};
}

Response show_inbox(Scope& scope) {
  const auto query = read_inbox_query(scope.request().query, scope.scheduling().practice());
  const auto page = scope.conversations().list(query.filter);
  auto& views = scope.views();
  return views.page({.title = views.text("conversations.title"), .content = views.render("conversations/inbox", inbox_model(scope, query, page))});
}

}  // namespace frontdesk::conversations
