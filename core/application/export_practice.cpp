// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/export_practice.h"

#include <algorithm>
#include <tuple>

#include "storage/practice_repository.h"
#include "storage/practice_writer.h"
#include "storage/staff_repository.h"

namespace frontdesk {
namespace {

std::size_t place_of(const PracticeSnapshot& content, ProviderId provider) {
  const auto found = std::find_if(content.providers.begin(), content.providers.end(), [&](const Provider& p) { return p.id == provider; });
  return static_cast<std::size_t>(found - content.providers.begin());
}

}  // namespace

std::optional<PracticeFile> export_practice(storage::UnitOfWork& work, PracticeId practice, Instant now) {
  auto content = work.practices().load(practice);
  if (!content) return std::nullopt;
  PracticeFile file{.content = std::move(*content)};
  for (const auto& [provider, off] : work.practice_writer().time_off(practice)) {
    file.time_off.push_back({.provider = provider, .start = off.start, .end = off.end, .reason = off.reason});
  }
  for (const auto& row : work.practice_writer().appointments(practice, Instant::min(), Instant::max(), now)) {
    const int seats = row.seats_taken + row.seats_booked;
    if (row.cancelled || seats == 0) continue;
    file.appointments.push_back({.provider = row.provider,
                                 .start = row.start,
                                 .end = row.end,
                                 .service = row.service,
                                 .location = row.location,
                                 .seats_taken = std::min(seats, 100),
                                 .reference = row.reference});
  }
  std::stable_sort(file.appointments.begin(), file.appointments.end(), [&](const FileAppointment& a, const FileAppointment& b) {
    return std::tuple(a.start, place_of(file.content, a.provider), a.end) < std::tuple(b.start, place_of(file.content, b.provider), b.end);
  });
  for (const auto& account : work.staff().list(practice)) {
    if (account.disabled_at) continue;
    file.staff.push_back({.email = account.member.email, .name = account.member.name, .role = account.member.role, .provider = account.member.provider});
  }
  return file;
}

}  // namespace frontdesk
