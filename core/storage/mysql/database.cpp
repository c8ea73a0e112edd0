// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/mysql/database.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <vector>

#include "storage/errors.h"
#include "storage/mysql/unit_of_work.h"

namespace frontdesk::storage::mysql {
namespace {

constexpr std::chrono::seconds wait_for_a_connection{3};

/// The connections; shared with the units of work that are out, since one may end after the pool.
class Pool {
 public:
  Pool(ConnectionOptions options, int size) : options_(std::move(options)), free_places_(size) {}

  /// A kept session or, where there is none, nothing: then the caller has the place to open one.
  std::unique_ptr<Session> take() {
    std::unique_lock lock(mutex_);
    const bool in_time = changed_.wait_for(lock, wait_for_a_connection, [&] { return free_places_ > 0; });
    if (!in_time) throw Unavailable("all database connections of this process are in use");
    --free_places_;
    if (idle_.empty()) return nullptr;
    auto session = std::move(idle_.back());
    idle_.pop_back();
    return session;
  }

  /// Ends a place's use; a session that is there and whole is kept.
  void give_back(std::unique_ptr<Session> session) {
    if (session && session->connection().is_broken()) session.reset();
    {
      const std::lock_guard lock(mutex_);
      ++free_places_;
      if (session) idle_.push_back(std::move(session));
    }
    changed_.notify_one();
  }

  /// Kept sessions that nobody uses, to be closed.
  std::vector<std::unique_ptr<Session>> take_idle() {
    const std::lock_guard lock(mutex_);
    return std::exchange(idle_, {});
  }

  [[nodiscard]] const ConnectionOptions& options() const { return options_; }

 private:
  const ConnectionOptions options_;
  std::mutex mutex_;
  std::condition_variable changed_;
  int free_places_;
  std::vector<std::unique_ptr<Session>> idle_;
};

class MysqlDatabase final : public Database {
 public:
  MysqlDatabase(const ConnectionOptions& options, int pool_size) : pool_(std::make_shared<Pool>(options, pool_size)) {}

  std::unique_ptr<UnitOfWork> begin(AccessMode mode) override {
    std::unique_ptr<Session> session = pool_->take();
    try {
      session = begun(std::move(session), mode == AccessMode::read_only);
    } catch (...) {
      pool_->give_back(nullptr);
      throw;
    }
    return make_unit_of_work(std::move(session), [pool = pool_](std::unique_ptr<Session> used) { pool->give_back(std::move(used)); });
  }

  void ping() override {
    const auto work = begin(AccessMode::read_only);
    work->commit();
  }

 private:
  // The transaction's start is the health check of a kept connection. One that died while idle tells that the others did too
  // (a restarted server), so all of them are closed and the work goes on with a new one.
  std::unique_ptr<Session> begun(std::unique_ptr<Session> kept, bool read_only) {
    if (kept) {
      try {
        kept->connection().begin(read_only);
        return kept;
      } catch (const Unavailable&) {
        kept.reset();
        pool_->take_idle().clear();
      }
    }
    auto opened = std::make_unique<Session>(connect(pool_->options()));
    opened->connection().begin(read_only);
    return opened;
  }

  std::shared_ptr<Pool> pool_;
};

}  // namespace

std::unique_ptr<Database> make_database(const ConnectionOptions& options, int pool_size) {
  return std::make_unique<MysqlDatabase>(options, pool_size);
}

}  // namespace frontdesk::storage::mysql
