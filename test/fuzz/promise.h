// A broken promise ends the run of a fuzz target: libFuzzer keeps the input, and a replay names the file.
//
// Each target is one file with LLVMFuzzerTestOneInput. `make fuzz` links it with clang's libFuzzer. replay_test.cc
// calls it with every input of test/fuzz/TARGET; the Makefile renames it to fuzz_TARGET for that.
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace permit::fuzz {

struct BrokenPromise : std::logic_error {
  using std::logic_error::logic_error;
};

/// Throws BrokenPromise if a promise does not hold. `of` is the value that broke it.
inline void promise(bool holds, const char* what, std::string_view of = {}) {
  if (!holds) throw BrokenPromise(std::string(what) + ": " + std::string(of));
}

inline std::string_view bytes(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// Removes the text up to and including `end` and returns what precedes it; all if no `end`.
inline std::string_view take_up_to(std::string_view& rest, std::string_view end) {
  const std::size_t at = rest.find(end);
  const std::string_view taken = rest.substr(0, at);
  rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + end.size());
  return taken;
}

}  // namespace permit::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
