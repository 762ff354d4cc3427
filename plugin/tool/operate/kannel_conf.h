// kannel.conf as bearerbox reads it: with the files and folders that it includes (gwlib/cfg.c).
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
  /// Empty when the file cannot be read: see error().
  explicit KannelConf(const std::string& file);

  const std::string& file() const { return file_; }
  /// errno of the file itself; 0 when it was read.
  int error() const { return error_; }
  /// Lines that are not entries, and included files that cannot be read: `FILE:LINE: message'.
  const std::vector<std::string>& faults() const { return faults_; }

  /// The groups of a name, in their order. Borrowed.
  std::vector<const ConfGroup*> groups(std::string_view name) const;
  /// The last group of a name, which bearerbox uses where only one is allowed; null when there is none.
  const ConfGroup* group(std::string_view name) const;
  /// `FILE:LINE' of an entry.
  std::string place(const ConfEntry& entry) const;
  /// The file of an entry.
  const std::string& file_of(const ConfEntry& entry) const { return places_[entry.line - 1].first; }

 private:
  void add(const std::string& file, std::string& text);
  void include(const std::string& what, std::string& text);
  void add_line(std::string_view line, const std::string& file, std::size_t number, std::string& text);

  const std::string file_;
  int error_ = 0;
  std::vector<std::string> faults_;
  std::vector<ConfGroup> groups_;                            // lines are numbered through all files
  std::vector<std::pair<std::string, std::size_t>> places_;  // file and line of each of those lines
  std::set<std::string> added_;
};

/// The last entry of a key, which Kannel uses; null without one.
const ConfEntry* entry_of(const ConfGroup& group, std::string_view key);
/// The value of that entry; empty without one.
std::string value_of(const ConfGroup& group, std::string_view key);

}  // namespace permit::tool
