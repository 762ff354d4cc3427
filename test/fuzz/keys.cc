// The key file for check codes.
#include <algorithm>
#include <cctype>
#include <cstdint>
#include <string>
#include <string_view>

#include "checkcode/key_file.h"
#include "test/fuzz/promise.h"

namespace permit::fuzz {

namespace {

/// Returns whether `message` contains kTooMany hexadecimal digits in a row from the file.
bool reveals_a_key(std::string_view message, std::string_view file) {
  constexpr std::size_t kTooMany = 12;
  for (std::size_t at = 0; at + kTooMany <= file.size(); ++at) {
    const std::string_view piece = file.substr(at, kTooMany);
    const bool is_hex =
        std::all_of(piece.begin(), piece.end(), [](unsigned char digit) { return std::isxdigit(digit); });
    if (is_hex && message.find(piece) != std::string_view::npos) return true;
  }
  return false;
}

void read(std::string_view file) {
  const auto keys = Keys::parse("keys", file);
  if (!keys)
    return promise(!reveals_a_key(keys.error().message, file), "no error contains a key", keys.error().message);
  promise(!keys->ids().empty(), "a key file has a key", file);
  for (const KeyId id : keys->ids()) {
    promise(id < kMostKeys && keys->has(id), "ids are valid", file);
    promise(std::count(keys->ids().begin(), keys->ids().end(), id) == 1, "ids are unique", file);
  }
  promise(keys->has(keys->current()), "the current key exists", file);
}

}  // namespace

}  // namespace permit::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  permit::fuzz::read(permit::fuzz::bytes(data, size));
  return 0;
}
