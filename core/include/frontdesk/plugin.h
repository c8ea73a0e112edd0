// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "frontdesk/availability.h"
#include "frontdesk/build_tag.h"
#include "frontdesk/conversation.h"
#include "frontdesk/http.h"
#include "frontdesk/intake.h"
#include "frontdesk/plugin_abi.h"
#include "frontdesk/staff.h"
#include "frontdesk/store.h"
#include "frontdesk/view.h"
#include "frontdesk/zones.h"

/// What a plugin registers, and what its handlers may reach. Phases: `declare` (once, single thread, no database),
/// `start` (once, single thread), handlers (any worker thread, several at once, each with its own Scope), `stop` (once).
namespace frontdesk {

/// Operational lines; keys and values are checked so that nothing typed by people ends there by habit: values are numbers
/// and short codes.
class Log {
 public:
  virtual ~Log() = default;
  virtual void note(std::string_view code, std::initializer_list<std::pair<std::string_view, std::int64_t>> numbers = {}) = 0;
  virtual void warn(std::string_view code, std::initializer_list<std::pair<std::string_view, std::int64_t>> numbers = {}) = 0;
};

/// The practice's settings, by id; the default where the practice set nothing. Throws std::logic_error for an undeclared id.
class Settings {
 public:
  virtual ~Settings() = default;
  [[nodiscard]] virtual std::string text(std::string_view id) = 0;
  [[nodiscard]] virtual std::int64_t number(std::string_view id) = 0;
  [[nodiscard]] virtual bool flag(std::string_view id) = 0;
};

/// Everything one call may use; it lives for the call, on one thread. Each part works for the call's practice only and in
/// the call's transaction, which is committed when the handler returned an answer below 500, before the answer is sent. After a
/// deadlock the handler runs again from the start: it has no effects but through its scope.
class Scope {
 public:
  virtual ~Scope() = default;
  [[nodiscard]] virtual const Request& request() const = 0;
  [[nodiscard]] virtual const Practice& practice() const = 0;
  [[nodiscard]] virtual const Actor& actor() const = 0;
  /// One instant for the whole call.
  [[nodiscard]] virtual Instant now() const = 0;

  [[nodiscard]] virtual Settings& settings() = 0;
  [[nodiscard]] virtual Scheduling& scheduling() = 0;
  [[nodiscard]] virtual Intake& intake() = 0;
  [[nodiscard]] virtual Conversations& conversations() = 0;
  [[nodiscard]] virtual Accounts& accounts() = 0;
  [[nodiscard]] virtual Store& store() = 0;
  [[nodiscard]] virtual Views& views() = 0;
  [[nodiscard]] virtual const Zones& zones() const = 0;
  [[nodiscard]] virtual Log& log() = 0;

  /// A token for the hidden field `form_token` of a form of the route named `form`: signed, bound to form, practice, time and, for
  /// staff, session. Every POST is checked before its handler runs.
  [[nodiscard]] virtual std::string form_token(std::string_view form) = 0;
  /// Of a POST on a public route: false when the token is genuine but too old; show the form again, filled in.
  [[nodiscard]] virtual bool form_is_fresh() const = 0;
  /// True when a practice has several plugins' worth of pages and this one is enabled for it.
  [[nodiscard]] virtual bool is_enabled(std::string_view plugin_id) const = 0;
  /// "https://portal.example" as configured, without a slash at the end.
  [[nodiscard]] virtual std::string_view base_url() const = 0;
};

enum class Access : std::uint8_t {
  everyone = 1,  ///< visitors; a staff session makes no difference
  staff,         ///< any signed-in member; others are led to sign-in
  admin,         ///< owner and admin
  owner,
};

using Handler = std::function<Response(Scope&)>;

struct Route {
  Method method = Method::get;             ///< a GET route answers HEAD too
  std::string pattern;                     ///< "/o/{practice}/schedule/{provider}"; a name takes one segment
  Access access = Access::everyone;
  Handler handler;
  std::string form = {};                   ///< of a POST: the form whose token it takes
  std::vector<std::string> repeated = {};  ///< fields that may come more than once
  bool cross_site_read = false;            ///< GET: any site may read it (CORS `*`, no credentials)
};

/// A route outside a practice ("/schedule/{practice}"): it may only lead elsewhere.
struct LegacyRoute {
  std::string pattern;
  /// Names are the pattern's; the answer is a path of this host, which the host redirects to with the query kept.
  std::function<std::string(const std::map<std::string, std::string, std::less<>>&)> target;
};

/// A fragment in another plugin's page; nothing where there is nothing to show.
struct Panel {
  std::string slot;  ///< "conversations.conversation"
  std::function<Fragment(Scope&, std::string_view subject)> show;
};

/// An entry of the staff menu.
struct Navigation {
  std::string path;         ///< below "/o/{practice}/staff/": "conversations"
  std::string message_key;
  Access access = Access::staff;
  int order = 100;
};

/// Something that happened, as committed: `request_received`, `request_accepted`, `request_declined`, `request_withdrawn`, `hold_ended`, ….
struct Event {
  EventId id;
  PracticeId practice;
  std::string kind;
  std::optional<ConversationId> conversation;
  std::optional<RequestId> request;
  Instant at;
};

struct Observer {
  std::string kind;
  /// Called by the worker at least once per event, in order, after the cause was committed, in a transaction of its own. Throwing means: again later.
  std::function<void(Scope&, const Event&)> receive;
};

/// Asked inside the storing transaction; a catalogue key refuses the request with these words.
struct Guard {
  std::function<std::optional<std::string>(Scope&, const RequestDraft&)> refuse;
};

struct Job {
  std::string name;
  Minutes every{1};
  std::function<void(Scope&)> run;  ///< in the worker, per practice that has the plugin on
};

struct SettingSpec {
  enum class Type : std::uint8_t { text = 1, number, flag, choice };
  std::string id;                      ///< "inquiry_form.answer_days"
  Type type = Type::text;
  std::string default_value;           ///< JSON text of the value
  std::int64_t minimum = 0;            ///< of a number; of a text: least length
  std::int64_t maximum = 0;
  std::vector<std::string> choices = {};
  std::string help_key;                ///< catalogue key: what it does
};

/// The shape a template may rely on: names and what stands below a list or object.
struct ViewShape {
  std::string name;
  std::vector<ViewShape> inner = {};
};

struct PageTemplate {
  std::string name;                    ///< "practice_page/practice"
  std::vector<ViewShape> shape;        ///< checked against the template when it is loaded
};

struct HealthCheck {
  std::string name;
  /// Nothing when well, else the catalogue key of what is wrong and what to do. Asked by `frontdeskctl doctor`, in a reading transaction,
  /// without views, requests, conversations and accounts.
  std::function<std::optional<std::string>(Scope&)> check;
};

/// Filled by `declare`; a mistake (double route, bad pattern, unknown template) refuses the plugin with its reason.
class Registrar {
 public:
  virtual ~Registrar() = default;
  virtual void route(Route route) = 0;
  virtual void legacy_route(LegacyRoute route) = 0;
  virtual void panel(Panel panel) = 0;
  virtual void navigation(Navigation entry) = 0;
  virtual void observer(Observer observer) = 0;
  virtual void guard(Guard guard) = 0;
  virtual void job(Job job) = 0;
  virtual void setting(SettingSpec setting) = 0;
  virtual void page(PageTemplate page) = 0;
  virtual void health_check(HealthCheck check) = 0;
  // Later abilities are added below, never above: API_MINOR grows.
};

/// What a plugin may reach between calls.
class Host {
 public:
  virtual ~Host() = default;
  [[nodiscard]] virtual Log& log() = 0;
  [[nodiscard]] virtual std::string_view base_url() const = 0;
};

/// A plugin; never grows within a major.
class Plugin {
 public:
  virtual ~Plugin() = default;
  virtual void declare(Registrar& registrar) = 0;
  virtual void start(Host& host) = 0;
  virtual void stop() noexcept = 0;
};

/// Fills the descriptor; for use in `frontdesk_plugin_entry` only.
template <class PluginType>
[[nodiscard]] constexpr frontdesk_plugin_descriptor describe(const char* id, const char* version, const char* title) {
  return {.struct_size = sizeof(frontdesk_plugin_descriptor),
          .api_major = FRONTDESK_API_MAJOR,
          .api_minor = FRONTDESK_API_MINOR,
          .build_tag = FRONTDESK_BUILD_TAG,
          .id = id,
          .version = version,
          .title = title,
          .create = []() -> void* {
            try {
              return static_cast<Plugin*>(new PluginType());
            } catch (...) {
              return nullptr;  // the host reports a plugin that couldn't be made
            }
          },
          .destroy = [](void* plugin) { delete static_cast<Plugin*>(plugin); }};
}

}  // namespace frontdesk

/// Before the entry function: the one symbol that a plugin exports.
#define FRONTDESK_EXPORT extern "C" __attribute__((visibility("default")))
