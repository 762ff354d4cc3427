// Kannel's configuration syntax (gwlib/cfg.c), read with the line of every value. gwlib's own cfg_read() lets doubles
// pass, knows no lines, and ends the host on some faults.
//
//   file  = line*                     a line that ends in `\` goes on in the next; one in `\\` ends in `\`
//   line  = blank | comment | entry   around all of it, spaces do not count
//   blank =                           ends a group
//   comment = `#` anything
//   entry = key `=` value             value: bare, or in `"`, where `\"` is `"` and `\\` is `\`
//
// A group is named by its entry `group = name`. `include` is refused.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace permit {

struct ConfEntry {
  std::size_t line;  ///< from 1; that on which it begins
  std::string key;
  std::string value;
};

/// What a reader of a file must mend.
struct ConfFault {
  std::size_t line;
  std::string message;  ///< a sentence that says how
};

/// One group, its entries in order, `group` among them.
using ConfGroup = std::vector<ConfEntry>;

struct ConfFile {
  std::vector<ConfGroup> groups;  ///< none is empty
  std::vector<ConfFault> faults;  ///< lines that are no entries
};

ConfFile parse_conf_file(std::string_view text);

}  // namespace permit
