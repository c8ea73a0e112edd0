// SPDX-License-Identifier: AGPL-3.0-or-later
// refused: conversion from\|no match
#include <string>

#include "frontdesk/sensitive.h"

using namespace frontdesk;

std::string line(const Sensitive<std::string>& name) {
#ifdef NONSENSE
  return "name: " + name;
#else
  return "name: " + name.reveal();
#endif
}
