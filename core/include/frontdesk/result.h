// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdlib>
#include <optional>
#include <utility>
#include <variant>

namespace frontdesk {

/// The error half of a Result, so that `return failure(e)` can't be mistaken for a value.
template <class E>
struct Failure {
  E error;
};

template <class E>
[[nodiscard]] Failure<std::decay_t<E>> failure(E&& error) {
  return {std::forward<E>(error)};
}

/// A value or a foreseen outcome that isn't one (time just taken, field malformed). The environment's failures
/// (database gone) are thrown instead. Asking the wrong half aborts: it is a broken invariant, not an input.
template <class T, class E>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Failure<E> failed) : state_(std::in_place_index<1>, std::move(failed.error)) {}

  [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  [[nodiscard]] const T& value() const& { return has_value() ? std::get<0>(state_) : (std::abort(), std::get<0>(state_)); }
  [[nodiscard]] T& value() & { return has_value() ? std::get<0>(state_) : (std::abort(), std::get<0>(state_)); }
  [[nodiscard]] T&& value() && { return std::move(value()); }
  [[nodiscard]] const E& error() const { return has_value() ? (std::abort(), std::get<1>(state_)) : std::get<1>(state_); }

  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }

 private:
  std::variant<T, E> state_;
};

/// What a Result carries when success has nothing to say.
struct Done {};

}  // namespace frontdesk
