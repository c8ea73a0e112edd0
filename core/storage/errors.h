// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>

/// What the database does to us. Thrown by storage/mysql, translated once: by the call guard, the worker's jobs and each main.
namespace frontdesk::storage {

/// Deadlock, lock wait or cluster conflict (1213, 1205, 1020): roll back and run the whole transaction again.
struct Conflict : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// No server, lost connection, node without quorum (2002, 2006, 2013, 1047): nothing was committed.
struct Unavailable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The connection was lost at COMMIT, or 1180: whether it was stored must be looked up (by form token) before answering.
struct OutcomeUnknown : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A unique key (1062); `constraint` is its name.
struct Duplicate : std::runtime_error {
  Duplicate(const std::string& what, std::string constraint_name) : std::runtime_error(what), constraint(std::move(constraint_name)) {}
  std::string constraint;
};

/// A foreign key, CHECK or column's limit refused the row (1451, 1452, 4025, 1406, 1264, 1048): a check that our code lacks.
struct ConstraintViolation : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The account may not do that (1142, 1143, 1044, 1227, 1370).
struct Forbidden : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The schema is older or newer than this program, or a migration that landed was changed.
struct WrongSchema : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace frontdesk::storage
