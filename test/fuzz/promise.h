// What a fuzz target finds broken ends its run: libFuzzer keeps the input, a replay names the file.
//
// Each target is one file with LLVMFuzzerTestOneInput. `make fuzz` gives it to clang's libFuzzer; test/fuzz/replay
// calls it under a name of its own (the Makefile) with every input of test/fuzz/TARGET.
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace permit::fuzz {

struct Broken : std::logic_error {
  using std::logic_error::logic_error;
};

/// Throws Broken when a promise does not hold. `of` is what it was made of.
inline void promise(bool holds, const char* what, std::string_view of = {}) {
  if (!holds) throw Broken(std::string(what) + ": " + std::string(of));
}

inline std::string_view bytes(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// What stands before `end`, which is taken off with it; all of it when there is none.
inline std::string_view take_up_to(std::string_view& rest, std::string_view end) {
  const std::size_t at = rest.find(end);
  const std::string_view taken = rest.substr(0, at);
  rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + end.size());
  return taken;
}

}  // namespace permit::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
