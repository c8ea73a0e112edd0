// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/transaction.h"

#include <chrono>
#include <random>
#include <thread>

#include "storage/errors.h"

namespace frontdesk::storage {

void in_transaction(Database& database, const std::function<void(UnitOfWork&)>& body) {
  constexpr int tries = 3;
  for (int tried = 1;; ++tried) {
    try {
      const auto work = database.begin(AccessMode::read_write);
      body(*work);
      work->commit();
      return;
    } catch (const Conflict&) {
      if (tried == tries) throw;
    }
    // Two that collided shouldn't meet again at the same moment.
    thread_local std::minstd_rand chance{std::random_device{}()};
    std::this_thread::sleep_for(std::chrono::milliseconds{std::uniform_int_distribution{5, 40}(chance) * tried});
  }
}

}  // namespace frontdesk::storage
