// The blocks of a page that programs write: the lines between `<!-- generated: NAME -->` and the next `<!-- end -->`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "base/result.h"
#include "system/atomic_file.h"

namespace permit::test {

/// Replaces the lines of block `name` in the file `page`, atomically; the rest of the page stays. Returns an error that
/// names the page and the marker if a marker is missing or occurs twice; the page is then unchanged. REQUIRES: `lines`
/// is empty or ends in a line feed.
inline Status replace_block(const std::string& page, std::string_view name, std::string_view lines) {
  std::ifstream in(page, std::ios::binary);
  if (!in) return Error{page + ": cannot be read"};
  const std::string text = "\n" + std::string(std::istreambuf_iterator<char>(in), {});
  const std::string marker = "<!-- generated: " + std::string(name) + " -->";
  const std::string begin = "\n" + marker + "\n";
  const std::size_t at = text.find(begin);
  if (at == std::string::npos) return Error{page + ": the marker `" + marker + "' is missing; add a line with it"};
  if (text.find(begin, at + 1) != std::string::npos) return Error{page + ": the marker `" + marker + "' occurs twice"};
  const std::size_t first = at + begin.size();
  const std::size_t end = text.find("\n<!-- end -->", first - 1);
  if (end == std::string::npos || end > text.find("\n<!-- generated: ", first - 1))
    return Error{page + ": the marker `<!-- end -->' is missing below `" + marker + "'; add a line with it"};
  return replace_file(page, text.substr(1, first - 1) + std::string(lines) + text.substr(end + 1));
}

/// Returns `1,234,567`.
inline std::string with_commas(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return digits;
}

/// Returns today's date, `21 July 2020`.
inline std::string today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  char text[64];
  std::strftime(text, sizeof text, "%B %Y", &local);
  return std::to_string(local.tm_mday) + " " + text;
}

}  // namespace permit::test
