#include "tool/operate/kannel_conf.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>

#include "base/strings.h"

namespace permit::tool {

namespace {

namespace fs = std::filesystem;

/// The FILE of a line `include = "FILE"'; nothing for any other line.
std::optional<std::string> included_by(std::string_view line) {
  const std::size_t equals = line.find('=');
  if (equals == std::string_view::npos || trim(line.substr(0, equals), kCWhiteSpace) != "include") return std::nullopt;
  std::string_view value = trim(line.substr(equals + 1), kCWhiteSpace);
  if (value.size() > 1 && value.starts_with('"') && value.ends_with('"')) value = value.substr(1, value.size() - 2);
  return std::string(value);
}

/// Reads the lines of a file. Returns 0 or errno.
int read_lines(const std::string& file, std::vector<std::string>& lines) {
  std::error_code failed;
  if (fs::is_directory(file, failed)) return EISDIR;
  errno = 0;
  std::ifstream stream(file, std::ios::binary);
  for (std::string line; std::getline(stream, line);) lines.push_back(std::move(line));
  return errno;
}

}  // namespace

KannelConf::KannelConf(const std::string& file) : file_(file) {
  std::string text;
  add(file, text);
  ConfFile parsed = parse_conf_file(text);
  groups_ = std::move(parsed.groups);
  for (const ConfFault& fault : parsed.faults) faults_.push_back(place({fault.line, {}, {}}) + ": " + fault.message);
}

// Kannel reads each file once.
void KannelConf::add(const std::string& file, std::string& text) {
  if (!added_.insert(file).second) return;
  std::vector<std::string> lines;
  if (const int failed = read_lines(file, lines); failed != 0) {
    if (file == file_) error_ = failed;
    faults_.push_back(file + ": " + std::generic_category().message(failed) +
                      "; bearerbox does not start without its included files.");
    return;
  }
  for (std::size_t number = 1; number <= lines.size(); ++number) {
    const std::string& line = lines[number - 1];
    const auto included = included_by(line);
    if (included) {
      include(*included, text);
    } else {
      add_line(line, file, number, text);
    }
  }
  add_line({}, file, lines.size(), text);  // a group ends with its file
}

void KannelConf::include(const std::string& what, std::string& text) {
  std::error_code failed;
  if (!fs::is_directory(what, failed)) return add(what, text);
  std::vector<std::string> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(what, failed))
    if (!entry.is_directory(failed)) files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  for (const std::string& file : files) add(file, text);
}

void KannelConf::add_line(std::string_view line, const std::string& file, std::size_t number, std::string& text) {
  text += line;
  text += '\n';
  places_.emplace_back(file, number);
}

std::vector<const ConfGroup*> KannelConf::groups(std::string_view name) const {
  std::vector<const ConfGroup*> found;
  for (const ConfGroup& group : groups_)
    if (value_of(group, "group") == name) found.push_back(&group);
  return found;
}

const ConfGroup* KannelConf::group(std::string_view name) const {
  const auto all = groups(name);
  return all.empty() ? nullptr : all.back();
}

std::string KannelConf::place(const ConfEntry& entry) const {
  const auto& [file, number] = places_[entry.line - 1];
  return file + ":" + std::to_string(number);
}

const ConfEntry* entry_of(const ConfGroup& group, std::string_view key) {
  const auto last =
      std::find_if(group.rbegin(), group.rend(), [&](const ConfEntry& entry) { return entry.key == key; });
  return last == group.rend() ? nullptr : &*last;
}

std::string value_of(const ConfGroup& group, std::string_view key) {
  const ConfEntry* entry = entry_of(group, key);
  return entry ? entry->value : std::string();
}

}  // namespace permit::tool
