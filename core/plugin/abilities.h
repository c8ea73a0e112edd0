// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "frontdesk/plugin.h"

namespace frontdesk {

class Call;

/// What the abilities of a call ask back of the plugins: panels for the view, guards for intake.
class PluginVoices {
 public:
  virtual ~PluginVoices() = default;
  /// The fragments that enabled plugins show in `slot`, in the order of the plugins. A panel that fails shows nothing and is counted.
  [[nodiscard]] virtual std::vector<Fragment> panels(std::string_view slot, std::string_view subject) = 0;
  /// Entries of the staff menu that the actor may open, of enabled plugins, in their order.
  [[nodiscard]] virtual std::vector<Navigation> navigation() = 0;
  /// The catalogue key of the first guard that refuses; nothing when none does.
  [[nodiscard]] virtual std::optional<std::string> refusal(const RequestDraft& draft) = 0;
};

/// One transaction with everything that a call may use in it, made by the program (host, worker) for one call. Parts are made when
/// first asked for. One thread; lives as long as the call. Throws the errors of storage/errors.h.
class Abilities {
 public:
  virtual ~Abilities() = default;
  /// Before anything else is asked; `voices` outlives the abilities' use.
  virtual void attach(PluginVoices& voices) = 0;

  [[nodiscard]] virtual const Practice& practice() = 0;
  [[nodiscard]] virtual Scheduling& scheduling() = 0;
  [[nodiscard]] virtual Intake& intake() = 0;
  [[nodiscard]] virtual Conversations& conversations() = 0;
  [[nodiscard]] virtual Accounts& accounts() = 0;
  [[nodiscard]] virtual Views& views() = 0;
  [[nodiscard]] virtual const Zones& zones() const = 0;
  [[nodiscard]] virtual std::unique_ptr<Store> store(std::string_view plugin_id) = 0;
  /// Throws std::logic_error where there are no forms (the worker).
  [[nodiscard]] virtual std::string form_token(std::string_view form) = 0;

  virtual void commit() = 0;
};

}  // namespace frontdesk
