// kannel.conf as bearerbox puts it together: with the files and folders that it includes (gwlib/cfg.c).
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "conf/conf_file.h"

namespace permit::tool {

class KannelConf {
 public:
  /// Nothing stands in what cannot be read: error().
  explicit KannelConf(const std::string& file);

  const std::string& file() const { return file_; }
  /// errno of the file itself, 0 when it was read.
  int error() const { return error_; }
  /// Lines that are no entries and what is included and cannot be read: `FILE:LINE: message'.
  const std::vector<std::string>& faults() const { return faults_; }

  /// Those of a name, in their order. Borrowed.
  std::vector<const ConfGroup*> groups(std::string_view name) const;
  /// The last of a name, as bearerbox takes it where there may be one only; null when there is none.
  const ConfGroup* group(std::string_view name) const;
  /// `FILE:LINE' of an entry.
  std::string place(const ConfEntry& entry) const;
  /// The file that it stands in.
  const std::string& file_of(const ConfEntry& entry) const { return places_[entry.line - 1].first; }

 private:
  void add(const std::string& file, std::string& text);
  void include(const std::string& what, std::string& text);
  void add_line(std::string_view line, const std::string& file, std::size_t number, std::string& text);

  const std::string file_;
  int error_ = 0;
  std::vector<std::string> faults_;
  std::vector<ConfGroup> groups_;                            // their lines count through all files
  std::vector<std::pair<std::string, std::size_t>> places_;  // of each of those lines
  std::set<std::string> added_;
};

/// The entry of a key, the last when there are several, as in Kannel; null without one.
const ConfEntry* entry_of(const ConfGroup& group, std::string_view key);
/// Its value; empty without one.
std::string value_of(const ConfGroup& group, std::string_view key);

}  // namespace permit::tool
