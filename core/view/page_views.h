// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "frontdesk/http.h"
#include "frontdesk/practice.h"
#include "frontdesk/staff.h"
#include "frontdesk/view.h"
#include "view/formats.h"
#include "view/template_store.h"

/// What the host builds at start (ViewRoom) and per call (PageViews).
namespace frontdesk::view {

/// Templates and formats, shared by all threads.
class ViewRoom {
 public:
  /// Both must outlive it.
  ViewRoom(const TemplateStore& templates, const Zones& zones) : templates_(templates), zones_(zones) {}
  [[nodiscard]] const TemplateStore& templates() const { return templates_; }
  /// Built when first asked for. An odd locale that nobody has data for gets the default language's formats.
  [[nodiscard]] const Formats& formats(std::string_view locale);

 private:
  const TemplateStore& templates_;
  const Zones& zones_;
  std::mutex mutex_;
  std::map<std::string, std::unique_ptr<Formats>, std::less<>> formats_;
};

/// An entry of the staff menu, in the order in which it is shown.
struct MenuEntry {
  std::string href;         ///< "/o/harbor-therapy/staff/conversations"
  std::string message_key;
  bool is_current = false;
};

/// What one call knows; all of it must outlive the PageViews made of it.
struct CallFacts {
  const Request* request = nullptr;
  const Practice* practice = nullptr;   ///< nothing outside a practice, or where there is none of that name
  const Actor* actor = nullptr;
  std::string locale;                   ///< choose_locale()
  std::function<std::vector<MenuEntry>()> menu;                                     ///< asked for staff pages only
  std::function<std::string(std::string_view form)> form_token;                     ///< of "sign_out", asked for staff pages only
  std::function<std::vector<Fragment>(std::string_view slot, std::string_view subject)> panels;
  std::function<void(std::string_view template_name)> override_failed;              ///< for the log; may be empty
};

/// The Views of one call. One thread.
class PageViews final : public Views {
 public:
  PageViews(ViewRoom& room, CallFacts facts);

  [[nodiscard]] Fragment render(std::string_view name, const ViewModel& model) override;
  [[nodiscard]] Response page(Page page) override;
  [[nodiscard]] Response not_found() override;
  [[nodiscard]] Fragment panels(std::string_view slot, std::string_view subject) override;
  [[nodiscard]] std::string text(std::string_view key, const TextArguments& arguments = {}) override;
  [[nodiscard]] bool has_text(std::string_view key) override;
  [[nodiscard]] std::string_view locale() const override { return facts_.locale; }
  [[nodiscard]] std::string long_date(LocalDate date) override { return formats_.long_date(date); }
  [[nodiscard]] std::string short_date(LocalDate date) override { return formats_.short_date(date); }
  [[nodiscard]] std::string time_of_day(Instant at, std::string_view zone) override { return formats_.time_of_day(at, zone); }
  [[nodiscard]] std::string date_and_time(Instant at, std::string_view zone) override { return formats_.date_and_time(at, zone); }
  [[nodiscard]] std::string zone_name(std::string_view zone, Instant at) override { return formats_.zone_name(zone, at); }
  [[nodiscard]] std::string money(std::string_view amount, std::string_view currency) override { return formats_.money(amount, currency); }

  /// The page of an error that the host answers: 400, 403, 405, 413, 429, 500, 503; any other status reads as 500. `reference` (the
  /// request's id) is shown with 500 and 503. 404 is not_found(). problem+json where the client asks for JSON.
  [[nodiscard]] Response error(int status, std::string_view reference);

  /// 503 where the connection to the database was lost at the commit: nobody knows whether it was stored, and the page says so.
  [[nodiscard]] Response unknown_outcome(std::string_view reference);

 private:
  [[nodiscard]] std::string render_text(std::string_view name, const ViewModel& model);
  [[nodiscard]] ViewModel practice_facts() const;
  [[nodiscard]] ViewModel layout(const Page& page) const;
  [[nodiscard]] Response problem(int status, std::string_view key);
  [[nodiscard]] Response error_page(int status, const std::string& key, std::string_view reference);
  [[nodiscard]] ViewModel public_layout(const Page& page) const;
  [[nodiscard]] ViewModel staff_layout(const Page& page);
  [[nodiscard]] std::string practice_path(std::string_view below) const;
  [[nodiscard]] std::string_view practice_link_name() const;

  ViewRoom& room_;
  CallFacts facts_;
  const Formats& formats_;
};

/// Whether the client asks for JSON rather than a page: a path ending in ".json", or an Accept that names JSON and no HTML.
[[nodiscard]] bool asks_for_json(const Request& request);

}  // namespace frontdesk::view
