// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/mail_payload.h"

#include <array>
#include <nlohmann/json.hpp>

#include "frontdesk/time_text.h"

namespace frontdesk {

namespace {
constexpr std::array all_mail_kinds{MailKind::request_received, MailKind::inquiry_received, MailKind::request_accepted, MailKind::request_declined,
                                    MailKind::message_waiting,  MailKind::hold_ended,       MailKind::fresh_link};

std::string text_at(const nlohmann::json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

std::string_view to_string(MailKind kind) {
  switch (kind) {
    case MailKind::request_received: return "request_received";
    case MailKind::inquiry_received: return "inquiry_received";
    case MailKind::request_accepted: return "request_accepted";
    case MailKind::request_declined: return "request_declined";
    case MailKind::message_waiting: return "message_waiting";
    case MailKind::hold_ended: return "hold_ended";
    case MailKind::fresh_link: return "fresh_link";
  }
  return "";
}

std::optional<MailKind> parse_mail_kind(std::string_view text) {
  for (const MailKind kind : all_mail_kinds) {
    if (to_string(kind) == text) return kind;
  }
  return std::nullopt;
}

crypto::Key mail_link_key(const Sensitive<std::string>& installation_secret) { return crypto::derive_key(installation_secret, "outbox_link"); }

Sensitive<std::string> to_json(const MailPayload& payload, const crypto::Key& key) {
  nlohmann::json json{{"purpose", payload.purpose == LinkPurpose::messages ? "messages" : "request_page"}};
  if (payload.start) {
    json["start"] = to_string(*payload.start);
    json["zone"] = payload.zone;
  }
  if (!payload.link_token.reveal().empty()) json["link"] = crypto::seal(key, payload.link_token.reveal());
  return Sensitive<std::string>(json.dump());
}

std::optional<MailPayload> parse_mail_payload(std::string_view json, const crypto::Key& key) {
  const auto object = nlohmann::json::parse(json, nullptr, false);
  if (!object.is_object()) return std::nullopt;
  MailPayload payload;
  if (object.contains("start")) {
    payload.start = parse_instant(text_at(object, "start"));
    payload.zone = text_at(object, "zone");
    if (!payload.start || payload.zone.empty()) return std::nullopt;
  }
  const auto purpose = text_at(object, "purpose");
  if (purpose != "request_page" && purpose != "messages") return std::nullopt;
  payload.purpose = purpose == "messages" ? LinkPurpose::messages : LinkPurpose::request_page;
  if (object.contains("link")) {
    auto token = crypto::open(key, text_at(object, "link"));
    if (!token) return std::nullopt;
    payload.link_token = Sensitive<std::string>(std::move(*token));
  }
  return payload;
}

std::string new_message_id(std::string_view base_url) {
  const auto scheme = base_url.find("://");
  if (scheme != std::string_view::npos) base_url.remove_prefix(scheme + 3);
  const bool is_v6 = base_url.starts_with('[');
  const auto host = is_v6 ? std::string_view("localhost") : base_url.substr(0, base_url.find_first_of(":/"));
  return crypto::random_token().reveal() + '@' + std::string(host.empty() ? "localhost" : host);
}

}  // namespace frontdesk
