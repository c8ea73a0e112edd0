// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "frontdesk/id.h"
#include "frontdesk/link_name.h"
#include "frontdesk/time.h"

/// What a practice is made of, as plain values. Zones are IANA names that were checked when stored.
namespace frontdesk {

enum class ClientType : std::uint8_t { individual = 1, couple, family, group };
inline constexpr std::array all_client_types{ClientType::individual, ClientType::couple, ClientType::family, ClientType::group};

enum class SessionFormat : std::uint8_t { in_person = 1, video, phone };
inline constexpr std::array all_session_formats{SessionFormat::in_person, SessionFormat::video, SessionFormat::phone};

/// Whom a block of time is meant for.
enum class BlockAudience : std::uint8_t { everyone = 1, existing_clients, internal };

enum class SecondFactor : std::uint8_t { required = 1, optional };

enum class Weekday : std::uint8_t { mon = 1, tue, wed, thu, fri, sat, sun };

[[nodiscard]] std::string_view to_string(ClientType type);
[[nodiscard]] std::string_view to_string(SessionFormat format);
[[nodiscard]] std::string_view to_string(BlockAudience audience);

/// A set of a small enum's values (its enumerators are 1, 2, 3 …), kept as bits.
template <class Enum>
class Choices {
 public:
  constexpr Choices() = default;
  constexpr Choices(std::initializer_list<Enum> values) {
    for (const Enum value : values) add(value);
  }
  static constexpr Choices from_bits(std::uint8_t bits) {
    Choices choices;
    choices.bits_ = bits;
    return choices;
  }
  constexpr void add(Enum value) { bits_ = static_cast<std::uint8_t>(bits_ | bit(value)); }
  [[nodiscard]] constexpr bool contains(Enum value) const { return (bits_ & bit(value)) != 0; }
  [[nodiscard]] constexpr bool is_empty() const { return bits_ == 0; }
  [[nodiscard]] constexpr std::uint8_t bits() const { return bits_; }
  [[nodiscard]] constexpr Choices common_with(Choices other) const { return from_bits(static_cast<std::uint8_t>(bits_ & other.bits_)); }
  friend constexpr bool operator==(Choices, Choices) = default;

 private:
  static constexpr std::uint8_t bit(Enum value) { return static_cast<std::uint8_t>(1U << (static_cast<unsigned>(value) - 1U)); }
  std::uint8_t bits_ = 0;
};

using ClientTypes = Choices<ClientType>;
using SessionFormats = Choices<SessionFormat>;
using Weekdays = Choices<Weekday>;

/// How far apart starts lie: not said here (the next level decides), as long as the appointment, or so many minutes.
struct SlotInterval {
  enum class Kind : std::uint8_t { inherit = 1, duration, minutes };
  Kind kind = Kind::inherit;
  Minutes minutes{0};
  friend bool operator==(const SlotInterval&, const SlotInterval&) = default;
};

/// A practice's scheduling rules (CONTRACT §6 `rules`, with its defaults).
struct Rules {
  Minutes min_notice{1440};
  int advance_days = 60;
  Minutes buffer_before{0};
  Minutes buffer_after{0};
  SlotInterval slot_interval;
};

/// A provider's own rules; what is absent is the practice's.
struct ProviderRules {
  std::optional<Minutes> min_notice;
  std::optional<int> advance_days;
  std::optional<Minutes> buffer_before;
  std::optional<Minutes> buffer_after;
  SlotInterval slot_interval;
};

struct Practice {
  PracticeId id = {};
  LinkName link_name;
  std::vector<LinkName> previous_link_names = {};
  std::string name = {};
  std::string timezone = {};
  std::string locale = "en-US";
  std::string introduction = {};
  std::string phone = {};
  std::string email = {};
  std::string website = {};
  std::string crisis_notice = {};
  bool public_scheduling = true;
  ClientTypes client_types{ClientType::individual};
  bool accepts_representatives = false;
  bool accepts_helpers = false;
  SecondFactor second_factor = SecondFactor::required;
  Rules rules = {};
  /// Settings of core and plugins without a key of their own: id → JSON text of the value.
  std::map<std::string, std::string> settings = {};
};

struct Price {
  std::string amount = {};    ///< decimal, as written: "160.00"
  std::string currency = {};  ///< ISO 4217
};

struct Service {
  ServiceId id = {};
  LinkName link_name;
  std::string name = {};
  Minutes duration{50};
  bool online = false;
  /// Absent: all of the practice's.
  std::optional<ClientTypes> client_types = {};
  int seats = 1;
  std::string description = {};
  std::optional<Price> price = {};
  SlotInterval slot_interval = {};
};

struct Location {
  LocationId id = {};
  LinkName link_name;
  std::string name = {};
  SessionFormat session_format = SessionFormat::in_person;
  bool online = false;
  std::string address = {};
  std::string instructions = {};
  /// Empty: the practice's.
  std::string timezone = {};
};

/// Weekly on some weekdays, or on one date (CONTRACT §3.2, §3.3). `weekdays` is empty exactly when `date` is there.
struct AvailabilityBlock {
  BlockId id = {};
  Weekdays weekdays = {};
  std::optional<LocalDate> from_date = {};   ///< included
  std::optional<LocalDate> until_date = {};  ///< included
  std::optional<LocalDate> date = {};
  bool replaces = false;
  WallTime start = {};
  WallTime end = {};
  /// Empty: the zone of the location asked for, else the practice's.
  std::string timezone = {};
  std::vector<LocationId> locations = {};       ///< empty: any
  SessionFormats session_formats = {};          ///< empty: any
  std::vector<ServiceId> services = {};         ///< empty: any
  BlockAudience audience = BlockAudience::everyone;
};

struct ProviderService {
  ServiceId service = {};
  /// Absent: the service's.
  std::optional<Minutes> duration = {};
};

struct Provider {
  ProviderId id = {};
  LinkName link_name;
  std::vector<LinkName> previous_link_names = {};
  std::string name = {};
  std::string credentials = {};
  std::string pronouns = {};
  std::string bio = {};
  bool is_public = false;
  std::vector<ProviderService> services = {};
  std::vector<LocationId> locations = {};
  ProviderRules rules = {};
  std::vector<AvailabilityBlock> blocks = {};
};

/// One practice as its pages need it: what is retired isn't here. Kept per process while `revision` is the stored one;
/// immutable once built, so safe to share between threads.
struct PracticeSnapshot {
  Practice practice;
  std::uint64_t revision = 0;
  std::vector<Service> services = {};    ///< in the practice's order
  std::vector<Location> locations = {};  ///< in the practice's order
  std::vector<Provider> providers = {};  ///< in the practice's order

  /// These return nothing when there is no such one.
  [[nodiscard]] const Service* find(ServiceId id) const { return first(services, [&](const auto& s) { return s.id == id; }); }
  [[nodiscard]] const Location* find(LocationId id) const { return first(locations, [&](const auto& l) { return l.id == id; }); }
  [[nodiscard]] const Provider* find(ProviderId id) const { return first(providers, [&](const auto& p) { return p.id == id; }); }
  [[nodiscard]] const Service* service(std::string_view link_name) const { return named(services, link_name); }
  [[nodiscard]] const Location* location(std::string_view link_name) const { return named(locations, link_name); }
  [[nodiscard]] const Provider* provider(std::string_view link_name) const { return named(providers, link_name); }

 private:
  template <class T, class Predicate>
  static const T* first(const std::vector<T>& all, Predicate matches) {
    for (const T& one : all) {
      if (matches(one)) return &one;
    }
    return nullptr;
  }
  template <class T>
  static const T* named(const std::vector<T>& all, std::string_view link_name) {
    return first(all, [&](const T& one) { return one.link_name.text() == link_name; });
  }
};

// The words of the practice file, URLs and JSON.
inline std::string_view to_string(ClientType type) {
  switch (type) {
    case ClientType::individual: return "individual";
    case ClientType::couple: return "couple";
    case ClientType::family: return "family";
    case ClientType::group: return "group";
  }
  return "";
}
inline std::string_view to_string(SessionFormat format) {
  switch (format) {
    case SessionFormat::in_person: return "in_person";
    case SessionFormat::video: return "video";
    case SessionFormat::phone: return "phone";
  }
  return "";
}
inline std::string_view to_string(BlockAudience audience) {
  switch (audience) {
    case BlockAudience::everyone: return "everyone";
    case BlockAudience::existing_clients: return "existing_clients";
    case BlockAudience::internal: return "internal";
  }
  return "";
}
inline std::optional<ClientType> parse_client_type(std::string_view text) {
  for (const ClientType type : all_client_types) {
    if (to_string(type) == text) return type;
  }
  return std::nullopt;
}
inline std::optional<SessionFormat> parse_session_format(std::string_view text) {
  for (const SessionFormat format : all_session_formats) {
    if (to_string(format) == text) return format;
  }
  return std::nullopt;
}
inline std::optional<BlockAudience> parse_block_audience(std::string_view text) {
  for (const auto audience : {BlockAudience::everyone, BlockAudience::existing_clients, BlockAudience::internal}) {
    if (to_string(audience) == text) return audience;
  }
  return std::nullopt;
}

}  // namespace frontdesk
