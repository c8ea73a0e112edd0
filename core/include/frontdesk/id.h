// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace frontdesk {

/// A row's number, typed by what it names so that a provider's can't be passed for a service's. No arithmetic.
/// Zero names nothing and is never stored.
template <class Tag>
class Id {
 public:
  constexpr Id() = default;
  constexpr explicit Id(std::uint64_t value) : value_(value) {}
  [[nodiscard]] constexpr std::uint64_t value() const noexcept { return value_; }
  [[nodiscard]] constexpr bool is_set() const noexcept { return value_ != 0; }
  friend constexpr auto operator<=>(Id, Id) = default;

 private:
  std::uint64_t value_ = 0;
};

using PracticeId = Id<struct PracticeTag>;
using ServiceId = Id<struct ServiceTag>;
using LocationId = Id<struct LocationTag>;
using ProviderId = Id<struct ProviderTag>;
using BlockId = Id<struct BlockTag>;
using AppointmentId = Id<struct AppointmentTag>;
using RequestId = Id<struct RequestTag>;
using ConversationId = Id<struct ConversationTag>;
using MessageId = Id<struct MessageTag>;
using StaffId = Id<struct StaffTag>;
using EventId = Id<struct EventTag>;

}  // namespace frontdesk

template <class Tag>
struct std::hash<frontdesk::Id<Tag>> {
  std::size_t operator()(frontdesk::Id<Tag> id) const noexcept { return std::hash<std::uint64_t>{}(id.value()); }
};
