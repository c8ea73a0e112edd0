// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "frontdesk/store.h"
#include "frontdesk/time.h"

namespace frontdesk::storage {

class PracticeRepository;      // practices, their services, locations, providers, blocks, settings, plugins
class PracticeWriter;          // what import, settings and the operator change of them
class CalendarRepository;      // time off, appointments, seats, busy intervals; the calendar row is the lock
class RequestRepository;       // requests and their people
class ConversationRepository;  // conversations, messages, history
class LinkRepository;          // private links and their sessions
class StaffRepository;         // staff and sessions
class TryCounterRepository;    // counts that limits rest on
class OutboxRepository;        // mail to be delivered
class EventRepository;         // events and their delivery to plugins

/// One transaction on one connection: all its repositories work inside it. Rolled back unless committed. One thread.
class UnitOfWork {
 public:
  virtual ~UnitOfWork() = default;
  [[nodiscard]] virtual PracticeRepository& practices() = 0;
  [[nodiscard]] virtual PracticeWriter& practice_writer() = 0;
  [[nodiscard]] virtual CalendarRepository& calendars() = 0;
  [[nodiscard]] virtual RequestRepository& requests() = 0;
  [[nodiscard]] virtual ConversationRepository& conversations() = 0;
  [[nodiscard]] virtual LinkRepository& links() = 0;
  [[nodiscard]] virtual StaffRepository& staff() = 0;
  [[nodiscard]] virtual TryCounterRepository& tries() = 0;
  [[nodiscard]] virtual OutboxRepository& outbox() = 0;
  [[nodiscard]] virtual EventRepository& events() = 0;
  /// A plugin's own tables; owned by the caller, not to be used after this unit of work.
  [[nodiscard]] virtual std::unique_ptr<Store> plugin_store(std::string_view plugin_id, std::uint64_t practice_id) = 0;
  /// Throws Conflict (run the whole again) or OutcomeUnknown.
  virtual void commit() = 0;
};

enum class AccessMode : std::uint8_t { read_only = 1, read_write };

/// A bounded pool of connections. Safe from any thread.
class Database {
 public:
  virtual ~Database() = default;
  /// Waits for a free connection for a short while; throws Unavailable.
  [[nodiscard]] virtual std::unique_ptr<UnitOfWork> begin(AccessMode mode) = 0;
  /// A round trip; throws Unavailable.
  virtual void ping() = 0;
};

}  // namespace frontdesk::storage
