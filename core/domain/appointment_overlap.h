// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

#include "frontdesk/id.h"
#include "frontdesk/time.h"

namespace frontdesk {

/// A booked or held time of one provider, named by its place in the caller's list.
struct BookedTime {
  Instant start;
  Instant end;
  std::optional<ServiceId> service;
  std::optional<LocationId> location;
  int seats = 1;  ///< of the service
  int seats_taken = 1;
  std::size_t index = 0;
};

/// One provider's booked times, each checked against all before it. Those of one service with several seats, at one location and
/// with one start may stand together while the seats last (CONTRACT §3.7).
class BookedTimes {
 public:
  /// Adds it whatever comes out: the index of an earlier one that it must not overlap, nothing when it fits.
  std::optional<std::size_t> add(const BookedTime& time);

 private:
  struct Group {
    BookedTime first;
    Instant end;
    int seats_taken = 0;
  };
  [[nodiscard]] std::optional<std::size_t> in_the_way(const BookedTime& time) const;

  std::map<Instant, Group> groups_;         // none overlaps another
  std::vector<BookedTime> misfits_;         // what overlapped something when it was added
};

}  // namespace frontdesk
