#include "ruleset/read/encoding.h"

#include <algorithm>

#include "base/utf8.h"

namespace permit {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view kSaveAs = "; save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8)";

/// Recognises UTF-16 and UTF-32, with or without a byte order mark, in a file that begins with `<`.
std::string_view wide_encoding(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE\0\0"sv) || bytes.starts_with("\0\0\xFE\xFF"sv)) return "UTF-32";
  if (bytes.starts_with("\xFF\xFE"sv) || bytes.starts_with("<\0"sv)) return "UTF-16, little-endian";
  if (bytes.starts_with("\xFE\xFF"sv) || bytes.starts_with("\0<"sv)) return "UTF-16, big-endian";
  return {};
}

/// The value of `encoding` in the XML declaration; empty if there is none.
std::string_view declared_encoding(std::string_view bytes) {
  if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  if (!bytes.starts_with("<?xml")) return {};
  const std::string_view declaration = bytes.substr(0, bytes.find("?>"));
  const std::size_t name = declaration.find("encoding");
  const std::size_t open = name == std::string_view::npos ? name : declaration.find_first_of("\"'", name);
  if (open == std::string_view::npos) return {};
  const std::size_t close = declaration.find(declaration[open], open + 1);
  return close == std::string_view::npos ? std::string_view{} : declaration.substr(open + 1, close - open - 1);
}

bool is_utf8(std::string_view name) {
  constexpr std::string_view kUtf8 = "utf-8";
  return name.empty() || std::equal(name.begin(), name.end(), kUtf8.begin(), kUtf8.end(), [](char sign, char wanted) {
           return (sign >= 'A' && sign <= 'Z' ? sign + 32 : sign) == wanted;
         });
}

/// The line of the first byte that is zero or not UTF-8; 0 if there is none.
long first_broken_line(std::string_view bytes) {
  long line = 1;
  while (!bytes.empty()) {
    const std::string_view before = bytes;
    const char32_t point = take_code_point(bytes);
    const bool was_written_so = before.starts_with("\xEF\xBF\xBD");
    if (point == 0 || (point == kBrokenByte && !was_written_so)) return line;
    if (point == '\n') ++line;
  }
  return 0;
}

}  // namespace

std::optional<Refusal> refuse_encoding(std::string_view bytes) {
  if (const auto wide = wide_encoding(bytes); !wide.empty()) {
    return Refusal{DiagnosticId::wrong_encoding, 1, "the file is in " + std::string(wide) + std::string(kSaveAs)};
  }
  if (const auto declared = declared_encoding(bytes); !is_utf8(declared)) {
    return Refusal{DiagnosticId::wrong_encoding, 1,
                   "the file says that it is in " + std::string(declared.substr(0, 40)) + std::string(kSaveAs) +
                       " and write encoding=\"UTF-8\""};
  }
  if (const long line = first_broken_line(bytes); line != 0) {
    return Refusal{
        DiagnosticId::wrong_encoding, line,
        "not UTF-8; the file may have been saved as Windows-1251, Windows-1254 or similar" + std::string(kSaveAs)};
  }
  return std::nullopt;
}

}  // namespace permit
