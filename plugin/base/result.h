// A value, or the reason why there is none.
//
// There are three kinds of failure: a wrong text is a normal Decision with a reply; a failure of the environment
// (disk, store, file) is a Result; a bug is an assertion.
#pragma once

#include <concepts>
#include <string>
#include <utility>
#include <variant>

namespace permit {

/// One sentence for an operator's log: it names what failed and says what to do next.
struct Error {
  std::string message;
};

/// Holds a T or a reason E. value() REQUIRES ok(); error() REQUIRES !ok().
template <typename T, typename E = Error>
class [[nodiscard]] Result {
 public:
  Result(T value) : outcome_(std::move(value)) {}  // NOLINT(google-explicit-constructor)
  Result(E error) : outcome_(std::move(error)) {}  // NOLINT(google-explicit-constructor)
  /// If E is another type, it is built from an Error.
  Result(Error error)  // NOLINT(google-explicit-constructor)
      requires(!std::same_as<E, Error>)
      : outcome_(E(std::move(error))) {}

  bool ok() const { return std::holds_alternative<T>(outcome_); }
  explicit operator bool() const { return ok(); }

  T& value() { return std::get<T>(outcome_); }
  const T& value() const { return std::get<T>(outcome_); }
  T& operator*() { return value(); }
  const T& operator*() const { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const E& error() const { return std::get<E>(outcome_); }

 private:
  std::variant<T, E> outcome_;
};

/// Success without a value.
struct Done {};
using Status = Result<Done>;

}  // namespace permit
