// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <iosfwd>
#include <utility>

namespace frontdesk {

/// A value about a person: it can't be streamed, formatted or logged. `reveal()` is the one way out, and greppable.
template <class T>
class Sensitive {
 public:
  Sensitive() = default;
  explicit Sensitive(T value) : value_(std::move(value)) {}
  [[nodiscard]] const T& reveal() const noexcept { return value_; }
  friend bool operator==(const Sensitive&, const Sensitive&) = default;

 private:
  T value_{};
};

template <class T>
std::ostream& operator<<(std::ostream&, const Sensitive<T>&) = delete;

}  // namespace frontdesk
