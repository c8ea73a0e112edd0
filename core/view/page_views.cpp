// SPDX-License-Identifier: AGPL-3.0-or-later
#include "view/page_views.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "view/fragment_door.h"

namespace frontdesk::view {
namespace {

constexpr std::size_t most_locales = 64;
constexpr std::array known_errors{400, 403, 405, 413, 429, 500, 503};

bool is_web_address(std::string_view text) { return text.starts_with("https://") || text.starts_with("http://"); }

/// "tel:+12075550142": digits and a leading plus.
std::string phone_url(std::string_view phone) {
  std::string digits;
  for (const char c : phone) {
    if ((c >= '0' && c <= '9') || (c == '+' && digits.empty())) digits += c;
  }
  return digits.empty() ? "" : "tel:" + digits;
}

std::string email_url(std::string_view email) { return email.empty() ? "" : "mailto:" + std::string(email); }

}  // namespace

const Formats& ViewRoom::formats(std::string_view locale) {
  const std::lock_guard lock(mutex_);
  const auto found = formats_.find(locale);
  if (found != formats_.end()) return *found->second;
  // Tags come from visitors: only so many are kept.
  std::string tag(formats_.size() < most_locales ? locale : default_language);
  if (const auto kept = formats_.find(tag); kept != formats_.end()) return *kept->second;
  return *formats_.emplace(tag, std::make_unique<Formats>(tag, zones_)).first->second;
}

PageViews::PageViews(ViewRoom& room, CallFacts facts) : room_(room), facts_(std::move(facts)), formats_(room_.formats(facts_.locale)) {}

std::string_view PageViews::practice_link_name() const { return facts_.practice == nullptr ? std::string_view{} : facts_.practice->link_name.text(); }

std::string PageViews::practice_path(std::string_view below) const {
  return facts_.practice == nullptr ? "" : "/o/" + facts_.practice->link_name.text() + std::string(below);
}

std::string PageViews::render_text(std::string_view name, const ViewModel& model) {
  const auto& templates = room_.templates();
  const Template* standard = templates.find(facts_.locale, {}, name);
  if (standard == nullptr) throw std::logic_error("no template " + std::string(name));
  const Template* chosen = templates.find(facts_.locale, practice_link_name(), name);
  if (chosen != standard) {
    try {
      return chosen->render(model);
    } catch (const std::logic_error&) {
      if (facts_.override_failed) facts_.override_failed(name);
    }
  }
  return standard->render(model);
}

Fragment PageViews::render(std::string_view name, const ViewModel& model) {
  return FragmentDoor::make(render_text(name, model));
}

Fragment PageViews::panels(std::string_view slot, std::string_view subject) {
  std::string html;
  if (facts_.panels) {
    for (const auto& fragment : facts_.panels(slot, subject)) html += FragmentDoor::html(fragment);
  }
  return FragmentDoor::make(std::move(html));
}

std::string PageViews::text(std::string_view key, const TextArguments& arguments) { return room_.templates().catalogues().format(facts_.locale, key, arguments); }

bool PageViews::has_text(std::string_view key) { return room_.templates().catalogues().find(language_of(facts_.locale), key) != nullptr; }

ViewModel PageViews::practice_facts() const {
  const Practice* practice = facts_.practice;
  const std::string phone = practice == nullptr ? "" : practice->phone;
  ViewModel model;
  model.set("practice_name", practice == nullptr ? "" : practice->name)
      .set("practice_url", practice_path("/schedule"))
      .set("practice_phone", phone)
      .set("practice_phone_url", phone_url(phone));
  return model;
}

ViewModel PageViews::layout(const Page& page) const {
  ViewModel model = practice_facts();
  const std::string practice = facts_.practice == nullptr ? "" : facts_.practice->name;
  std::string title = page.title.empty() ? practice : page.title;
  if (!practice.empty() && title != practice) title += " · " + practice;
  model.set("lang", facts_.locale)
      .set("dir", formats_.is_right_to_left() ? "rtl" : "ltr")
      .set("title", title)
      .set("content", page.content);
  return model;
}

ViewModel PageViews::public_layout(const Page& page) const {
  ViewModel model = layout(page);
  const Practice* practice = facts_.practice;
  const std::string email = practice == nullptr ? "" : practice->email;
  const std::string website = practice == nullptr || !is_web_address(practice->website) ? "" : practice->website;
  model.set("is_indexable", page.indexable).set("practice_email", email).set("practice_email_url", email_url(email)).set("practice_website", website);
  return model;
}

ViewModel PageViews::staff_layout(const Page& page) {
  ViewModel model = layout(page);
  ViewModel::List menu;
  for (const auto& entry : facts_.menu ? facts_.menu() : std::vector<MenuEntry>{}) {
    ViewModel item;
    item.set("href", entry.href).set("label", text(entry.message_key)).set("is_current", entry.is_current);
    menu.push_back(std::move(item));
  }
  model.set("staff_url", practice_path("/staff"))
      .set("menu", std::move(menu))
      .set("staff_name", facts_.actor->staff->name)
      .set("account_url", practice_path("/staff/account"))
      .set("sign_out_url", practice_path("/staff/sign-out"))
      .set("form_token", facts_.form_token ? facts_.form_token("sign_out") : "");
  return model;
}

Response PageViews::page(Page page) {
  const bool is_staff = facts_.actor != nullptr && facts_.actor->is_staff();
  Response response;
  response.body = is_staff ? render_text("layout/staff", staff_layout(page)) : render_text("layout/public", public_layout(page));
  response.status = page.status;
  response.caching = page.caching;
  response.framing = page.framing;
  response.indexable = page.indexable;
  return response;
}

Response PageViews::problem(int status, std::string_view key) {
  Response response;
  response.status = status;
  response.content_type = "application/problem+json";
  const std::string base(key);
  response.body = nlohmann::json{{"type", "about:blank"}, {"title", text(base + ".heading")}, {"status", status}, {"detail", text(base + ".text")}}.dump();
  return response;
}

Response PageViews::not_found() {
  if (facts_.request != nullptr && asks_for_json(*facts_.request)) return problem(404, "error.404");
  ViewModel model = practice_facts();
  model.set("inquiry_url", practice_path("/inquiry"));
  return page({.title = text("error.404.heading"), .content = FragmentDoor::make(render_text("errors/not_found", model)), .status = 404});
}

Response PageViews::error(int status, std::string_view reference) {
  const bool is_known = std::find(known_errors.begin(), known_errors.end(), status) != known_errors.end();
  return error_page(status, "error." + std::to_string(is_known ? status : 500), status >= 500 || !is_known ? reference : std::string_view{});
}

Response PageViews::unknown_outcome(std::string_view reference) { return error_page(503, "error.unknown", reference); }

Response PageViews::error_page(int status, const std::string& key, std::string_view reference) {
  if (facts_.request != nullptr && asks_for_json(*facts_.request)) return problem(status, key);
  ViewModel model = practice_facts();
  const std::string heading = text(key + ".heading");
  model.set("heading", heading).set("text", text(key + ".text")).set("reference", reference);
  return page({.title = heading, .content = FragmentDoor::make(render_text("errors/error", model)), .status = status});
}

bool asks_for_json(const Request& request) {
  if (request.path.ends_with(".json")) return true;
  const std::string_view accept = request.accept;
  return (accept.find("application/json") != std::string_view::npos || accept.find("+json") != std::string_view::npos) && accept.find("text/html") == std::string_view::npos;
}

}  // namespace frontdesk::view
