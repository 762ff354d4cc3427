#include "ruleset/read/source.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "system/descriptor.h"
#include "system/sha256.h"

namespace permit {

using namespace std::string_view_literals;

namespace {

constexpr int kMostLooks = 10;  // attempts to read a folder that keeps changing

struct CloseFolder {
  void operator()(DIR* folder) const { closedir(folder); }
};
using Folder = std::unique_ptr<DIR, CloseFolder>;

std::string because_of_errno() { return std::strerror(errno); }  // NOLINT(concurrency-mt-unsafe): glibc's is safe

bool ends_with_ignoring_case(std::string_view name, std::string_view ending) {
  if (name.size() < ending.size()) return false;
  name.remove_prefix(name.size() - ending.size());
  return std::equal(name.begin(), name.end(), ending.begin(),
                    [](char sign, char wanted) { return (sign >= 'A' && sign <= 'Z' ? sign + 32 : sign) == wanted; });
}

/// The real path of an open file; empty if it is unknown.
std::string path_of(int fd) {
  std::array<char, 4096> path{};
  const ssize_t size = readlink(("/proc/self/fd/" + std::to_string(fd)).c_str(), path.data(), path.size());
  return size > 0 ? std::string(path.data(), static_cast<std::size_t>(size)) : std::string();
}

Result<std::vector<std::string>> rule_files_in(DIR* folder, const std::string& path) {
  std::vector<std::string> names;
  errno = 0;
  while (const dirent* entry = readdir(folder)) {  // NOLINT(concurrency-mt-unsafe): not shared
    const std::string_view name = entry->d_name;
    if (!name.starts_with('.') && ends_with_ignoring_case(name, ".xml.txt")) {
      return Error{path + "/" + std::string(name) + ": its name must end in .xml to be read, not in .txt"};
    }
    if (!is_rule_file(name)) continue;
    if (names.size() == kMostRuleFiles) {
      return Error{path + ": more than " + std::to_string(kMostRuleFiles) + " rule files"};
    }
    names.emplace_back(name);
    errno = 0;
  }
  if (errno != 0) return Error{path + ": " + because_of_errno()};
  std::sort(names.begin(), names.end());
  return names;
}

/// Reads at most one byte more than a rule file may have; nothing on a disk error.
std::optional<std::string> read_bytes(int fd) {
  std::string bytes;
  std::array<char, 16384> buffer{};
  while (bytes.size() <= kLargestRuleFile) {
    const ssize_t size = read(fd, buffer.data(), buffer.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return std::nullopt;
    if (size == 0) break;
    bytes.append(buffer.data(), static_cast<std::size_t>(size));
  }
  return bytes;
}

Error open_to_all(const std::string& path) {
  return {path + ": everyone may write there and so change what is permitted; remove that right: chmod o-w " + path};
}

Result<RuleFile> read_file(int folder, const std::string& name, const std::string& path) {
  const std::string full = path + "/" + name;
  // Non-blocking, because opening a pipe waits for its writer.
  const Descriptor file(openat(folder, name.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
  if (file.get() < 0) return Error{full + ": " + because_of_errno()};
  struct stat status = {};
  if (fstat(file.get(), &status) != 0) return Error{full + ": " + because_of_errno()};
  if (!S_ISREG(status.st_mode)) return Error{full + ": not a regular file"};
  if ((status.st_mode & S_IWOTH) != 0) return open_to_all(full);
  if (!path_of(file.get()).starts_with(path_of(folder) + "/")) {
    return Error{full + ": a symbolic link to a file outside of the folder; put the file itself into the folder"};
  }
  auto bytes = read_bytes(file.get());
  if (!bytes) return Error{full + ": " + because_of_errno()};
  if (bytes->size() > kLargestRuleFile) {
    return Error{full + ": larger than " + std::to_string(kLargestRuleFile / 1024) + " KiB; no rule file needs that"};
  }
  return RuleFile{name, *std::move(bytes)};
}

/// A user who can write in a rule folder decides what is permitted. Only its owner and group may write there, and only
/// they may replace the folder.
Status check_folder(DIR* folder, const std::string& path) {
  struct stat own = {};
  struct stat above = {};
  if (fstat(dirfd(folder), &own) != 0 || fstatat(dirfd(folder), "..", &above, 0) != 0)
    return Error{path + ": " + because_of_errno()};
  if ((own.st_mode & S_IWOTH) != 0) return open_to_all(path);
  if ((above.st_mode & S_IWOTH) == 0) return Done{};
  if ((above.st_mode & S_ISVTX) == 0) {
    return Error{path + ": everyone may replace this folder, because everyone may write in the folder above; " +
                 "remove that right: chmod o-w " + path + "/.."};
  }
  if (own.st_uid != 0 && own.st_uid != geteuid()) {
    return Error{
        path + ": it belongs to user " + std::to_string(own.st_uid) +
        " and is in a place where everyone may create folders, so anyone could have made these rules; move it, or " +
        "give it to root: chown root " + path};
  }
  return Done{};
}

Result<RuleFiles> read_files(DIR* folder, const std::string& path) {
  const auto names = rule_files_in(folder, path);
  if (!names) return names.error();
  if (names->empty()) return Error{path + ": it contains no rule file; names of rule files end in .xml"};

  RuleFiles text;
  std::size_t bytes = 0;
  for (const std::string& name : *names) {
    auto file = read_file(dirfd(folder), name, path);
    if (!file) return file.error();
    bytes += file->bytes.size();
    if (bytes > kLargestRuleFolder) {
      return Error{path + ": its files are larger than " + std::to_string(kLargestRuleFolder >> 20U) + " MiB together"};
    }
    text.push_back(*std::move(file));
  }
  return text;
}

/// Opens a folder that passes check_folder().
Result<Folder> open_folder(const std::string& path) {
  Folder folder(opendir(path.c_str()));
  if (!folder && errno == ENOTDIR) return Error{path + ": this is a file; name the folder that contains it"};
  if (!folder) return Error{path + ": " + because_of_errno()};
  if (const Status safe = check_folder(folder.get(), path); !safe) return safe.error();
  return folder;
}

/// Reads a folder once; it may change meanwhile.
Result<RuleFiles> look_into(const std::string& path) {
  const auto folder = open_folder(path);
  return folder ? read_files(folder->get(), path) : folder.error();
}

/// The names in a folder; none if `path` is not a folder.
std::vector<std::string> names_in(const std::string& path) {
  std::vector<std::string> names;
  const Folder folder(opendir(path.c_str()));
  while (const dirent* entry = folder ? readdir(folder.get()) : nullptr)  // NOLINT(concurrency-mt-unsafe): as above
    names.emplace_back(entry->d_name);
  return names;
}

/// Whether a file begins with a tag like a rule file, in any encoding. A web page begins with `<!`.
bool begins_like_rules(const std::string& path) {
  const Descriptor file(open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
  struct stat status = {};
  if (file.get() < 0 || fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return false;
  std::array<char, 256> buffer{};
  const ssize_t size = read(file.get(), buffer.data(), buffer.size());
  const std::string_view bytes(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
  const std::size_t tag = bytes.find_first_not_of("\xEF\xBB\xBF\xFF\xFE\0 \t\r\n"sv);
  return tag != std::string_view::npos && bytes[tag] == '<' && bytes.substr(tag + 1, 1) != "!";
}

/// 8 bytes, least significant first.
std::string length_of(std::string_view part) {
  std::string bytes;
  for (unsigned i = 0; i < 8; ++i) bytes += static_cast<char>(std::uint64_t{part.size()} >> (8 * i) & 0xFFU);
  return bytes;
}

}  // namespace

bool is_rule_file(std::string_view name) { return !name.starts_with('.') && ends_with_ignoring_case(name, ".xml"); }

Status check_rule_folder(const std::string& path) {
  const auto folder = open_folder(path);
  return folder ? Status(Done{}) : folder.error();
}

// Files are read one after the other. If two reads in a row agree, their result existed at the end of the first.
Result<RuleFiles> read_folder(const std::string& path) {
  auto before = look_into(path);
  for (int look = 1; look < kMostLooks; ++look) {
    auto now = look_into(path);
    const bool is_same = before ? now && *now == *before : !now && now.error().message == before.error().message;
    if (is_same) return now;
    before = std::move(now);
  }
  return Error{path + ": it changes faster than it can be read"};
}

std::vector<Ignored> ignored_in(const std::string& path) {
  std::vector<Ignored> ignored;
  for (const std::string& name : names_in(path)) {
    if (name.starts_with('.') || name.ends_with('~') || is_rule_file(name)) continue;
    const std::vector<std::string> inside = names_in(path + "/" + name);
    if (std::any_of(inside.begin(), inside.end(), is_rule_file)) {
      ignored.push_back({name, true});
    } else if (begins_like_rules(path + "/" + name)) {
      ignored.push_back({name, false});
    }
  }
  std::sort(ignored.begin(), ignored.end(), [](const Ignored& a, const Ignored& b) { return a.name < b.name; });
  return ignored;
}

Result<std::optional<RuleFile>> read_rule_file(const std::string& folder, const std::string& name) {
  const auto opened = open_folder(folder);
  if (!opened) return opened.error();
  const int descriptor = dirfd(opened->get());
  struct stat status = {};
  if (fstatat(descriptor, name.c_str(), &status, 0) != 0 && errno == ENOENT) return std::optional<RuleFile>();
  auto file = read_file(descriptor, name, folder);
  if (!file) return file.error();
  return std::optional(*std::move(file));
}

Result<Digest> hash_of(const RuleFiles& text) {
  std::vector<std::string> lengths;
  lengths.reserve(2 * text.size());  // parts borrow from them
  std::vector<std::string_view> parts;
  for (const RuleFile& file : text) {
    for (const std::string_view part : std::initializer_list<std::string_view>{file.name, file.bytes}) {
      parts.emplace_back(lengths.emplace_back(length_of(part)));
      parts.push_back(part);
    }
  }
  return sha256(parts);
}

}  // namespace permit
