// SPDX-License-Identifier: AGPL-3.0-or-later
#include <chrono>
#include <iostream>

#include "ctl/commands.h"
#include "storage/mysql/connection.h"

#ifndef FRONTDESK_VERSION
#error "the build names the version"
#endif

int main(int argc, char** argv) {
  frontdesk::storage::mysql::initialise_driver();
  const auto now = std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
  return frontdesk::ctl::run({argv + 1, argv + argc}, {.in = std::cin, .out = std::cout, .err = std::cerr}, now, FRONTDESK_VERSION);
}
