// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "frontdesk/plugin.h"

/// What happened, stored in the transaction of its cause, and which plugin has received it. The cause knows no plugin: a worker plans an
/// event's deliveries (who observes its kind, where the plugin is on) and then makes them.
namespace frontdesk::storage {

struct NewEvent {
  PracticeId practice;
  std::string_view kind;
  std::optional<ConversationId> conversation;
  std::optional<RequestId> request;
  Instant at;
};

struct DueDelivery {
  Event event;
  std::string plugin_id;
  int tries = 0;  ///< before this one
};

class EventRepository {
 public:
  virtual ~EventRepository() = default;

  virtual EventId insert(const NewEvent& event) = 0;

  // For workers, over all practices. Safe with any number of them; each call in a writing transaction.

  /// Events whose deliveries nobody planned yet, oldest first.
  [[nodiscard]] virtual std::vector<Event> unplanned(int most) = 0;
  /// Stores a delivery for each plugin (none: nobody observes it). False when another worker planned it.
  virtual bool plan(const Event& event, const std::vector<std::string>& plugin_ids, Instant now) = 0;

  /// At most one a plugin and practice: the oldest that it has not received, where that is due.
  [[nodiscard]] virtual std::vector<DueDelivery> due(Instant now, int most) = 0;
  /// In the transaction in which the plugin receives it. False when another worker delivered it or tried it since `due`: roll back.
  [[nodiscard]] virtual bool mark_delivered(const DueDelivery& delivery, Instant now) = 0;
  /// In a transaction of its own, after the plugin's was rolled back.
  virtual void mark_failed(const DueDelivery& delivery, Instant next_try_at) = 0;
};

}  // namespace frontdesk::storage
