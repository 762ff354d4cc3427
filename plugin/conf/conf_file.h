// Kannel's configuration syntax (gwlib/cfg.c), read with the line of every value. gwlib's own cfg_read() accepts
// duplicates, reports no lines, and ends the host on some errors.
//
//   file  = line*                     a final `\` joins the next line; a final `\\`, unless on the last line, is `\`
//   line  = blank | comment | entry   surrounding spaces are ignored
//   blank =                           ends a group
//   comment = `#` anything
//   entry = key `=` value             value: bare, or in `"`, where `\"` is `"` and `\\` is `\`
//
// An entry `group = name` names a group. `include` is an error.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace permit {

struct ConfEntry {
  std::size_t line;  ///< from 1; the line on which it begins
  std::string key;
  std::string value;
};

/// An error in a file that its author must correct.
struct ConfFault {
  std::size_t line;
  std::string message;  ///< a sentence that says how to correct it
};

/// One group with its entries in order, including `group`.
using ConfGroup = std::vector<ConfEntry>;

struct ConfFile {
  std::vector<ConfGroup> groups;  ///< none is empty
  std::vector<ConfFault> faults;  ///< lines that are not entries
};

/// Reads a file. Reports every wrong line and keeps the others.
ConfFile parse_conf_file(std::string_view text);

}  // namespace permit
