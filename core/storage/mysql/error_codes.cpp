// SPDX-License-Identifier: AGPL-3.0-or-later
#include "storage/mysql/error_codes.h"

#include <string_view>

#include "storage/errors.h"

namespace frontdesk::storage::mysql {
namespace {

/// "Duplicate entry '…' for key 'NAME'": the last quoted part; the entry itself may hold quotes.
std::string constraint_of(std::string_view words) {
  const auto end = words.rfind('\'');
  if (end == std::string_view::npos || end == 0) return {};
  const auto start = words.rfind('\'', end - 1);
  if (start == std::string_view::npos) return {};
  return std::string(words.substr(start + 1, end - start - 1));
}

/// These quote what was to be stored.
bool words_hold_values(int code) {
  switch (code) {
    case 1062:
    case 1586:  // duplicate entry, another wording
    case 1264:
    case 1265:
    case 1292:
    case 1366:
    case 1406:
    case 1411: return true;
    default: return false;
  }
}

}  // namespace

bool ends_connection(int code) {
  switch (code) {
    case 1047:  // node without quorum
    case 1053:  // shutdown in progress
    case 1180:  // commit failed on the cluster
    case 1927:  // connection was killed
    case 2002:
    case 2003:
    case 2006:
    case 2013:
    case 2014:  // commands out of sync
    case 2027:  // malformed packet
    case 2055: return true;
    default: return false;
  }
}

bool is_conflict(int code) {
  return code == 1020 || code == 1205 || code == 1213;  // changed since the transaction's view of it, lock wait, deadlock or cluster
}

void throw_error(int code, const std::string& server_words, const std::string& statement) {
  const std::string what =
      (words_hold_values(code) ? std::string("refused by the database") : server_words) + " (" + std::to_string(code) + ") in: " + statement;
  if (is_conflict(code)) throw Conflict(what);
  switch (code) {
    case 1062:
    case 1586: throw Duplicate(what, constraint_of(server_words));
    case 1048:
    case 1216:
    case 1217:
    case 1264:
    case 1265:
    case 1364:
    case 1366:
    case 1406:
    case 1451:
    case 1452:
    case 4025: throw ConstraintViolation(what);
    case 1044:
    case 1045:
    case 1142:
    case 1143:
    case 1227:
    case 1370: throw Forbidden(what);
    case 1193: throw UnknownVariable(what);
    case 1021:  // disk full
    case 1030:  // storage engine
    case 1040:  // too many connections
    case 1114:  // table full
    case 1203:
    case 1290:  // the server is read-only
    case 1317:  // interrupted
    case 1836:
    case 1969:  // ran too long
      throw Unavailable(what);
    default: break;
  }
  if (ends_connection(code)) throw Unavailable(what);
  throw std::runtime_error(what);
}

}  // namespace frontdesk::storage::mysql
